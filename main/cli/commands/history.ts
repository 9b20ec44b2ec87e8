import type { HistoryRecord } from '../../core/history/record.ts';
import { dayMs } from '../../core/quota/calendar.ts';
import { percentDown } from '../../core/quota/share.ts';
import { formatDate, formatMoment, formatPercent } from '../../core/view/format.ts';
import { historyCsv, historyRows } from '../../core/view/usage/history-export.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, refuse, say } from '../context.ts';
import { table } from '../layout.ts';
import { journalOf } from '../writer.ts';

const usualDays = 7;
const mostDays = 730;

/** `qwen-gauge history`: how full each window was on each day, and each change of the provider; or all that was recorded. */
export const command: Command = {
  name: 'history',
  positionals: [],
  options: [
    { name: 'days', value: 'N' },
    { name: 'csv', value: null },
    { name: 'json', value: null },
  ],
  async run(given, context) {
    const { clock, terminal, cliWords } = context;
    const [asCsv, asJson, days] = [given.flag('csv'), given.flag('json'), given.value('days')];
    if (asCsv && asJson) return refuse(cliWords.notTogether('--csv', '--json'), context);
    const count = Number(days ?? (asCsv || asJson ? mostDays : usualDays));
    if (!Number.isInteger(count) || count < 1 || count > mostDays)
      return refuse(cliWords.argumentProblems['not-a-choice']({ name: '--days', list: `1–${mostDays}` }), context);
    const records = await journalOf(context).read(clock.now() - count * dayMs);
    if (asJson) printJson(historyRows(records), context);
    else if (asCsv) for (const line of historyCsv(records).split('\r\n').slice(0, -1)) terminal.out(line);
    else if (records.length === 0) say(cliWords.history.none, context);
    else for (const line of table(rowsOf(records, context), { right: [2] })) terminal.out(line);
    return 0;
  },
};

/** The highest level of each window on each local day, and each change of the provider, oldest first. */
function rowsOf(records: readonly HistoryRecord[], context: CliContext): readonly (readonly string[])[] {
  const { words, cliWords, locale } = context;
  const nowMs = context.clock.now();
  const rows = new Map<string, { readonly texts: readonly string[]; readonly share: number }>();
  for (const record of records) {
    if (record.kind === 'reading') {
      const day = formatDate(record.atMs, nowMs, locale);
      const window = `${words.quota.pool[record.pool]} · ${words.quota.window[record.windowId]}`;
      const share = Math.min(1, record.used / record.limit);
      const known = rows.get(day + window);
      const texts = [day, window, formatPercent(percentDown(record.used, record.limit), words)];
      if (known === undefined || share > known.share) rows.set(day + window, { texts, share });
    } else if (record.kind === 'switch' || record.kind === 'settings-changed') {
      const what = record.kind === 'switch' ? cliWords.history.switched : cliWords.history.changed;
      const name = [record.providerId, record.model].filter((part) => part !== null).join(' · ');
      const texts = [formatMoment(record.atMs, nowMs, locale), `${what}: ${name || words.common.unknown}`, ''];
      rows.set(`${record.atMs}`, { texts, share: 0 });
    }
  }
  return [...rows.values()].map(({ texts }) => texts);
}
