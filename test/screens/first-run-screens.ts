import type { AppState } from '../../preload/contract.ts';
import { base, readable, refused, signedOut, snapshotOf } from '../renderer/states.ts';
import { pastUse } from './answers.ts';
import type { Screen } from './table.ts';

const first = (over: Partial<AppState>): AppState => ({
  ...base,
  snapshot: snapshotOf(),
  session: signedOut('never'),
  ...over,
});
/** Qwen Code uses this provider. */
const using = (id: string): AppState['settings'] => ({
  ...readable,
  options: readable.options.map((option) => ({ ...option, current: option.id === id })),
});
/** A provider of which this program cannot know what is left. */
const another = using('openrouter');

/** The first screen on different computers. */
export const firstRunScreens: readonly Screen[] = [
  {
    name: 'first-run-nothing',
    state: first({ settings: { ...readable, exists: false, options: [], currentModel: null } }),
  },
  { name: 'first-run-another-provider', state: first({ settings: another }), answers: pastUse },
  { name: 'first-run-token-plan', state: first({ settings: using('token-plan/international') }), answers: pastUse },
  {
    name: 'first-run-everything',
    state: first({
      settings: refused,
      officialClients: ['qwen', 'qwencloud', 'qianwen', 'bl'],
      localCounts: { fiveHours: 1_204, week: 8_311, month: 17_020 },
    }),
  },
  {
    name: 'first-run-no-tray',
    state: first({ settings: another, problems: [{ code: 'no-tray', detail: 'sway:wlroots' }] }),
    answers: pastUse,
  },
];
