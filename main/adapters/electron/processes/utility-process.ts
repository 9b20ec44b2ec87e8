import { type UtilityProcess, utilityProcess } from 'electron';
import type { StartFileProcess } from '../../../ports/foreign-files.ts';

/**
 * Starts processes of Electron's own kind that run the bundled `program`, since the packed app cannot run as plain Node. They
 * can be started once the app is ready.
 */
export const startingUtilityProcess =
  (program: string): StartFileProcess =>
  (role, events) => {
    const child = fork(program, role);
    if (child === null) return null;
    child.on('message', (message: unknown) => {
      if (typeof message !== 'object' || message === null) return;
      if ('result' in message) events.onAnswer(message.result);
      else events.onReady();
    });
    child.on('exit', events.onEnd);
    let isGone = false;
    child.once('exit', () => {
      isGone = true;
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (call) => child.postMessage(call),
      // The tray keeps the app alive, not this process.
      hold: () => {},
      async kill() {
        child.off('exit', events.onEnd);
        const gone = isGone ? Promise.resolve() : new Promise<void>((resolve) => child.once('exit', () => resolve()));
        end(child);
        await gone;
      },
    };
  };

function fork(program: string, role: string): UtilityProcess | null {
  try {
    // It needs none of the user's variables, some of which hold keys.
    return utilityProcess.fork(program, [role], { env: {}, stdio: 'ignore', serviceName: `Qwen Gauge ${role}` });
  } catch {
    return null;
  }
}

/** Electron itself would only ask the process to end. */
function end(child: UtilityProcess): void {
  try {
    if (child.pid === undefined) child.kill();
    else process.kill(child.pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
