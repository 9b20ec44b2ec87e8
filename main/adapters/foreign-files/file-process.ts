import { type ChildProcess, spawn } from 'node:child_process';
import { readerProgram } from './reader-program.ts';
import { writerProgram } from './writer-program.ts';

/** A process that answers calls in their order. */
export interface FileProcess {
  readonly pid: number | undefined;
  send(call: object): void;
  /** Keeps this program alive while a call is open, and only then. */
  hold(isNeeded: boolean): void;
  /** Resolves once the process is gone: one whose call does not return is killed only when it does. */
  kill(): Promise<void>;
}

export interface FileProcessEvents {
  /** It runs, and answers from now on. */
  onReady(): void;
  onAnswer(result: unknown): void;
  /** It could not be started, or ended by itself. */
  onEnd(): void;
}

/**
 * Starts a process that reads or writes. A thread of this process would not do: where a call never returns, the threads of a
 * process keep it from ending. null: the system refused.
 */
export type StartFileProcess = (
  role: keyof typeof fileProcessPrograms,
  events: FileProcessEvents,
) => FileProcess | null;

/** What runs in such a process: each makes the function that answers its calls. */
export const fileProcessPrograms = { reader: readerProgram, writer: writerProgram };

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
