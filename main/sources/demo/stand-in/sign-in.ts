import { createHash, randomUUID } from 'node:crypto';
import type { AccountState } from './account.ts';
import { type Answer, json, plain, type Question } from './answer.ts';
import type { Modes } from './modes.ts';
import type { Tokens } from './tokens.ts';

type Decision = 'pending' | 'approved' | 'denied' | 'spent';

interface Attempt {
  readonly clientId: string;
  readonly challenge: string;
  readonly expiresAtMs: number;
  decision: Decision;
  lastPollAtMs: number;
}

export interface SignInDependencies {
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

const shapes = {
  pascal: (status: string) => ({ Success: true, Data: { Status: status } }),
  snake: (status: string) => ({ status }),
};

/** The device sign-in with PKCE (`qwencloud-protocol.md` §2.1 and §2.2). */
export function createSignIn(deps: SignInDependencies): SignIn {
  const attempts = new Map<string, Attempt>();

  const status = (word: string): Answer =>
    json(deps.modes().signIn === 'snake-case' ? shapes.snake(word) : shapes.pascal(word));

  const complete = (): Answer => {
    const { accessToken, expiresAtMs } = deps.tokens.issue();
    const { id, email, aliyunId } = deps.account().user;
    const expireTime = new Date(expiresAtMs).toISOString();
    if (deps.modes().signIn === 'snake-case') {
      const credentials = { access_token: accessToken, expire_time: expireTime, user: { id, email, aliyunId } };
      return json({ status: 'complete', credentials });
    }
    const Credentials = {
      AccessToken: accessToken,
      ExpireTime: expireTime,
      User: { Id: id, Email: email, AliyunId: aliyunId },
    };
    return json({ Success: true, Data: { Status: 'complete', Credentials } });
  };

  const settled = (attempt: Attempt): Answer => {
    const now = deps.now();
    const tooSoon = now - attempt.lastPollAtMs < deps.intervalSeconds * 1000 * intervalTolerance;
    attempt.lastPollAtMs = now;
    if (now >= attempt.expiresAtMs || attempt.decision === 'spent') return status('expired_token');
    if (attempt.decision === 'denied') return status('access_denied');
    if (attempt.decision === 'approved') {
      attempt.decision = 'spent';
      return complete();
    }
    return status(tooSoon ? 'slow_down' : 'authorization_pending');
  };

  return {
    code({ query }) {
      const trouble = codeTrouble(deps.modes());
      if (trouble !== null) return trouble;
      const clientId = query.get('client_id') ?? '';
      const challenge = query.get('code_challenge') ?? '';
      if (clientId === '' || challenge.length < 43 || query.get('code_challenge_method') !== 'S256') {
        return json({ Success: false, Message: 'client_id and an S256 code_challenge are required' }, 400);
      }
      const token = randomUUID();
      attempts.set(token, {
        clientId,
        challenge,
        expiresAtMs: deps.now() + deps.expiresInSeconds * 1000,
        decision: deps.modes().approval === 'automatic' ? 'approved' : 'pending',
        lastPollAtMs: Number.NEGATIVE_INFINITY,
      });
      const VerificationUrl = `${deps.origin()}/device?token=${token}`;
      return json({
        Success: true,
        Data: { Token: token, VerificationUrl, ExpiresIn: deps.expiresInSeconds, Interval: deps.intervalSeconds },
      });
    },

    poll({ query }) {
      const trouble = pollTrouble(deps.modes(), status);
      if (trouble !== null) return trouble;
      const attempt = attempts.get(query.get('token') ?? '');
      if (attempt === undefined) return status('expired_token');
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

function codeTrouble({ signIn }: Modes): Answer | null {
  if (signIn === 'hang') return { kind: 'hang' };
  if (signIn === 'http500') return plain(500, 'Internal Server Error');
  if (signIn === 'malformed-json') return { kind: 'reply', status: 200, headers: {}, body: '{"Success":true,' };
  return null;
}

function pollTrouble(modes: Modes, status: (word: string) => Answer): Answer | null {
  switch (modes.signIn) {
    case 'ok':
    case 'snake-case':
      return null;
    case 'access-denied':
      return status('access_denied');
    case 'expired-token':
      return status('expired_token');
    case 'slow-down':
      return status('slow_down');
    case 'http400-expired':
      return plain(400, 'device token expired');
    case 'no-credentials':
      return status('complete');
    case 'http500':
    case 'hang':
    case 'malformed-json':
      return codeTrouble(modes);
  }
}
