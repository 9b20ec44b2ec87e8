import { spawn } from 'node:child_process';

interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** Starts a program that goes on when this one has ended. False: it could not be started. */
export function startProgram(
  [file, ...args]: readonly [string, ...string[]],
  { environment, home }: Surroundings,
): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd: home, env: { ...environment }, stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
