import { type ChildProcess, spawn } from 'node:child_process';
import type { FileProcess, FileProcessEvents, StartFileProcess } from '../../ports/foreign-files.ts';
import { readerProgram } from './reader-program.ts';
import { writerProgram } from './writer-program.ts';

/** What runs in such a process: each makes the function that answers its calls. */
const fileProcessPrograms = { reader: readerProgram, writer: writerProgram };

/**
 * How this program starts such a process. The app puts Electron's way here at its start: the packed app cannot run as plain
 * Node, and would start a second time.
 */
export const fileProcesses: { start: StartFileProcess } = {
  start: (role, events) => startNodeProcess(role, events),
};

/** Answers calls by one of the programs. */
export const answering = (role: string): ((call: unknown) => unknown) =>
  (role === 'writer' ? fileProcessPrograms.writer : fileProcessPrograms.reader)();

/** Starts a process of plain Node, as the command line does. */
export const startNodeProcess: StartFileProcess = (role, events) => startProgram(programText(role), events);

/** Returns the program as text. */
export const programText = (role: keyof typeof fileProcessPrograms): string => `
  const answer = (${fileProcessPrograms[role].toString()})();
  process.on('message', (call) => process.send({ result: answer(call) }));
  process.send({ ready: true });`;

export function startProgram(program: string, events: FileProcessEvents): FileProcess | null {
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
    pid: child.pid,
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
    async kill() {
      child.removeAllListeners();
      child.on('error', () => {});
      const isGone = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
      const gone = isGone ? Promise.resolve() : new Promise<void>((resolve) => child.once('exit', () => resolve()));
      if (child.connected) child.disconnect();
      child.kill('SIGKILL');
      child.unref();
      await gone;
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
