import { dayMs, monthEndMs } from '../../core/quota/calendar.ts';
import {
  type AccountState,
  type BillRowState,
  emptyAccount,
  type FreeTierModelState,
  liteCodingPlan,
} from './stand-in/account/account.ts';
import { storyMonthDay } from './story.ts';

/** Late in the played day, the end of a free amount becomes three days away, which is announced. */
const soonDays = 3 + 65_000 / dayMs;

/** Model, unit, total, left, days until its free cycle ends. */
const freeModels: readonly (readonly [string, string, number, number, number])[] = [
  ['qwen3-max', 'Tokens', 1_000_000, 803_312, 41],
  ['qwen3-coder-plus', 'Tokens', 1_000_000, 96_540, 41],
  ['qwen3-coder-flash', 'Tokens', 1_000_000, 1_000_000, 41],
  ['qwen-plus', 'Tokens', 1_000_000, 412_077, 12],
  ['qwen3-vl-plus', 'Tokens', 1_000_000, 988_120, 12],
  ['qwen-image', 'Images', 100, 37, soonDays],
  ['wan2.5-t2v-preview', 'Seconds', 50, 50, 60],
  ['qwen3-tts-flash', 'Characters', 10_000, 8_420, 60],
  ['text-embedding-v4', 'Tokens', 1_000_000, 0, 20],
];

function freeModel([model, unit, total, left, days]: (typeof freeModels)[number], nowMs: number): FreeTierModelState {
  const status = left === 0 ? 'exhaust' : 'valid';
  const cycleStartsAtMs = nowMs - 30 * dayMs;
  const quota = { total, left, unit, status, cycleStartsAtMs, cycleEndsAtMs: nowMs + days * dayMs };
  return { model, templateCode: `tpl-${model}`, quota };
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Two models, billed on each working day of the last sixty days. */
function billUntil(nowMs: number): readonly BillRowState[] {
  const days = Array.from({ length: 60 }, (_, ago) => nowMs - ago * dayMs);
  return days
    .filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
    .flatMap((day) => {
      const busy = 1 + (new Date(day).getUTCDate() % 5);
      const row = { date: dateOf(day), itemCode: 'token_number', category: 'Model Inference', stepUnit: '1K tokens' };
      return [
        { ...row, model: 'qwen3-coder-plus', quantity: 310 * busy, amount: 0.372 * busy },
        { ...row, model: 'qwen-plus', quantity: 84 * busy, amount: 0.034 * busy },
      ];
    });
}

/** The demo's account: a Coding Plan Lite, a small team's Token Plan, free models and a bill. */
export function demoAccount(nowMs: number): AccountState {
  const startsAtMs = nowMs - 12 * dayMs;
  const endsAtMs = nowMs + 200 * dayMs;
  const refreshesAtMs = nowMs + 18 * dayMs;
  return {
    ...emptyAccount,
    codingPlan: { ...liteCodingPlan(nowMs), endsAtMs: monthEndMs(nowMs, storyMonthDay) },
    tokenPlan: {
      gray: true,
      planName: 'Token Plan Team',
      startsAtMs,
      endsAtMs,
      autoRenews: true,
      seatGroups: [
        {
          specType: 'standard',
          seats: 3,
          assigned: 3,
          totalCredits: 75_000,
          leftCredits: 41_373.93922996,
          refreshesAtMs,
        },
        { specType: 'pro', seats: 1, assigned: 1, totalCredits: 100_000, leftCredits: 88_020.5, refreshesAtMs },
      ],
    },
    creditInstances: [
      {
        instanceId: 'addon-1',
        commodity: 'addon',
        name: 'Credits pack',
        status: 'valid',
        statusShape: 'code',
        totalCredits: 20_000,
        leftCredits: 18_250,
        periodLeftCredits: null,
        startsAtMs,
        endsAtMs: nowMs + 80 * dayMs,
        autoRenews: false,
      },
    ],
    freeTier: [
      ...freeModels.map((model) => freeModel(model, nowMs)),
      { model: 'qwen3-omni-flash', templateCode: 'tpl-qwen3-omni-flash', quota: null },
    ],
    bill: billUntil(nowMs),
  };
}
