import * as z from 'zod';
import { jsonOf } from '../../../core/json.ts';
import type { Credentials } from '../../../ports/sources.ts';
import type { HttpResponse } from '../../../ports/system.ts';

/** The answers to the polls of a device sign-in (docs/facts/qwencloud-protocol.md §2.2), read without trusting them. */

export type PollAnswer =
  | { readonly kind: 'pending' | 'slow-down' | 'denied' | 'expired' | 'transient' | 'unknown-shape' }
  | { readonly kind: 'complete'; readonly credentials: Credentials };

const text = z.string().trim().min(1).nullish().catch(null);
/** When a token expires: ISO 8601 with a zone, ms or seconds. Anything else counts as missing. */
const moment = z.union([z.string(), z.number()]).nullish().catch(null).transform(momentMs);
const idText = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(null);

const CamelSchema = z.object({
  Success: z.literal(true),
  Data: z.object({
    Status: z.string().optional(),
    Credentials: z
      .object({
        AccessToken: z.string(),
        ExpireTime: moment,
        User: z.object({ Id: idText, Email: text, AliyunId: text, Organization: text }).nullish().catch(null),
      })
      .nullish(),
  }),
});

const SnakeSchema = z.object({
  status: z.string().optional(),
  credentials: z
    .object({
      access_token: z.string(),
      expire_time: moment,
      user: z.object({ id: idText, email: text, aliyunId: text, organization: text }).nullish().catch(null),
    })
    .nullish(),
});

/** Reads one poll's HTTP response. A refusal names its status in its body; any other non-2xx response is `transient`. */
export function readPollAnswer(response: HttpResponse): PollAnswer {
  const { status, text: body } = response;
  if (status >= 300 && status < 400) return { kind: 'transient' };
  if (status < 200 || status >= 400) return refusalIn(body);
  // A captive portal or login page replaced the answer: keep polling.
  if (/^\s*</.test(body)) return { kind: 'transient' };
  return readPollBody(jsonOf(body));
}

function refusalIn(body: string): PollAnswer {
  if (/authorization_pending/i.test(body)) return { kind: 'pending' };
  if (/slow_down/i.test(body)) return { kind: 'slow-down' };
  if (/access_denied/i.test(body)) return { kind: 'denied' };
  if (/expired/i.test(body)) return { kind: 'expired' };
  return { kind: 'transient' };
}

/**
 * Reads both spellings of docs/facts/qwencloud-protocol.md §2.2. A complete answer without credentials keeps the app
 * polling.
 */
export function readPollBody(body: unknown): PollAnswer {
  const camel = CamelSchema.safeParse(body);
  if (camel.success) {
    const { Status, Credentials: found } = camel.data.Data;
    const user = found?.User;
    return answerOf(
      Status,
      found && {
        token: found.AccessToken,
        expiresAtMs: found.ExpireTime,
        account: user?.Email ?? user?.AliyunId ?? user?.Organization ?? user?.Id,
      },
    );
  }
  const snake = SnakeSchema.safeParse(body);
  if (!snake.success || !('status' in snake.data || 'credentials' in snake.data)) return { kind: 'unknown-shape' };
  const { status, credentials: found } = snake.data;
  const user = found?.user;
  return answerOf(
    status,
    found && {
      token: found.access_token,
      expiresAtMs: found.expire_time,
      account: user?.email ?? user?.aliyunId ?? user?.organization ?? user?.id,
    },
  );
}

interface RawCredentials {
  readonly token: string;
  readonly expiresAtMs: number | null;
  readonly account: string | null | undefined;
}

function answerOf(status: string | undefined, raw: RawCredentials | null | undefined): PollAnswer {
  switch ((status ?? 'authorization_pending').toLowerCase()) {
    case 'authorization_pending':
      return { kind: 'pending' };
    case 'slow_down':
      return { kind: 'slow-down' };
    case 'access_denied':
      return { kind: 'denied' };
    case 'expired_token':
      return { kind: 'expired' };
    case 'complete':
      return raw === null || raw === undefined ? { kind: 'pending' } : completed(raw);
    default:
      return { kind: 'unknown-shape' };
  }
}

/** Rejects a token that does not fit an HTTP header, because every later request would fail for an unclear reason. */
function completed({ token, expiresAtMs, account }: RawCredentials): PollAnswer {
  if (!/^[\x21-\x7e]{1,8192}$/.test(token)) return { kind: 'unknown-shape' };
  return {
    kind: 'complete',
    credentials: {
      accessToken: token,
      expiresAtMs,
      account: account?.slice(0, 200) ?? null,
    },
  };
}

function momentMs(value: string | number | null | undefined): number | null {
  const text = String(value ?? '').trim();
  const iso = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  const ms = /^\d{10}$/.test(text) ? Number(text) * 1000 : Number(/^\d{13}$/.test(text) ? text : iso);
  return Number.isFinite(ms) ? Math.round(ms) : null;
}
