import { spawn } from 'node:child_process';

interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** A program that cannot show a window, or lacks a library, ends sooner than this. */
const soonMs = 1_500;

/**
 * Starts a program that goes on when this one has ended. `failed`: it ended soon, and not with 0; `missing`: it could not be
 * started.
 */
export function startProgram(
  [file, ...args]: readonly [string, ...string[]],
  { environment, home }: Surroundings,
): Promise<'started' | 'failed' | 'missing'> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: home, env: { ...environment }, stdio: 'ignore', detached: true });
    const goesOn = setTimeout(() => {
      child.unref();
      resolve('started');
    }, soonMs);
    child.once('error', () => {
      clearTimeout(goesOn);
      resolve('missing');
    });
    child.once('exit', (code) => {
      clearTimeout(goesOn);
      resolve(code === 0 ? 'started' : 'failed');
    });
  });
}

/** Runs a program that reports to the terminal by itself, and waits for it. Whether it ended with 0. */
export function runInForeground(
  [file, ...args]: readonly [string, ...string[]],
  { environment, home }: Surroundings,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: home, env: { ...environment }, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
