import type { Failure } from '../failure.ts';
import type { Refusal } from '../provider/client-error.ts';
import type { SignInEnd } from '../session.ts';
import { formatClock, formatDuration, type Locale } from './format.ts';
import type { FailureParts } from './words/en/problems.ts';
import type { Explanation } from './words/explanation.ts';
import type { Words } from './words/index.ts';

const noParts: FailureParts = { subject: '', code: '', waitText: null };

function partsOf(failure: Failure, words: Words): FailureParts {
  switch (failure.kind) {
    case 'no-right':
    case 'business-error':
      return { ...noParts, code: failure.code };
    case 'rate-limited':
      return {
        ...noParts,
        waitText: failure.retryAfterMs === null ? null : formatDuration(failure.retryAfterMs, words),
      };
    case 'proxy':
      return failure.status === null ? noParts : { ...noParts, code: `HTTP ${failure.status}` };
    case 'server-error':
      return { ...noParts, code: `HTTP ${failure.status}` };
    case 'unknown-shape':
      return { ...noParts, subject: failure.where };
    case 'program-failed':
      return { ...noParts, subject: failure.program, code: failure.code };
    case 'program-could-not-tell':
    case 'program-shows-none':
      return { ...noParts, subject: failure.program };
    case 'unreadable':
      return { ...noParts, subject: failure.what };
    default:
      return noParts;
  }
}

/** Explains a failure to the user: what happened, and what to do about it. */
export function explainFailure(failure: Failure, words: Words): Explanation {
  return words.failures[failure.kind](partsOf(failure, words));
}

/** Failures that a later poll may not meet again, without the user doing anything. */
const passing: ReadonlySet<Failure['kind']> = new Set([
  'offline',
  'timeout',
  'server-error',
  'rate-limited',
  'too-large',
]);

/** Explains a failure of something that is not repeated by itself: it asks the user to try again. */
export function explainOnce(failure: Failure, words: Words): Explanation {
  const { what, wayOut } = explainFailure(failure, words);
  return { what, wayOut: passing.has(failure.kind) ? words.signInTryLater : wayOut };
}

/**
 * Explains a refused request. A window that the refusal names is named, and so is its reset: then nothing general is
 * said of when it comes back.
 */
export function explainRefusal({ kind, window, resetsAtMs }: Refusal, nowMs: number, locale: Locale): Explanation {
  const { clientErrors, refused, quota } = locale.words;
  const { what, wayOut } = clientErrors[kind];
  const isNamed = kind === 'token-plan' && window !== null;
  return {
    what: isNamed ? refused.tokenPlanWindow(quota.windowInSentence[window]) : what,
    wayOut: resetsAtMs === null ? wayOut : refused.resets(formatClock(resetsAtMs, nowMs, locale)),
  };
}

export function explainSignInEnd(end: SignInEnd, words: Words): Explanation {
  if (end.kind !== 'failed') return words.signInEnds[end.kind];
  const reason = explainOnce(end.failure, words);
  return { what: words.signInFailed, wayOut: `${reason.what}${words.language === 'zh-CN' ? '' : ' '}${reason.wayOut}` };
}
