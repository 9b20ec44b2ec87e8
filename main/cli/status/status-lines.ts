import type { PoolId } from '../../core/quota/model.ts';
import type { Status } from '../../core/quota/status/status-schema.ts';
import type { OtherAccountView } from '../../core/view/accounts/other-accounts.ts';
import { formatAge } from '../../core/view/format.ts';
import type { PoolView } from '../../core/view/quota/pool-view.ts';
import type { QuotaView } from '../../core/view/quota/quota-view.ts';
import type { Verdict } from '../../core/view/verdict/verdict-model.ts';
import type { Explanation } from '../../core/view/words/explanation.ts';
import { type CliContext, sentence } from '../context.ts';
import { indented, widthOf, wrapped } from '../layout.ts';
import { detailLines, windowLines } from './amount-lines.ts';
import type { InUseHere } from './in-use.ts';
import { otherAccountBlocks } from './other-accounts.ts';

/** What the popover would show, of all accounts. */
export interface StatusView extends QuotaView {
  readonly others: readonly OtherAccountView[];
}

/** How long after its next poll was due an app that has not written is taken to have quit. */
const overdueMs = 10 * 60_000;

/** Whether the app that wrote this status has quit: its next poll is long due. */
export function isOverdue({ qwen_gauge }: Status, nowMs: number): boolean {
  const dueMs = Date.parse(qwen_gauge.next_poll_at ?? qwen_gauge.written_at);
  return !(nowMs - dueMs < overdueMs);
}

/** Writes what the popover shows as lines: a block for each pool, with an empty line between blocks. */
export function statusLines(status: Status, view: StatusView, context: CliContext): readonly string[] {
  const { columns } = context.terminal;
  const { trouble, notSubscribedText } = view;
  const blocks = [
    verdictLines(view.verdict, context),
    headLines(status, view, context),
    ...view.pools.map((pool) => poolLines(pool, view.verdict, context)),
    countedLines(view, context),
    trouble === null ? [] : wrapped(sentence(trouble, context.words), columns),
    notSubscribedText === null ? [] : wrapped(notSubscribedText, columns),
    ...otherAccountBlocks(view.others, context),
  ];
  return blocks.filter((block) => block.length > 0).flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

/** What Qwen Code uses, as the last block; null: it is not shown. */
export const inUseLines = (inUse: InUseHere | null, { terminal }: CliContext): readonly string[] =>
  inUse === null ? [] : ['', ...wrapped(inUse.text, terminal.columns)];

/** How the quota stands, in one sentence, and what to do or know. */
function verdictLines(verdict: Verdict | null, { terminal }: CliContext): readonly string[] {
  if (verdict === null) return [];
  const { sentence: text, line, level } = verdict;
  const paint = (part: string): string => terminal.paint('bold', level === 'calm' ? part : terminal.paint(level, part));
  return [
    ...wrapped(text, terminal.columns).map(paint),
    ...(line === null ? [] : wrapped(line, terminal.columns).map((one) => terminal.paint('dim', one))),
  ];
}

/** What concerns all pools: the demo, an app that has quit, a missing sign-in, a session that ends soon. */
function headLines(status: Status, view: QuotaView, context: CliContext): readonly string[] {
  const { words, cliWords, terminal, clock } = context;
  const { demo, written_at } = status.qwen_gauge;
  const isAgeShown = view.pools.some(({ ageText }) => ageText !== null);
  const age = isAgeShown ? null : formatAge(Date.parse(written_at), clock.now(), words);
  const { signIn, sessionEndingText } = view;
  return [
    ...(demo ? amberLines(words.demo.banner, context) : []),
    ...(isOverdue(status, clock.now()) ? amberLines(cliWords.status.notRunning(age), context) : []),
    ...(signIn?.kind === 'choose' ? wrapped(sentence(signIn.why, words), terminal.columns) : []),
    ...(sessionEndingText === null ? [] : amberLines(sessionEndingText, context)),
  ];
}

const amberLines = (text: string, { terminal }: CliContext): readonly string[] =>
  wrapped(text, terminal.columns).map((line) => terminal.paint('amber', line));

/** The requests counted on this computer, as long as the plan's own numbers are unknown. */
function countedLines({ counted }: QuotaView, { words, terminal }: CliContext): readonly string[] {
  if (counted === null) return [];
  return [
    ...besideOrBelow(
      terminal.paint('bold', words.counted.heading),
      terminal.paint('dim', words.quota.estimate),
      terminal,
    ),
    ...indented(counted.amountsText, terminal.columns),
  ];
}

function poolLines(pool: PoolView, verdict: Verdict | null, context: CliContext): readonly string[] {
  const { words, terminal } = context;
  const below = (text: string | null): readonly string[] => (text === null ? [] : indented(text, terminal.columns));
  const explained = (text: Explanation | null): readonly string[] => below(text && sentence(text, words));
  return [
    ...titleLines(pool, verdict, context),
    ...windowLines(pool, context),
    ...below(pool.whatIf && `${pool.whatIf.titleText}  ${pool.whatIf.texts.join(' · ')}`),
    ...detailLines(pool.details, context),
    ...explained(pool.over).map((line) => terminal.paint('amber', line)),
    ...below(pool.termText),
    ...pool.disagreements.flatMap(below),
    ...below(pool.estimateHint),
    ...explained(pool.trouble),
  ];
}

function titleLines(pool: PoolView, verdict: Verdict | null, context: CliContext): readonly string[] {
  const { terminal } = context;
  const title = terminal.paint('bold', [pool.name, pool.badge].filter((part) => part !== null).join(' · '));
  const isAgeSaid = verdict?.isOld === true && verdict.pool === pool.pool;
  const state = stateText(isAgeSaid ? { ...pool, ageText: null } : pool, context);
  return besideOrBelow(title, state, terminal);
}

function besideOrBelow(title: string, text: string, { columns }: CliContext['terminal']): readonly string[] {
  const line = `${title}   ${text}`;
  return columns === null || widthOf(line) <= columns ? [line] : [title, ...indented(text, columns)];
}

function stateText({ state, ageText, sourceText }: PoolView, { words: { quota }, terminal }: CliContext): string {
  const marks = {
    loading: quota.loading,
    failed: quota.failed,
    stale: quota.stale,
    fresh: null,
    'not-subscribed': null,
  };
  const text = [marks[state], ageText, sourceText].filter((part) => part !== null).join(' · ');
  return terminal.paint(state === 'stale' || state === 'failed' ? 'amber' : 'dim', text);
}

/**
 * Writes one short line for status bars: the pool in use, or else the one with the tightest window, or why there are no
 * numbers.
 */
export function statusLine(status: Status, view: QuotaView, { words, cliWords, clock }: CliContext): string {
  const withNumbers = view.pools.filter(({ windows }) => windows.length > 0);
  const poolOf = (id: PoolId | null | undefined): PoolView | undefined => withNumbers.find(({ pool }) => pool === id);
  const pool = poolOf(view.verdict?.pool) ?? poolOf(view.tightestPool);
  const isOld = pool?.state === 'stale' || isOverdue(status, clock.now());
  const { lineWindow, lineUsed } = cliWords.status;
  const windows = [
    ...(pool?.windows ?? []).map(({ id, percentText }, index) =>
      index === 0 ? lineUsed(lineWindow[id], percentText) : `${lineWindow[id]} ${percentText}`,
    ),
    ...(pool?.unreadable ?? []).map(({ id }) => `${lineWindow[id]} ?`),
  ].join(' · ');
  return [
    ...(status.qwen_gauge.demo ? [words.demo.banner] : []),
    pool === undefined ? withoutNumbers(view, words) : cliWords.status.poolLine(pool.name, windows),
    ...(isOld ? [words.quota.stale] : []),
  ].join(' · ');
}

function withoutNumbers({ counted, trouble, pools, signIn }: QuotaView, words: CliContext['words']): string {
  if (counted !== null) return `≈ ${counted.amountsText}`;
  const reason = trouble ?? pools.find((pool) => pool.trouble !== null)?.trouble;
  const signedOut = signIn?.kind === 'choose' ? signIn.why : undefined;
  return (reason ?? signedOut)?.what ?? words.quota.failed;
}
