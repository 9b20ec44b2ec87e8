import type { Failure } from '../failure.ts';
import type { SignInEnd } from '../session.ts';
import { formatDuration } from './format.ts';
import type { FailureParts } from './words/en/problems.ts';
import type { Explanation } from './words/explanation.ts';
import type { Words } from './words/index.ts';

type ClientErrorKind = keyof Words['clientErrors'];

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
      return { ...noParts, subject: failure.program };
    case 'unreadable':
      return { ...noParts, subject: failure.what };
    default:
      return noParts;
  }
}

/** Any failure in words, with its way out. */
export function explainFailure(failure: Failure, words: Words): Explanation {
  if (failure.kind === 'business-error') {
    const known = clientErrorIn(failure.code);
    if (known !== null) return words.clientErrors[known];
  }
  return words.failures[failure.kind](partsOf(failure, words));
}

/** Failures that go away by themselves; only a poll is asked again without the user. */
const passing: ReadonlySet<Failure['kind']> = new Set([
  'offline',
  'timeout',
  'server-error',
  'rate-limited',
  'too-large',
]);

/** The same where nobody asks again by itself. */
export function explainOnce(failure: Failure, words: Words): Explanation {
  const { what, wayOut } = explainFailure(failure, words);
  return { what, wayOut: passing.has(failure.kind) ? words.signInTryLater : wayOut };
}

/** How a sign-in ended, in words. */
export function explainSignInEnd(end: SignInEnd, words: Words): Explanation {
  if (end.kind !== 'failed') return words.signInEnds[end.kind];
  const reason = explainOnce(end.failure, words);
  return { what: words.signInFailed, wayOut: `${reason.what}${words.language === 'en' ? ' ' : ''}${reason.wayOut}` };
}

/** The texts of documents 003 and 004, the narrower before the wider. */
const clientErrorTexts: readonly (readonly [RegExp, ClientErrorKind])[] = [
  [/hour allocated quota exceeded/i, 'five-hour-quota'],
  [/week allocated quota exceeded/i, 'week-quota'],
  [/month allocated quota exceeded/i, 'month-quota'],
  [/API rate limit reached/i, 'rate-limit'],
  [/No API-key provided/i, 'key-missing'],
  [/invalid access token or token expired/i, 'access-token'],
  [/403 invalid api-key|Incorrect API key provided|Invalid API-key provided/i, 'key-of-other-endpoint'],
  [/model .{1,200} (is not supported|not found)/i, 'model-unknown'],
  [/404 status code \(no body\)/i, 'wrong-path'],
  [/Range of input length should be/i, 'input-too-long'],
  [/Connection error/i, 'connection'],
];

/** Which of the documented errors a message of Qwen Code or its server is; null for any other. */
export function clientErrorIn(message: string): ClientErrorKind | null {
  const start = message.slice(0, 4096);
  return clientErrorTexts.find(([text]) => text.test(start))?.[1] ?? null;
}
