import type { Status } from '../../core/quota/status/status-schema.ts';
import { knownFromStatus } from '../../core/quota/status/status-snapshot.ts';
import { failureReport } from '../../core/view/quota/failure-report.ts';
import type { Arguments } from '../arguments.ts';
import { type Command, printJson } from '../command.ts';
import { type CliContext, complain, type ExitCode, refuse } from '../context.ts';
import { statusExitCode } from '../exit-code.ts';
import type { InUseHere } from '../status/in-use.ts';
import { readPoolOrder, readStatus, type StatusRead, unreadText, viewOfStatus } from '../status/read-status.ts';
import { inUseLines, statusLine, statusLines } from '../status/status-lines.ts';

/** The programs that know the quota. */
const askedPrograms = ['qwencloud', 'qianwen', 'bl'] as const;

/** The forms in which the status is printed instead of as text for people; one at a time. */
const forms = ['json', 'line', 'report'] as const;

/** `qwen-gauge status` shows what the app last wrote; with `--refresh`, updated by what can be asked from here. */
export const command: Command = {
  name: 'status',
  positionals: [],
  options: [
    { name: 'json', value: null },
    { name: 'refresh', value: null },
    { name: 'line', value: null },
    { name: 'report', value: null },
  ],
  examples: ['', '--line', '--refresh', '--json'],
  async run(given, context) {
    const { cliWords } = context;
    const [form, otherForm] = forms.filter((name) => given.flag(name)).map((name) => `--${name}`);
    if (form !== undefined && otherForm !== undefined) return refuse(cliWords.notTogether(form, otherForm), context);
    const code = await show(given, context);
    // Qwen Code's footer shows nothing of a command that fails (docs/facts/qwen-code.md, 6): the line says what is wrong.
    return given.flag('line') ? 0 : code;
  },
};

async function show(given: Arguments, context: CliContext): Promise<ExitCode> {
  const { terminal, cliWords } = context;
  const isLine = given.flag('line');
  const read = await readStatus(context);
  if (read.kind === 'newer' || (read.kind === 'status' && read.isNewer)) {
    complain(cliWords.status.newer(read.kind === 'status'), context);
  }
  if (read.kind === 'forbidden') complain(unreadText(read.kind, context), context);
  const before = read.kind === 'status' ? read.status : null;
  const refreshed = given.flag('refresh') ? await refresh(before, context) : null;
  const nothingAsked = given.flag('refresh') && refreshed === null;
  const status = refreshed ?? before;
  if (nothingAsked) complain(await whyNothing(context), context);
  if (status === null && isLine) terminal.out(cliWords.status.noNumbers);
  // What is wrong with these files was said when they were read.
  if (status === null && read.kind === 'newer') return 1;
  if (status === null && read.kind === 'forbidden') return nothingAsked ? 2 : 1;
  if (status === null) return nothingAsked ? 2 : reportMissing(read.kind, isLine, context);
  if (nothingAsked) complain(cliWords.status.shownInstead, context);
  if (given.flag('json')) {
    printJson(status, context);
    return statusExitCode(status, context.clock.now());
  }
  if (given.flag('report')) return printReport(status, context);
  const inUse = isLine ? null : await inUseOf(status, context);
  const view = viewOfStatus(status, refreshed !== null, context, await readPoolOrder(context), inUse?.pool);
  const lines = isLine
    ? [statusLine(status, view, context)]
    : [...statusLines(status, view, context), ...inUseLines(inUse, context)];
  for (const line of lines) terminal.out(line);
  return statusExitCode(status, context.clock.now());
}

/** Loads what only the whole status shows: a status bar waits for its line. */
async function inUseOf(status: Status, context: CliContext): Promise<InUseHere | null> {
  const { inUseHere } = await import('../status/in-use.ts');
  return inUseHere(status, context);
}

/** Loads what asks only here: showing what is known takes a status bar no longer than it must. */
async function refresh(before: Status | null, context: CliContext): Promise<Status | null> {
  const { refreshStatus } = await import('../status/refresh.ts');
  return refreshStatus(before, context);
}

/** Why nothing was asked, and what to do about it. */
async function whyNothing({ shell, cliWords }: CliContext): Promise<string> {
  const { findProgram } = await import('../../adapters/programs/find-program.ts');
  const found = await Promise.all(askedPrograms.map((name) => findProgram(name, shell)));
  return found.some((one) => one !== null) ? cliWords.status.nothingToAsk : cliWords.status.noneInstalled;
}

/** Prints the report that the app shows of pools that could not be read, for the user to read and to attach. */
function printReport(status: Status, { terminal, version, clock }: CliContext): ExitCode {
  const platform = `Node ${process.version}, ${process.platform} ${process.arch}`;
  const { snapshot, session } = knownFromStatus(status);
  const report = failureReport({ snapshot, session, version: version(), platform, nowMs: clock.now() });
  for (const line of report.trimEnd().split('\n')) terminal.out(line);
  return 0;
}

function reportMissing(kind: StatusRead['kind'], isLine: boolean, context: CliContext): ExitCode {
  if (kind !== 'status' && (kind === 'unreadable' || !isLine)) complain(unreadText(kind, context), context);
  return 1;
}
