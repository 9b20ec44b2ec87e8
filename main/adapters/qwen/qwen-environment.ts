import { hostname, tmpdir } from 'node:os';
import type { SettingsFacts } from '../../core/provider/precedence/facts.ts';
import { parseEnvText } from '../../core/provider/settings-text/dotenv.ts';
import { isProcessAlive } from '../files/temp-owner.ts';
import { createTextFiles } from '../files/text-files.ts';
import { type FactsQuestion, gatherFacts } from './environment-facts.ts';
import { readProcessStart } from './process-start.ts';
import { type QwenHome, resolveQwenHome } from './qwen-home.ts';
import { findRunningSessions } from './running-sessions.ts';

export interface QwenEnvironmentDependencies {
  /** What Qwen Code would be started with, as far as this process can see. Read at each question; holds keys. */
  environment(): Readonly<Record<string, string | undefined>>;
  home(): string;
  /** What a relative `QWEN_HOME` is relative to. */
  workFolder(): string;
  readonly platform: NodeJS.Platform;
}

export interface LocalQwenEnvironment {
  locate(): Promise<QwenHome>;
  settingsPath(): Promise<string>;
  watchedPaths(): Promise<readonly string[]>;
  gather(question: FactsQuestion): Promise<Omit<SettingsFacts, 'vaultKeys'>>;
}

/** Qwen Code's files on this machine, and all that has a say in what it will use. */
export function createQwenEnvironment(dependencies: QwenEnvironmentDependencies): LocalQwenEnvironment {
  const { environment, platform } = dependencies;
  const texts = createTextFiles();
  const locate = (): Promise<QwenHome> =>
    resolveQwenHome({
      ...dependencies,
      temporaryFolder: tmpdir(),
      readText: texts.readText,
      parseEnvFile: parseEnvText,
    });
  const sessions = (runtimeFolder: string) =>
    findRunningSessions(
      {
        ...texts,
        hostName: hostname(),
        isAlive: isProcessAlive,
        startedAtSeconds: (pid) => readProcessStart(texts.readText, platform, pid),
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
    gather: (question) => gatherFacts({ ...texts, locate, environment, sessions }, question),
  };
}
