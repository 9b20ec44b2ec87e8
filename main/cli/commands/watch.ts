import { formatMoment } from '../../core/view/format.ts';
import { pause } from '../../ports/timer.ts';
import type { Command } from '../command.ts';
import { type CliContext, type ExitCode, interrupted } from '../context.ts';
import { wrapped } from '../layout.ts';
import { inUseHere } from '../status/in-use.ts';
import { readPoolOrder, readStatus, unreadText, viewOfStatus } from '../status/read-status.ts';
import { inUseLines, statusLine, statusLines } from '../status/status-lines.ts';
import { untilInterrupted } from '../until-interrupted.ts';

/** How often the app's file is read: a few kilobytes. */
const everyMs = 1_000;

/** `qwen-gauge watch`: the status, drawn again in place at each change; without a terminal, one line for each change. */
export const command: Command = {
  name: 'watch',
  positionals: [],
  options: [],
  examples: [''],
  async run(_given, context) {
    const stop = context.terminal.watchReader();
    try {
      return await untilInterrupted((signal) => watch(signal, context));
    } finally {
      stop();
    }
  },
};

async function watch(signal: AbortSignal, context: CliContext): Promise<ExitCode> {
  const { clock, terminal, locale } = context;
  let shown: string | null = null;
  while (!terminal.isClosed()) {
    const lines = await linesNow(context);
    const text = [terminal.columns, ...lines].join('\n');
    if (text !== shown && terminal.redraw !== null) terminal.redraw(lines);
    if (text !== shown && terminal.redraw === null) {
      const atText = formatMoment(clock.now(), clock.now(), locale);
      for (const line of lines) terminal.out(`${atText}  ${line}`);
    }
    shown = text;
    await pause(clock, everyMs, signal);
    if (signal.aborted) return interrupted;
  }
  return 0;
}

async function linesNow(context: CliContext): Promise<readonly string[]> {
  const { terminal, cliWords } = context;
  const read = await readStatus(context);
  const isDrawn = terminal.redraw !== null;
  if (read.kind !== 'status') {
    const text = unreadText(read.kind, context);
    if (isDrawn) return wrapped(text, terminal.columns);
    return [read.kind === 'none' ? cliWords.status.noNumbers : text];
  }
  const inUse = isDrawn ? await inUseHere(read.status, context) : null;
  const view = viewOfStatus(read.status, false, context, await readPoolOrder(context), inUse?.pool);
  return isDrawn
    ? [...statusLines(read.status, view, context), ...inUseLines(inUse, context)]
    : [statusLine(read.status, view, context)];
}
