import { type ChildProcess, spawn } from 'node:child_process';
import type { ReaderCall } from './reader-program.ts';

/** A process that answers calls in their order. */
export interface ReaderProcess {
  send(call: ReaderCall): void;
  /** Keeps this program alive while a call is open, and only then. */
  hold(isNeeded: boolean): void;
  kill(): void;
}

export interface ReaderEvents {
  /** It runs, and answers from now on. */
  onReady(): void;
  onAnswer(result: unknown): void;
  /** It could not be started, or ended by itself. */
  onEnd(): void;
}

/**
 * Starts a process that runs `program`. A thread of this process would not do: where a call never returns, the threads of
 * a process keep it from ending. null: the system refused.
 */
export function startReaderProcess(program: string, events: ReaderEvents): ReaderProcess | null {
  const child = start(program);
  if (child === null) return null;
  child.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null) return;
    if ('result' in message) events.onAnswer(message.result);
    else events.onReady();
  });
  child.on('error', events.onEnd);
  child.on('exit', events.onEnd);
  return {
    send(call) {
      // A failure to send is followed by the end of the process.
      if (child.connected) child.send(call, () => {});
    },
    hold(isNeeded) {
      if (isNeeded) {
        child.ref();
        child.channel?.ref();
      } else {
        child.unref();
        child.channel?.unref();
      }
    },
    kill() {
      child.removeAllListeners();
      child.on('error', () => {});
      if (child.connected) child.disconnect();
      child.kill('SIGKILL');
      child.unref();
    },
  };
}

function start(program: string): ChildProcess | null {
  try {
    return spawn(process.execPath, ['-e', program], {
      // It needs none of the user's variables, some of which hold keys.
      env: { ELECTRON_RUN_AS_NODE: '1', SystemRoot: process.env['SystemRoot'] },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      windowsHide: true,
    });
  } catch {
    return null;
  }
}
