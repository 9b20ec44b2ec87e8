import { createProcesses } from '../../adapters/programs/processes.ts';
import { emptySnapshot } from '../../core/quota/model.ts';
import {
  type Breakdown,
  type BreakdownPeriod,
  type BreakdownProblem,
  granularities,
  namedPeriods,
} from '../../core/usage/breakdown-model.ts';
import { periodIn } from '../../core/usage/breakdown-period.ts';
import { explainOnce } from '../../core/view/explain.ts';
import { officialBreakdown } from '../../core/view/usage/breakdown-export.ts';
import { breakdownView, explainBreakdownProblem } from '../../core/view/usage/breakdown-view.ts';
import { createBreakdowns } from '../../services/polling/breakdowns.ts';
import { createProgramBreakdowns } from '../../sources/registry.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, complain, type ExitCode, sentence } from '../context.ts';
import { failureExitCode } from '../exit-code.ts';
import { table, wrapped } from '../layout.ts';

/**
 * `qwen-gauge breakdown` shows what one model used over time, with the options of the official client. It asks an
 * installed program that is signed in itself: plain Node cannot open the vault that holds the app's own sign-in.
 */
export const command: Command = {
  name: 'breakdown',
  positionals: [],
  options: [
    { name: 'model', value: 'M', required: true },
    { name: 'period', value: 'P' },
    { name: 'granularity', value: 'G', choices: granularities },
    { name: 'from', value: 'DATE' },
    { name: 'to', value: 'DATE' },
    { name: 'days', value: 'N' },
    { name: 'json', value: null },
  ],
  examples: ['--model qwen3.7-plus', '--model qwen3.7-plus --days 30'],
  async run(given, context) {
    const { terminal, cliWords } = context;
    const model = given.value('model')?.trim() ?? '';
    if (model === '') {
      terminal.err(cliWords.argumentProblems['argument-missing']({ name: '--model', list: '' }));
      return 4;
    }
    const period = readPeriod(given);
    if (period === null) {
      const list = [...namedPeriods, 'YYYY-MM'].join(', ');
      terminal.err(cliWords.argumentProblems['not-a-choice']({ name: '--period', list }));
      return 4;
    }
    const granularity = granularities.find((one) => one === given.value('granularity')) ?? 'day';
    const answer = await breakdownsOf(context).ask({ model, period, granularity });
    if (answer.outcome === 'failed') return refuse(answer.problem, context);
    if (given.flag('json')) printJson(officialBreakdown(answer.breakdown), context);
    else for (const line of linesOf(answer.breakdown, context)) terminal.out(line);
    return 0;
  },
};

/** As the official client: dates win over `--days`, which wins over `--period`; the default is this month. */
function readPeriod(given: Arguments): BreakdownPeriod | null {
  const [from, to, days] = [given.value('from'), given.value('to'), given.value('days')];
  if (from !== null || to !== null) return { kind: 'range', from, to };
  if (days !== null) return { kind: 'days', days: Number(days) };
  return periodIn(given.value('period') ?? 'month');
}

function breakdownsOf({ shell, clock, locale }: CliContext) {
  const processes = createProcesses({
    platform: shell.platform,
    environment: () => shell.environment,
    workFolder: () => shell.home,
  });
  return createBreakdowns({
    sources: createProgramBreakdowns({ processes, clock }),
    clock,
    session: () => ({ state: 'unknown' }),
    snapshot: () => emptySnapshot,
    timeZone: () => locale.timeZone,
  });
}

function refuse(problem: BreakdownProblem, context: CliContext): ExitCode {
  const { words, cliWords } = context;
  const code = exitCodeOf(problem);
  const explanation =
    problem.kind === 'failure' ? explainOnce(problem.failure, words) : explainBreakdownProblem(problem, words);
  complain(code === 2 ? cliWords.breakdown.noSignIn : sentence(explanation, words), context);
  return code;
}

function exitCodeOf(problem: BreakdownProblem): ExitCode {
  if (problem.kind === 'period') return 4;
  return problem.kind === 'failure' ? failureExitCode(problem.failure) : 1;
}

/** The same table as in the popover, but with the oldest period first. */
function linesOf(breakdown: Breakdown, { clock, locale, words, terminal }: CliContext): readonly string[] {
  const { history } = words;
  const view = breakdownView(breakdown, clock.now(), locale);
  const told = (...texts: readonly string[]): readonly string[] =>
    texts.flatMap((text) => wrapped(text, terminal.columns));
  if (view.emptyText !== null) return told(view.emptyText, history.onlyBilled, view.originText);
  const head = [history.when, ...view.measures.map(({ name }) => name)];
  const rows = view.periods.map(({ text, texts }) => [text, ...texts]);
  const right = view.measures.map((_, index) => index + 1);
  const [headLine = '', ...lines] = table([head, ...rows, [history.total, ...view.totals]], { right });
  const total = lines.pop() ?? '';
  return [
    ...told(history.table(view.model, view.fromText, view.toText)),
    '',
    terminal.paint('dim', headLine),
    ...lines,
    terminal.paint('bold', total),
    '',
    ...told(history.onlyBilled, view.originText),
  ];
}
