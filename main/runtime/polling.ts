import { createProcesses } from '../adapters/programs/processes.ts';
import { withUsualFolders } from '../adapters/programs/usual-folders.ts';
import type { Account } from '../services/account/account.ts';
import type { SignIn } from '../services/account/sign-in.ts';
import { createPoller, type Poller } from '../services/polling/poller.ts';
import type { SnapshotStore } from '../services/polling/snapshot-store.ts';
import type { ProgramDeps } from '../sources/registry.ts';
import type { RuntimeDeps } from './deps.ts';
import type { RunEnvironment } from './run-environment.ts';

interface PollingParts {
  readonly store: SnapshotStore;
  readonly signIn: Pick<SignIn, 'reportExpired'>;
  readonly account: Pick<Account, 'sources' | 'owns'>;
  /** When the user last looked, or worked. */
  interest(): number | null;
}

/** Asks for one run environment's quota at the pace of its user. */
export function createPollerFor(deps: RuntimeDeps, { store, signIn, account, interest }: PollingParts): Poller {
  return createPoller({
    sources: account.sources,
    clock: deps.runEnvironment.clock,
    facts: () => ({
      lastInterestAtMs: interest(),
      idle: deps.idle(),
      fixedEveryMs: deps.runEnvironment.fixedEveryMs,
      snapshot: store.get(),
    }),
    onAnswers: store.apply,
    onSignInDead(sourceId) {
      // An installed program has a session of its own: its end is not ours.
      if (account.owns(sourceId)) void signIn.reportExpired();
    },
    onActivity: store.setActivity,
  });
}

/** Programs of the user's own, from the folder and with the variables that Qwen Code would see. */
export const programDeps = ({ clock, qwen }: RunEnvironment): ProgramDeps => ({
  clock,
  processes: createProcesses({
    platform: process.platform,
    environment: () => withUsualFolders(qwen.environment(), { platform: process.platform, home: qwen.home() }),
    workFolder: qwen.home,
  }),
});

/** The later of two moments; null: never. */
export const latest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);
