import type { Overrides } from '../adapters/http/overrides.ts';
import type { Snapshot } from '../core/quota/model.ts';
import type { Clock, DataFiles, Exclusively, Http, Secrets } from '../ports/system.ts';
import type { PastUsage } from '../services/polling/past-usage.ts';
import type { PublishedBuild } from '../services/updates/updates.ts';

/**
 * Everything outside the app that one run of its services touches. The real environment is the user's; the demo brings
 * its own of everything, so that it cannot read or write anything of the user's by mistake.
 */
export interface RunEnvironment {
  readonly isDemo: boolean;
  readonly clock: Clock;
  readonly dataFiles: DataFiles;
  readonly secrets: Secrets;
  readonly http: Http;
  readonly overrides: Overrides;
  /** What Qwen Code would see: its environment variables and its user's home folder. */
  readonly qwen: {
    environment(): Readonly<Record<string, string | undefined>>;
    home(): string;
  };
  /** Runs one change of the user's files at a time, also beside the command line; left out: nobody else changes them. */
  readonly exclusively?: Exclusively;
  /** Adds to the history or rewrites it, one process at a time; left out: nobody else does. */
  readonly exclusivelyInHistory?: Exclusively;
  /** What is foreseen and drawn where time passes as in a story; left out: what the app recorded. */
  readonly retold?: (recorded: PastUsage, snapshot: () => Snapshot) => Partial<PastUsage>;
  /** Time between two polls; null: polling adapts to what happens. */
  readonly fixedEveryMs: number | null;
  /** Where newer versions of the app are published; left out: nobody is asked for them. */
  readonly published?: PublishedBuild | undefined;
  /** Shows the page on which a sign-in is approved. */
  openPage(address: string): void;
}
