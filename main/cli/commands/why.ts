import type { Decision } from '../../core/notices/decision.ts';
import { decisionView } from '../../core/view/quota/decision-view.ts';
import { jsonOfBytes } from '../../services/json-of-bytes.ts';
import { DecisionsFileSchema, decisionsFileName } from '../../services/notices/decision-log.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, say } from '../context.ts';

/** `qwen-gauge why`: why notices came or did not. */
export const command: Command = {
  name: 'why',
  positionals: [],
  options: [{ name: 'json', value: null }],
  async run(given, context) {
    const { words, terminal, clock, locale } = context;
    const decisions = await keptDecisions(context);
    if (given.flag('json')) {
      const named = decisions.map((one) => ({
        at: new Date(one.atMs).toISOString(),
        kind: one.kind,
        pool: one.pool,
        window: one.windowId,
        threshold_pct: one.thresholdPercent,
        outcome: one.outcome,
      }));
      printJson({ decisions: named }, context);
      return 0;
    }
    if (decisions.length === 0) say(words.why.none, context);
    for (const decision of decisions) {
      const { atText, text } = decisionView(decision, clock.now(), locale);
      terminal.out(`${atText}  ${text}`);
    }
    return 0;
  },
};

/** Nothing where the file is missing or cannot be understood: only the app changes it. */
async function keptDecisions({ dataFiles }: CliContext): Promise<readonly Decision[]> {
  const found = await dataFiles.read(decisionsFileName);
  const file = found.kind === 'file' ? DecisionsFileSchema.safeParse(jsonOfBytes(found.bytes)) : null;
  return file?.data?.decisions ?? [];
}
