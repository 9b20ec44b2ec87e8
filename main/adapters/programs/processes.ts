import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { type Failure, fail, type Result, succeed } from '../../core/failure.ts';
import type { ProcessEnd, Processes, ProcessLimits } from '../../ports/system.ts';
import {
  commandFor,
  findProgram,
  type ProgramCommand,
  type ProgramEnvironment,
  systemProgram,
} from './find-program.ts';

export interface ProcessesDeps {
  readonly platform: NodeJS.Platform;
  /** Read at each call, because a program may have been installed in the meantime. */
  environment(): Readonly<Record<string, string | undefined>>;
  /** The working folder of programs. Not the app's own, because some read settings from their working folder. */
  workFolder(): string;
}

/** How long a child that has exited may keep its pipes open, which one of its own children may have inherited. */
const pipesCloseWithinMs = 1_000;

export function createProcesses({ platform, environment, workFolder }: ProcessesDeps): Processes {
  const system = (): ProgramEnvironment => ({ platform, environment: environment() });
  return {
    isInstalled: async (program) => (await findProgram(program, system())) !== null,
    async run(program, args, limits) {
      const path = await findProgram(program, system());
      const failed = (code: string): Result<ProcessEnd> => fail({ kind: 'program-failed', program, code });
      if (path === null) return failed('not-installed');
      const command = commandFor(path, args, system());
      if (command === null || limits.signal.aborted) return failed('not-started');
      const child = start(command, system(), workFolder());
      if (child === null) return failed('not-started');
      return untilEnd({ child, program, limits, endAll: () => endTree(child, system()) });
    },
  };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** null: the system refused at once (arguments too long, no memory). Most refusals are reported as an event instead. */
function start(command: ProgramCommand, system: ProgramEnvironment, workFolder: string): Child | null {
  try {
    return spawn(command.file, [...command.args], {
      cwd: workFolder,
      env: withoutElectronVariable(system.environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      windowsVerbatimArguments: command.verbatim,
      // A process group of its own, so that it can be ended with everything that it started.
      detached: system.platform !== 'win32',
    });
  } catch {
    return null;
  }
}

interface RunningProgram {
  readonly child: Child;
  readonly program: string;
  readonly limits: ProcessLimits;
  /** Ends the program and everything that it started. */
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

/** Collects the child's output; calls `onTooMuch` as soon as it is larger than `maxBytes`. */
function collect(child: Child, maxBytes: number, onTooMuch: () => void): () => { stdout: string; stderr: string } {
  const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
  let bytes = 0;
  const appendTo = (chunks: Buffer[]) => (chunk: Buffer) => {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) onTooMuch();
  };
  child.stdout.on('data', appendTo(stdout));
  child.stderr.on('data', appendTo(stderr));
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

/** Removes the variable that would turn another Electron program into Node. */
function withoutElectronVariable(environment: ProgramEnvironment['environment']): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = environment;
  return rest;
}

function endTree(child: Child, system: ProgramEnvironment): void {
  if (child.pid === undefined) return;
  try {
    if (system.platform === 'win32') {
      const killer = spawn(systemProgram('taskkill.exe', system), ['/pid', String(child.pid), '/t', '/f']);
      killer.on('error', () => child.kill());
    } else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has exited in the meantime.
  }
}
