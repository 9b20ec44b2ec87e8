import { createHash, randomUUID } from 'node:crypto';
import type { AccountState } from './account/account.ts';
import { type Answer, json, type Question } from './messages.ts';
import type { Modes } from './modes.ts';
import { codeTrouble, completeAnswer, pollTrouble, statusAnswer } from './sign-in-replies.ts';
import type { Tokens } from './tokens.ts';

type Decision = 'pending' | 'approved' | 'denied' | 'spent';

interface Attempt {
  readonly clientId: string;
  readonly challenge: string;
  readonly expiresAtMs: number;
  decision: Decision;
  lastPollAtMs: number;
}

interface SignInDependencies {
  now(): number;
  modes(): Modes;
  account(): AccountState;
  /** Where this server is reached, without a slash at the end. */
  origin(): string;
  readonly tokens: Tokens;
  readonly expiresInSeconds: number;
  readonly intervalSeconds: number;
}

export interface SignIn {
  /** `POST /cli/device/code`: everything in the query, the body is empty. */
  code(question: Question): Answer;
  /** `POST /cli/device/token`. */
  poll(question: Question): Answer;
  /** Decides the attempt of this device token, or the newest; false when there is none that waits. */
  decide(decision: 'approved' | 'denied', token?: string): boolean;
  /** What the verification page should show. */
  stateOf(token: string): Decision | 'expired' | 'unknown';
}

/** Polling this much faster than told is answered with `slow_down`; timers may be early by a little. */
const intervalTolerance = 0.8;

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');

/** The attempt a request for a code starts, or null when it does not prove itself with PKCE. */
function attemptOf(query: URLSearchParams, expiresAtMs: number, decision: Decision): Attempt | null {
  const clientId = query.get('client_id') ?? '';
  const challenge = query.get('code_challenge') ?? '';
  const proper = clientId !== '' && challenge.length >= 43 && query.get('code_challenge_method') === 'S256';
  return proper ? { clientId, challenge, expiresAtMs, decision, lastPollAtMs: Number.NEGATIVE_INFINITY } : null;
}

/** The device sign-in with PKCE (docs/facts/qwencloud-protocol.md §2.1 and §2.2). */
export function createSignIn(deps: SignInDependencies): SignIn {
  const attempts = new Map<string, Attempt>();

  const settled = (attempt: Attempt): Answer => {
    const nowMs = deps.now();
    const modes = deps.modes();
    const tooSoon = nowMs - attempt.lastPollAtMs < deps.intervalSeconds * 1000 * intervalTolerance;
    attempt.lastPollAtMs = nowMs;
    if (nowMs >= attempt.expiresAtMs || attempt.decision === 'spent') return statusAnswer('expired_token', modes);
    if (attempt.decision === 'denied') return statusAnswer('access_denied', modes);
    if (attempt.decision === 'pending') return statusAnswer(tooSoon ? 'slow_down' : 'authorization_pending', modes);
    attempt.decision = 'spent';
    return completeAnswer(deps.tokens.issue(), deps.account().user, modes);
  };

  return {
    code({ query }) {
      const trouble = codeTrouble(deps.modes());
      if (trouble !== null) return trouble;
      const decision = deps.modes().approval === 'automatic' ? 'approved' : 'pending';
      const attempt = attemptOf(query, deps.now() + deps.expiresInSeconds * 1000, decision);
      if (attempt === null)
        return json({ Success: false, Message: 'client_id and an S256 challenge are required' }, 400);
      const token = randomUUID();
      attempts.set(token, attempt);
      const VerificationUrl = `${deps.origin()}/device?token=${token}`;
      return json({
        Success: true,
        Data: { Token: token, VerificationUrl, ExpiresIn: deps.expiresInSeconds, Interval: deps.intervalSeconds },
      });
    },

    poll({ query }) {
      const trouble = pollTrouble(deps.modes());
      if (trouble !== null) return trouble;
      const attempt = attempts.get(query.get('token') ?? '');
      if (attempt === undefined) return statusAnswer('expired_token', deps.modes());
      const proven = challengeOf(query.get('code_verifier') ?? '') === attempt.challenge;
      if (!proven || query.get('client_id') !== attempt.clientId) {
        return json({ Success: false, Message: 'invalid_grant: code_verifier does not match' }, 400);
      }
      return settled(attempt);
    },

    decide(decision, token) {
      const waiting = [...attempts].filter(([, attempt]) => attempt.decision === 'pending');
      const chosen = token === undefined ? waiting.at(-1) : waiting.find(([known]) => known === token);
      if (chosen === undefined || deps.now() >= chosen[1].expiresAtMs) return false;
      chosen[1].decision = decision;
      return true;
    },

    stateOf(token) {
      const attempt = attempts.get(token);
      if (attempt === undefined) return 'unknown';
      return attempt.decision === 'pending' && deps.now() >= attempt.expiresAtMs ? 'expired' : attempt.decision;
    },
  };
}
