import { homedir } from 'node:os';
import { createDataFiles } from '../adapters/files/data-files.ts';
import { createTempOwner } from '../adapters/files/temp-owner.ts';
import type { Overrides } from '../adapters/http/overrides.ts';
import type { Clock, DataFiles, Http, Log, Secrets } from '../ports/system.ts';
import type { PublishedBuild } from '../services/updates/updates.ts';
import type { RunEnvironment } from './run-environment.ts';
import { historyLock, switchLock } from './settings-writer.ts';

export interface RealEnvironmentDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
  readonly secrets: Secrets;
  readonly overrides: Overrides;
  readonly dataFolder: string;
  readonly published: PublishedBuild | undefined;
  openPage(address: string): void;
  /** Called when something that was to be kept could not be written. */
  onUnwritten(): void;
  /** Called with the name under which a file of a newer version of the app was kept. */
  onNewerKept(name: string): void;
}

/** The user's own run environment. */
export function createRealEnvironment(deps: RealEnvironmentDeps): RunEnvironment {
  const { clock, log, http, secrets, overrides, dataFolder } = deps;
  const files = createDataFiles({ folder: dataFolder, clock, owner: createTempOwner(clock.now()) });
  return {
    isDemo: false,
    clock,
    http,
    secrets,
    overrides,
    dataFiles: reportingFailures(files, deps),
    qwen: { environment: () => process.env, home: homedir },
    exclusively: switchLock(clock, dataFolder, log),
    exclusivelyInHistory: historyLock(clock, dataFolder, log),
    fixedEveryMs: null,
    published: deps.published,
    openPage: deps.openPage,
  };
}

/** The services continue when a file cannot be written, but the user must know. */
const reportingFailures = (
  files: DataFiles,
  { onUnwritten, onNewerKept }: Pick<RealEnvironmentDeps, 'onUnwritten' | 'onNewerKept'>,
): DataFiles => ({
  ...files,
  async write(name, bytes) {
    const written = await files.write(name, bytes);
    if (!written) onUnwritten();
    return written;
  },
  async append(name, text, header) {
    const written = await files.append(name, text, header);
    if (!written) onUnwritten();
    return written;
  },
  async setAside(name, why) {
    const kept = await files.setAside(name, why);
    if (kept !== null && why === 'newer') onNewerKept(kept);
    return kept;
  },
});
