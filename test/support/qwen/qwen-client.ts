import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type NpmProgram, npmProgram, type Starts, startVariables } from './npm-programs.ts';

export type QwenGeneration = Extract<NpmProgram, `qwen-${string}`>;

export interface QwenRun {
  /** null if `until` or the time limit ended the run. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface QwenRunOptions {
  readonly generation: QwenGeneration;
  /** HOME of the run; the working folder is `<home>/work` unless given. */
  readonly home: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Added to an environment that has only what the program needs to start. */
  readonly env?: Readonly<Record<string, string>>;
  readonly starts?: Starts | undefined;
  /** Ends the run as soon as it returns true; needed for a client that would retry for minutes. */
  readonly until?: () => boolean;
}

const longestMs = 100_000;

/**
 * Runs the real Qwen Code with only the given environment variables. The client starts a second process of itself that
 * would outlive the first and keep its pipes open; both are in one process group, so that they end together.
 */
export async function runQwen(options: QwenRunOptions): Promise<QwenRun> {
  const { command, args } = await npmProgram(options.generation);
  const cwd = options.cwd ?? path.join(options.home, 'work');
  await mkdir(cwd, { recursive: true });
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args, ...options.args], {
      cwd,
      env: { HOME: options.home, PATH: '/usr/bin:/bin', ...startVariables(options.starts), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    const end = () => endGroup(child.pid);
    const limit = setTimeout(end, longestMs);
    const watch = setInterval(() => options.until?.() === true && end(), 50);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearTimeout(limit);
      clearInterval(watch);
      resolve({ exitCode, stdout, stderr });
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The process has already exited.
  }
}
