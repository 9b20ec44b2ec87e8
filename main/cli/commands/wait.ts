import type { Need } from '../../core/quota/enough.ts';
import { formatClock, formatDuration } from '../../core/view/format.ts';
import { pause } from '../../ports/timer.ts';
import type { Command } from '../command.ts';
import { type CliContext, complain, type ExitCode, interrupted, refuse, say } from '../context.ts';
import { type EnoughNow, enoughNow, needOptions, readNeed } from '../status/enough.ts';
import { untilInterrupted } from '../until-interrupted.ts';

/** How often the app's file is read: a few kilobytes. */
const everyMs = 2_000;

/** How long an app that does not write is given: after sleep it takes some seconds to ask again. */
const graceMs = 60_000;

/** `qwen-gauge wait`: ends when enough is left, with the exit codes of `guard`. */
export const command: Command = {
  name: 'wait',
  positionals: [],
  options: [...needOptions, { name: 'timeout', value: 'TIME' }],
  examples: ['--need 200', '--need 200 --window five-hours --timeout 2h'],
  async run(given, context) {
    const need = readNeed(given);
    if (need === null) return refuse(context.cliWords.enough.badNeed, context);
    const timeout = given.value('timeout');
    const timeoutMs = timeout === null ? Number.POSITIVE_INFINITY : lengthOf(timeout);
    if (timeoutMs === null) return refuse(context.cliWords.enough.badTimeout, context);
    const endAtMs = context.clock.now() + timeoutMs;
    return untilInterrupted((signal) => untilEnough(need, { endAtMs, signal }, context));
  },
};

const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/** "90s", "30m", "2h" in milliseconds; null for anything else. */
function lengthOf(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,6})([smh])$/.exec(text) ?? [];
  return count === undefined ? null : Number(count) * (unitsMs[unit] ?? 0);
}

interface Until {
  readonly endAtMs: number;
  readonly signal: AbortSignal;
}

async function untilEnough(need: Need, { endAtMs, signal }: Until, context: CliContext): Promise<ExitCode> {
  const { clock, words, cliWords } = context;
  let told: string | null = null;
  let silentSinceMs: number | null = null;
  for (;;) {
    const now = await enoughNow(need, context);
    const { kind, code, text, change } = now;
    if (kind === 'enough') {
      say(text, context);
      return code;
    }
    const isWaiting = change !== 'none' && clock.now() < endAtMs;
    if (told !== kind) complain(isWaiting ? words.verdict.together(text, waitingText(now, context)) : text, context);
    told = kind;
    // Only the app sees that something is back: without it nobody would ever end this.
    silentSinceMs = change === 'possible' ? (silentSinceMs ?? clock.now()) : null;
    const graceEndsAtMs = Number.isFinite(endAtMs) ? endAtMs : (silentSinceMs ?? endAtMs) + graceMs;
    if (change === 'none' || (change === 'possible' && clock.now() >= graceEndsAtMs)) return code;
    if (clock.now() >= endAtMs) {
      complain(cliWords.enough.timedOut, context);
      return code;
    }
    await pause(clock, Math.min(everyMs, endAtMs - clock.now()), signal);
    if (signal.aborted) return interrupted;
  }
}

/** What it waits for, and until when. */
function waitingText(
  { kind, enoughAtMs: atMs = null }: EnoughNow,
  { clock, locale, words, cliWords }: CliContext,
): string {
  const { waiting, waitingOpenly, waitingForNumbers } = cliWords.enough;
  const nowMs = clock.now();
  if (kind === 'unknown') return waitingForNumbers;
  if (atMs === null || atMs <= nowMs) return waitingOpenly;
  return waiting(formatClock(atMs, nowMs, locale), formatDuration(atMs - nowMs, words));
}
