import type { OtherAccount } from '../../core/accounts.ts';
import type { Preferences } from '../../core/preferences.ts';
import type { SettingsView } from '../../core/provider/model.ts';
import type { LocalCounts } from '../../core/quota/local-counts.ts';
import type { Snapshot } from '../../core/quota/model.ts';
import { statusJson } from '../../core/quota/status/status-json.ts';
import type { Session } from '../../core/session.ts';
import type { Clock, DataFiles } from '../../ports/system.ts';
import type { PastUsage } from './past-usage.ts';

/** The file that the command line and status bars read. */
export const statusFileName = 'status.json';

export interface StatusFileDeps {
  readonly dataFiles: DataFiles;
  readonly clock: Clock;
  readonly demo: boolean;
  snapshot(): Snapshot;
  session(): Session;
  settings(): SettingsView;
  preferences(): Preferences;
  localCounts(): LocalCounts | null;
  /** What the use so far tells. */
  foreseen(): Pick<PastUsage, 'recoveries' | 'runOuts' | 'outlooks' | 'whatIfs'>;
  /** The accounts that Qwen Code does not use. */
  others(): readonly OtherAccount[];
}

/** Keeps `status.json` up to date; unchanged content is not written again. */
export interface StatusFile {
  update(): void;
  settled(): Promise<void>;
}

export function createStatusFile(deps: StatusFileDeps): StatusFile {
  const { dataFiles, clock, demo } = deps;
  let written = '';
  let writing: Promise<unknown> = Promise.resolve();
  let due = false;

  async function write(): Promise<void> {
    due = false;
    const nowMs = clock.now();
    const foreseen = deps.foreseen();
    const status = statusJson({
      snapshot: deps.snapshot(),
      session: deps.session(),
      settings: deps.settings(),
      preferences: deps.preferences(),
      localCounts: deps.localCounts(),
      recoveries: foreseen.recoveries(),
      runOuts: foreseen.runOuts(),
      outlooks: foreseen.outlooks(),
      whatIfs: foreseen.whatIfs(),
      others: deps.others(),
      demo,
      nowMs,
    });
    const news = JSON.stringify({ ...status, qwen_gauge: { ...status.qwen_gauge, written_at: '' } });
    if (news === written) return;
    written = news;
    await dataFiles.write(statusFileName, new TextEncoder().encode(`${JSON.stringify(status, null, 2)}\n`));
  }

  return {
    update() {
      // Of several changes during one write only the last is written.
      if (due) return;
      due = true;
      writing = writing.then(write);
    },
    settled: async () => {
      await writing;
    },
  };
}
