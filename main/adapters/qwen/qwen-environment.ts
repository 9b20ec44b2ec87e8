import { hostname, tmpdir } from 'node:os';
import type { SettingsFacts } from '../../core/provider/precedence/facts.ts';
import { parseEnvText } from '../../core/provider/settings-text/dotenv.ts';
import { isProcessAlive } from '../files/temp-owner.ts';
import { createTextFiles } from '../files/text-files.ts';
import { type FactsQuestion, gatherFacts } from './environment-facts.ts';
import { type QwenHome, resolveQwenHome } from './qwen-home.ts';
import { findRunningSessions } from './running-sessions.ts';

export interface QwenEnvironmentDependencies {
  /** The environment that Qwen Code would start with, as far as this process knows. It is read at each call and contains keys. */
  environment(): Readonly<Record<string, string | undefined>>;
  home(): string;
  /** The folder that a relative `QWEN_HOME` is resolved against. */
  workFolder(): string;
  readonly platform: NodeJS.Platform;
}

export interface LocalQwenEnvironment {
  locate(): Promise<QwenHome>;
  settingsPath(): Promise<string>;
  watchedPaths(): Promise<readonly string[]>;
  gather(question: FactsQuestion): Promise<Omit<SettingsFacts, 'vaultKeys'>>;
}

/** Locates Qwen Code's files on this machine and gathers everything that decides what it uses. */
export function createQwenEnvironment(dependencies: QwenEnvironmentDependencies): LocalQwenEnvironment {
  const { environment, platform } = dependencies;
  const textFiles = createTextFiles();
  const locate = (): Promise<QwenHome> =>
    resolveQwenHome({
      ...dependencies,
      temporaryFolder: tmpdir(),
      readText: textFiles.readText,
      parseEnvFile: parseEnvText,
    });
  const sessions = (runtimeFolder: string) =>
    findRunningSessions(
      {
        ...textFiles,
        hostName: hostname(),
        isAlive: isProcessAlive,
        startedAtSeconds: (pid) => readProcessStart(textFiles.readText, platform, pid),
      },
      runtimeFolder,
    );
  return {
    locate,
    settingsPath: async () => (await locate()).settingsPath,
    async watchedPaths() {
      const { settingsPath, envFilePath } = await locate();
      return [settingsPath, envFilePath];
    },
    gather: (question) => gatherFacts({ ...textFiles, locate, environment, sessions }, question),
  };
}

/** The unit of `starttime` in /proc/<pid>/stat. Linux reports it in 1/100 s, whatever the kernel's own tick rate. */
const ticksPerSecond = 100;

/** Reads a process's start from Linux's /proc, in seconds since the epoch; null on other systems or if /proc hides it. */
async function readProcessStart(
  readText: (path: string) => Promise<string | null>,
  platform: NodeJS.Platform,
  pid: number,
): Promise<number | null> {
  if (platform !== 'linux') return null;
  const [processStat, systemStat] = await Promise.all([readText(`/proc/${pid}/stat`), readText('/proc/stat')]);
  // The second field is the program's name in parentheses; the name itself may contain spaces and parentheses.
  const afterName = processStat?.slice(processStat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(afterName?.[19]);
  const bootedAt = Number(/^btime (\d+)$/m.exec(systemStat ?? '')?.[1]);
  return Number.isFinite(ticks) && Number.isFinite(bootedAt) ? bootedAt + ticks / ticksPerSecond : null;
}
