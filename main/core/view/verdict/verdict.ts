import { hasReset } from '../../quota/calendar.ts';
import type { RunningOut } from '../../quota/forecast/forecast.ts';
import { isOldReading } from '../../quota/old-reading.ts';
import { windowsInAll } from '../../quota/packs.ts';
import { poolInUse, pressingPool } from '../../quota/pool-in-use.ts';
import { isFull, reachedPercent, readingOf, tightestOf, tightestWindow } from '../../quota/share.ts';
import { resetOf } from '../../quota/window-span.ts';
import { levelOf } from '../level.ts';
import type { QuotaInput } from '../quota/quota-view.ts';
import { endVerdict } from './end-verdict.ts';
import { verdictOfModels } from './model-verdict.ts';
import type { Said, Speaker, Verdict } from './verdict-model.ts';
import {
  calm,
  calmVerdict,
  isEstimate,
  lastsText,
  leftVerdict,
  oldVerdict,
  plentyBelowPercent,
  usedUpVerdict,
} from './window-verdicts.ts';

/**
 * The verdict on the pool in use; if that is not known or cannot be read, on the tightest pool of all. Null: nothing
 * has been read.
 */
export function verdictView(input: QuotaInput): Verdict | null {
  const { snapshot, settings, nowMs, locale } = input;
  const pressing = pressingPool(input.inUse ?? poolInUse(settings, snapshot, nowMs), snapshot, nowMs);
  const shown = pressing ?? tightestWindow(snapshot, nowMs)?.status.pool;
  const status = snapshot.pools.find(({ pool }) => pool === shown);
  const reading = status === undefined ? null : readingOf(status);
  if (status === undefined || reading === null) return null;
  const windows = windowsInAll(reading, nowMs)
    .filter((window) => !hasReset(window, reading.takenAtMs, nowMs))
    .map((window) => ({ ...window, resetsAtMs: resetOf(reading, window) }));
  const speaker: Speaker = { input: pressing === null ? withoutForecast(input) : input, status, reading, windows };
  const isOld = isOldReading(status, nowMs, input.hasQuit);
  const said = isOld ? oldVerdict(speaker) : (windowsVerdict(speaker) ?? verdictOfModels(speaker));
  if (said === null) return null;
  const verdict: Verdict = { ...said, pool: reading.pool, isOld };
  if (pressing !== null || isOld) return verdict;
  const { words } = locale;
  const line = words.verdict.notInUse(words.quota.pool[reading.pool]);
  return { ...verdict, level: 'calm', strongText: null, line, told: verdict.told.filter((one) => one === 'left') };
}

/** What is foreseen of a pool that nobody uses concerns nobody. */
const withoutForecast = (input: QuotaInput): QuotaInput => ({ ...input, runOuts: [], recoveries: [], outlooks: [] });

function windowsVerdict(speaker: Speaker): Said | null {
  const { windows, reading, input } = speaker;
  const full = tightestOf(windows.filter(isFull));
  if (full !== null) return usedUpVerdict(speaker, full);
  const runOut = firstRunOut(speaker);
  const ending = windows.find(({ id }) => id === runOut?.windowId);
  if (runOut !== undefined && ending !== undefined) return endVerdict(speaker, runOut, ending);
  const tightest = tightestOf(windows);
  if (tightest === null) return null;
  if (reachedPercent(tightest) >= plentyBelowPercent && lastsText(speaker, tightest) === null) {
    return leftVerdict(speaker, tightest);
  }
  if (levelOf(tightest) !== 'calm') return leftVerdict(speaker, tightest);
  return reading.windows.every((window) => window.used === 0 && !isEstimate(window))
    ? calm(input.locale.words.verdict.untouched, null, tightest)
    : calmVerdict(speaker, tightest);
}

/** The window of the pool that is foreseen to be used up first. */
const firstRunOut = ({ input: { runOuts = [], nowMs }, reading, windows }: Speaker): RunningOut | undefined =>
  runOuts
    .filter(({ pool, windowId, runsOutAtMs }) => {
      const window = windows.find(({ id }) => id === windowId);
      if (pool !== reading.pool || window === undefined || runsOutAtMs <= nowMs) return false;
      return window.renewal === 'rolling' || window.resetsAtMs === null || runsOutAtMs < window.resetsAtMs;
    })
    .toSorted((one, other) => one.runsOutAtMs - other.runsOutAtMs)[0];
