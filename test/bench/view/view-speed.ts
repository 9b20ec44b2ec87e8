import { defaultPreferences } from '../../../main/core/preferences.ts';
import type { PoolStatus } from '../../../main/core/quota/model.ts';
import { quotaView } from '../../../main/core/view/quota/quota-view.ts';
import { trayView } from '../../../main/core/view/tray/tray-view.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { base, fresh, nowMs, readable, signedIn } from '../../renderer/states.ts';

const dayMs = 86_400_000;
const modelCount = 400;

/** A free tier as large as that of the largest accounts, each model with an end of its own. */
const freeTier: PoolStatus = fresh({
  pool: 'free-tier',
  sourceId: 'qwencloud',
  takenAtMs: nowMs - 60_000,
  windows: [],
  models: Array.from({ length: modelCount }, (_, index) => ({
    model: `qwen-model-${index}`,
    quota: { remaining: 1_000_000 - 2_500 * index, total: 1_000_000, unit: 'tokens' },
    status: 'valid',
    endsAtMs: nowMs + index * dayMs,
  })),
});

const shown = {
  snapshot: { ...base.snapshot, pools: [...base.snapshot.pools, freeTier] },
  session: signedIn,
  locale: { words: wordsFor('en'), timeZone: 'Europe/Berlin' },
};

export interface ViewSpeed {
  /** The fastest run in milliseconds, which other processes disturbed least. */
  readonly quotaMs: number;
  readonly trayMs: number;
  /** The reference: six values for each model, written by existing formatters. */
  readonly referenceMs: number;
}

/** Times the views of an account with 400 free models. The clock moves a second with each run. */
export function measureViews(rounds: number): ViewSpeed {
  const date = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', year: 'numeric', month: 'short' });
  const number = new Intl.NumberFormat('en', { notation: 'compact' });
  const fastest = {
    quotaMs: Number.POSITIVE_INFINITY,
    trayMs: Number.POSITIVE_INFINITY,
    referenceMs: Number.POSITIVE_INFINITY,
  };
  for (let round = 0; round < rounds; round += 1) {
    const input = { ...shown, nowMs: nowMs + round * 1000 };
    const runs = {
      quotaMs: () => void quotaView(input),
      trayMs: () =>
        void trayView({
          ...input,
          settings: readable,
          preferences: defaultPreferences,
          localCounts: null,
          demo: false,
        }),
      referenceMs: () => {
        for (let value = 0; value < modelCount * 3; value += 1) {
          number.format(value);
          date.format(nowMs + value * dayMs);
        }
      },
    };
    for (const name of ['quotaMs', 'trayMs', 'referenceMs'] as const) {
      const startedAtMs = performance.now();
      runs[name]();
      fastest[name] = Math.min(fastest[name], performance.now() - startedAtMs);
    }
  }
  return fastest;
}
