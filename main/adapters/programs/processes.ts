import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import type { ProcessEnd, Processes, ProcessLimits } from '../../ports/system.ts';
import { commandFor, findProgram, type ProgramCommand, type ProgramPlaces, systemProgram } from './find-program.ts';

export interface ProcessesDependencies {
  readonly platform: NodeJS.Platform;
  /** Read at each call: a program may have been installed since. */
  environment(): Readonly<Record<string, string | undefined>>;
  /** Where programs start. Not the app's own: some read settings from the folder they are started in. */
  workFolder(): string;
}

/** A child that has ended may have left its pipes to one of its own. */
const pipesCloseWithinMs = 1_000;

export function createProcesses({ platform, environment, workFolder }: ProcessesDependencies): Processes {
  const places = (): ProgramPlaces => ({ platform, environment: environment() });
  return {
    isInstalled: async (program) => (await findProgram(program, places())) !== null,
    async run(program, args, limits) {
      const path = await findProgram(program, places());
      const failed = (code: string): Result<ProcessEnd> => fail({ kind: 'program-failed', program, code });
      if (path === null) return failed('not-installed');
      const command = commandFor(path, args, places());
      if (command === null || limits.signal.aborted) return failed('not-started');
      const child = start(command, places(), workFolder());
      if (child === null) return failed('not-started');
      return untilEnd({ child, program, limits, endAll: () => endTree(child, places()) });
    },
  };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** null: the system would not, and says so at once (arguments too long, no memory); most refusals come as an event. */
function start(command: ProgramCommand, places: ProgramPlaces, workFolder: string): Child | null {
  try {
    return spawn(command.file, [...command.args], {
      cwd: workFolder,
      env: withoutOwn(places.environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      windowsVerbatimArguments: command.verbatim,
      // A group of its own, so that it can be ended with all that it started.
      detached: places.platform !== 'win32',
    });
  } catch {
    return null;
  }
}

interface RunningProgram {
  readonly child: Child;
  readonly program: string;
  readonly limits: ProcessLimits;
  /** Ends the program and all that it started. */
  endAll(): void;
}

function untilEnd({ child, program, limits, endAll }: RunningProgram): Promise<Result<ProcessEnd>> {
  const { promise, resolve } = deferred<Result<ProcessEnd>>();
  const ended = (code: string): Failure => ({ kind: 'program-failed', program, code });
  let cancelPipes = (): void => {};

  const settle = (result: Result<ProcessEnd>): void => {
    cancelLimit();
    cancelPipes();
    limits.signal.removeEventListener('abort', abort);
    child.removeAllListeners('exit').removeAllListeners('close');
    child.stdout.destroy();
    child.stderr.destroy();
    resolve(result);
  };
  const giveUp = (failure: Failure): void => {
    endAll();
    settle(fail(failure));
  };
  const abort = (): void => giveUp(ended('ended-by-signal'));
  const cancelLimit = after(limits.timeoutMs, () => giveUp({ kind: 'timeout' }));
  const output = collect(child, limits.maxBytes, () => giveUp({ kind: 'too-large' }));
  const finish = (exitCode: number | null): void =>
    settle(exitCode === null ? fail(ended('ended-by-signal')) : succeed({ exitCode, ...output() }));

  limits.signal.addEventListener('abort', abort, { once: true });
  child.on('error', () => settle(fail(ended('not-started'))));
  child.once('close', finish);
  child.once('exit', (exitCode) => {
    cancelPipes = after(pipesCloseWithinMs, () => finish(exitCode));
  });
  return promise;
}

/** Gathers what the child says; calls `onTooMuch` once it is more than allowed. */
function collect(child: Child, maxBytes: number, onTooMuch: () => void): () => { stdout: string; stderr: string } {
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  let bytes = 0;
  const keepIn = (chunks: Buffer[]) => (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) onTooMuch();
  };
  child.stdout.on('data', keepIn(stdout));
  child.stderr.on('data', keepIn(stderr));
  return () => ({ stdout: textOf(stdout), stderr: textOf(stderr) });
}

function after(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}

function deferred<Value>(): { readonly promise: Promise<Value>; resolve(value: Value): void } {
  let resolve = (_: Value): void => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: (value) => resolve(value) };
}

const textOf = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');

/** What made this app behave as it does is no business of another program. */
function withoutOwn(environment: ProgramPlaces['environment']): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = environment;
  return rest;
}

function endTree(child: Child, places: ProgramPlaces): void {
  if (child.pid === undefined) return;
  try {
    if (places.platform === 'win32') {
      const killer = spawn(systemProgram('taskkill.exe', places), ['/pid', String(child.pid), '/t', '/f']);
      killer.on('error', () => child.kill());
    } else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
