import type { HistoryRecord, ReadingRecord } from '../../core/history/record.ts';
import { seriesOf } from '../../core/history/retention.ts';
import { dayMs } from '../../core/quota/calendar.ts';
import { shownPercent } from '../../core/quota/share.ts';
import { formatDate, formatMoment, formatPercent } from '../../core/view/format.ts';
import { historyCsv, historyRows } from '../../core/view/usage/history-export.ts';
import { historyFolder } from '../../services/history/month-files.ts';
import { lackingOf, readOlderHistory } from '../../services/history/older-history.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, complain, refuse, say } from '../context.ts';
import { described, table } from '../layout.ts';
import { chosenHistory, writerOf } from '../writer.ts';
import { nameOf } from './providers.ts';

type ChangeRecord = Extract<HistoryRecord, { readonly kind: 'switch' | 'settings-changed' }>;

/** Also within quotes, where a name may have one. */
const lineEnd = /\r\n|[\r\n]/;

const usualDays = 7;
const mostDays = 730;
/** A level that stayed since before the days that are shown is found if it began this long before them. */
const stayedMs = 31 * dayMs;

/** 0: no whole number. */
const wholeIn = (text: string): number => (/^\d{1,4}$/.test(text) ? Number(text) : 0);

/** `qwen-gauge history`: how full each window was on each day, and each change of the provider; or all that was recorded. */
export const command: Command = {
  name: 'history',
  positionals: [],
  options: [
    { name: 'days', value: 'N' },
    { name: 'csv', value: null },
    { name: 'json', value: null },
  ],
  examples: ['', '--days 30', '--csv'],
  async run(given, context) {
    const { clock, terminal, cliWords } = context;
    const [asCsv, asJson, days] = [given.flag('csv'), given.flag('json'), given.value('days')];
    if (asCsv && asJson) return refuse(cliWords.notTogether('--csv', '--json'), context);
    const count = asCsv || asJson ? mostDays : usualDays;
    const wanted = days === null ? count : wholeIn(days);
    if (wanted < 1 || wanted > mostDays)
      return refuse(cliWords.argumentProblems['not-a-choice']({ name: '--days', list: `1–${mostDays}` }), context);
    const sinceMs = clock.now() - wanted * dayMs;
    const { files, journal } = await chosenHistory(context);
    const folder = await files.list(historyFolder);
    if ('kind' in folder) {
      complain(cliWords.history.unreadable(folder.path), context);
      return 1;
    }
    const read = await recordsSince(sinceMs - stayedMs, { files, journal }, context);
    const records = read.filter(({ atMs }) => atMs >= sinceMs);
    if (asJson) printJson(historyRows(records), context);
    else if (asCsv) for (const line of historyCsv(records).split(lineEnd).slice(0, -1)) terminal.out(line);
    else {
      const rows = await rowsOf(read, sinceMs, context);
      say(rows.length === 0 ? cliWords.history.none : cliWords.history.title, context);
      for (const line of described(rows, terminal.columns)) terminal.out(line);
    }
    return 0;
  },
};

/** The records of the app, and what an earlier version kept as long as the app has not taken it over. Changes no file. */
async function recordsSince(
  sinceMs: number,
  { files, journal }: Awaited<ReturnType<typeof chosenHistory>>,
  { log, clock }: CliContext,
): Promise<readonly HistoryRecord[]> {
  const records = await journal.read(sinceMs);
  const older = (await readOlderHistory({ ...files, setAside: async () => null }, log)) ?? [];
  const lacking = lackingOf(older, records, clock.now()).filter(({ atMs }) => atMs >= sinceMs);
  return [...records, ...lacking].sort((one, other) => one.atMs - other.atMs);
}

/** A level of a window on a day. */
interface Row {
  readonly atMs: number;
  readonly whenText: string;
  readonly percentText: string;
  readonly text: string;
  readonly share: number;
}

/** The highest level of each window on each local day since then, and each change of the provider, oldest first. */
async function rowsOf(
  records: readonly HistoryRecord[],
  sinceMs: number,
  context: CliContext,
): Promise<readonly (readonly [head: string, text: string])[]> {
  const highest = new Map<string, Row>();
  const latest = new Map<string, ReadingRecord>();
  for (const record of records) {
    if (record.kind !== 'reading') continue;
    const series = seriesOf(record);
    for (const reading of daysUntil(latest.get(series), record)) {
      if (reading.atMs < sinceMs) continue;
      const row = levelRow(reading, context);
      const key = `${row.whenText} ${series}`;
      if (row.share >= (highest.get(key)?.share ?? 0)) highest.set(key, row);
    }
    latest.set(series, record);
  }
  const levels = [...highest.values()];
  const heads = table(
    levels.map(({ whenText, percentText }) => [whenText, percentText]),
    { right: [1] },
  );
  const changes = await changeRows(
    records.filter(({ atMs }) => atMs >= sinceMs),
    context,
  );
  return [...levels.map((row, index) => ({ ...row, head: heads[index] ?? '' })), ...changes]
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ head, text }) => [head, text]);
}

/** A reading, after one for each day in between if the level stayed: only the ends of such a stretch are recorded. */
function daysUntil(before: ReadingRecord | undefined, reading: ReadingRecord): readonly ReadingRecord[] {
  if (before?.used !== reading.used || before.limit !== reading.limit) return [reading];
  // Half a day, because a day has 23 hours where the clock is put forward.
  const everyMs = dayMs / 2;
  const steps = Math.floor((reading.atMs - before.atMs) / everyMs);
  const between = Array.from({ length: steps }, (_, step) => ({
    ...reading,
    atMs: before.atMs + (step + 1) * everyMs,
  }));
  return [...between, reading];
}

function levelRow({ atMs, pool, windowId, used, limit }: ReadingRecord, { words, clock, locale }: CliContext): Row {
  return {
    atMs,
    whenText: formatDate(atMs, clock.now(), locale),
    percentText: formatPercent(shownPercent(used, limit), words),
    text: `${words.quota.pool[pool]} · ${words.quota.window[windowId]}`,
    share: used / limit,
  };
}

interface ChangeRow {
  readonly atMs: number;
  readonly head: string;
  readonly text: string;
}

/** The changes of the provider, by its name as long as it is known. */
async function changeRows(records: readonly HistoryRecord[], context: CliContext): Promise<readonly ChangeRow[]> {
  const { clock, words, cliWords, locale } = context;
  const changes = records.filter(isChange);
  if (changes.length === 0) return [];
  const view = await writerOf(context).view();
  const options = view.state === 'readable' ? view.options : [];
  return changes.map(({ kind, atMs, providerId, model }) => {
    const option = options.find(({ id }) => id === providerId);
    const name = [option === undefined ? null : nameOf(option, context), model].filter((part) => part !== null);
    const what = kind === 'switch' ? cliWords.history.switched : cliWords.history.changed;
    const text = cliWords.labelled(what, name.join(' · ') || words.common.unknown);
    return { atMs, head: formatMoment(atMs, clock.now(), locale), text };
  });
}

const isChange = (record: HistoryRecord): record is ChangeRecord =>
  record.kind === 'switch' || record.kind === 'settings-changed';
