import type { Exclusively } from '../adapters/files/process-lock.ts';
import type { Overrides } from '../adapters/http/overrides.ts';
import type { Clock, DataFiles, Http, Secrets } from '../ports/system.ts';

/**
 * All that a run of the app's services touches. The real one is the user's; the demo brings its own of everything, so
 * that nothing of the user's can be read or written by mistake.
 */
export interface RunEnvironment {
  readonly demo: boolean;
  readonly clock: Clock;
  readonly dataFiles: DataFiles;
  readonly secrets: Secrets;
  readonly http: Http;
  readonly overrides: Overrides;
  /** What Qwen Code would see: its variables and its user's home folder. */
  readonly qwen: {
    environment(): Readonly<Record<string, string | undefined>>;
    home(): string;
  };
  /** Changes of the user's files, one at a time even beside the command line; left out: nobody else is there. */
  readonly exclusively?: Exclusively;
  /** Null: polling adapts to what happens. */
  readonly fixedEveryMs: number | null;
  /** Shows a verification page to whoever decides. */
  openPage(address: string): void;
}
