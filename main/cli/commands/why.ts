import type { Decision } from '../../core/notices/decision.ts';
import { historyMs } from '../../core/quota/forecast/samples.ts';
import { scoreOf } from '../../core/quota/forecast/score.ts';
import { type PoolId, poolIds } from '../../core/quota/model.ts';
import { formatNumber } from '../../core/view/format.ts';
import { decisionView } from '../../core/view/notices/decision-view.ts';
import { jsonOfBytes } from '../../services/json-of-bytes.ts';
import { DecisionsFileSchema, decisionsFileName } from '../../services/notices/decision-log.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, say } from '../context.ts';
import { fitted } from '../layout.ts';
import { reportUnread } from '../switch/report-failure.ts';
import { chosenHistory } from '../writer.ts';

/** `qwen-gauge why`: why notices came or did not, and how often the forecasts behind some of them were right. */
export const command: Command = {
  name: 'why',
  positionals: [],
  options: [{ name: 'json', value: null }],
  examples: [''],
  async run(given, context) {
    const { words, terminal, clock, locale } = context;
    const { decisions, unread } = await keptDecisions(context);
    const code = unread.length === 0 ? 0 : reportUnread(unread, context);
    const scores = await scoresOf(context);
    if (given.flag('json')) {
      const named = decisions.map((one) => ({
        at: new Date(one.atMs).toISOString(),
        kind: one.kind,
        pool: one.pool,
        window: one.windowId,
        threshold_pct: one.thresholdPercent,
        outcome: one.outcome,
      }));
      printJson({ decisions: named, forecast_scores: scores }, context);
      return code;
    }
    if (decisions.length === 0 && code === 0) say(words.why.none, context);
    const rows = decisions.map((decision) => {
      const { atText, text } = decisionView(decision, clock.now(), locale);
      return { head: atText, rest: [text] };
    });
    for (const line of fitted(rows, terminal.columns)) terminal.out(line);
    for (const { pool, right, of } of scores) {
      const sentence = words.quota.forecastScore(formatNumber(right, words), formatNumber(of, words));
      say(words.why.entry(words.quota.pool[pool], sentence), context);
    }
    return code;
  },
};

interface PoolScore {
  readonly pool: PoolId;
  readonly right: number;
  readonly of: number;
}

/** How many of the last forecasts of each pool were right; none for a pool of which they are too few to say. */
async function scoresOf(context: CliContext): Promise<readonly PoolScore[]> {
  const { journal } = await chosenHistory(context);
  const records = await journal.read(context.clock.now() - historyMs);
  const forecasts = records.filter((record) => record.kind === 'forecast');
  return poolIds.flatMap((pool) => {
    const score = scoreOf(forecasts.filter((one) => one.pool === pool));
    return score === null ? [] : [{ pool, ...score }];
  });
}

interface KeptDecisions {
  readonly decisions: readonly Decision[];
  /** The file, if it is there and cannot be read. */
  readonly unread: readonly { readonly path: string }[];
}

/** Nothing where the file is missing or cannot be understood: only the app changes it. */
async function keptDecisions(context: CliContext): Promise<KeptDecisions> {
  const { files } = await chosenHistory(context);
  const found = await files.read(decisionsFileName);
  const file = found.kind === 'file' ? DecisionsFileSchema.safeParse(jsonOfBytes(found.bytes)) : null;
  return { decisions: file?.data?.decisions ?? [], unread: found.kind === 'refused' ? [found] : [] };
}
