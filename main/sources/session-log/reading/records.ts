import * as z from 'zod';
import { type Refusal, refusalIn } from '../../../core/provider/client-error.ts';
import type { Needle } from './line-scanner.ts';
import { objectsInLine } from './objects-in-line.ts';

/** A record of Qwen Code's logs that matters here. Everything else in the logs is ignored. */
export type LogRecord =
  /** An answered request, from a transcript or from the monthly usage file; their times differ by a millisecond or so. */
  | {
      readonly kind: 'response';
      readonly from: 'transcript' | 'usage';
      readonly id: string;
      readonly atMs: number;
      readonly sessionId: string;
      /** The session that really received the answer, if this one branched off it and began with copies of its lines. */
      readonly copiedFrom: string | null;
      readonly model: string;
      /** The version of Qwen Code that wrote it; '' if unknown. */
      readonly client: string;
    }
  /** A refused request. `refusal` is null where the services do not document the error; the rest is as the text says. */
  | {
      readonly kind: 'error';
      readonly id: string;
      readonly atMs: number;
      /** The session whose transcript contains it, which may be a copy. */
      readonly sessionId: string;
      readonly isCopy: boolean;
      readonly model: string;
      readonly refusal: Refusal['kind'] | null;
      readonly window: Refusal['window'];
      readonly resetsAtMs: number | null;
    }
  /** A session's own sum of requests, written when it ends. */
  | {
      readonly kind: 'session-total';
      readonly sessionId: string;
      readonly startMs: number;
      readonly endMs: number;
      readonly requestsByModel: Readonly<Record<string, number>>;
      /** The folder that it was started in; null if unknown. */
      readonly project: string | null;
    };

/** Only transcript lines that contain this are parsed. Inside a conversation the quote would be escaped. */
export const transcriptNeedle: Needle = { before: ':"', text: 'qwen-code.api_' };

const UsageSchema = z.object({
  id: z.string(),
  timestamp: z.string(),
  sessionId: z.string(),
  model: z.string(),
});

const timeMs = z.number().int().nonnegative();

const SessionTotalSchema = z.object({
  sessionId: z.string(),
  timestamp: timeMs,
  startTime: timeMs,
  project: z.string().min(1).nullable().catch(null),
  models: z.record(z.string(), z.object({ requests: z.number().nonnegative() })),
});

/**
 * The kinds of log files: `projects/<folder>/chats/<session>.jsonl`, `usage/token-usage-YYYY-MM.jsonl` and
 * `usage_record.jsonl`.
 */
export type LogKind = 'transcript' | 'usage' | 'session-total';

/** Returns the records in one line of a log file: usually one or none, several in a damaged line. */
export function recordsInLine(kind: LogKind, line: string): readonly LogRecord[] {
  const usual = kind === 'transcript' ? usualAnswer(line) : null;
  return usual === null ? objectsInLine(line).flatMap((entry) => recordIn(kind, entry) ?? []) : [usual];
}

function recordIn(kind: LogKind, entry: object): LogRecord | null {
  switch (kind) {
    case 'transcript':
      return telemetryIn(entry);
    case 'usage':
      return usageIn(entry);
    case 'session-total':
      return sessionTotalIn(entry);
  }
}

/**
 * Matches an answer's line exactly as both generations of the client write it (0.15.10, 0.24.4): nothing nested before the
 * event, the event's fields in this order, no escapes. It takes a quarter of the time of JSON.parse.
 */
const usualLine =
  /^\{[^{}]*"sessionId":"([^"\\]+)"[^{}]*"version":"([^"\\]*)"[^{}]*"systemPayload":\{"uiEvent":\{"event\.name":"qwen-code\.api_response","event\.timestamp":"([^"\\]+)","response_id":"([^"\\]*)","model":"([^"\\]*)"[^{}]*\}\}\}$/;

/** Usual lines are shorter, and the pattern's time grows with the square of a line's length. */
const longestUsualLine = 4_096;

function usualAnswer(line: string): LogRecord | null {
  if (line.length > longestUsualLine) return null;
  const [, sessionId, client, timestamp, id, model] = usualLine.exec(line) ?? [];
  if (sessionId === undefined || client === undefined || timestamp === undefined) return null;
  if (id === undefined || model === undefined) return null;
  const atMs = Date.parse(timestamp);
  if (!Number.isFinite(atMs)) return null;
  return { kind: 'response', from: 'transcript', id, atMs, sessionId, copiedFrom: null, model, client };
}

/** Checks by hand: a first scan reads hundreds of thousands of these, and a schema doubles its time. */
function telemetryIn(entry: object): LogRecord | null {
  const event = fieldOf(fieldOf(entry, 'systemPayload'), 'uiEvent');
  const [name, sessionId, model] = [fieldOf(event, 'event.name'), fieldOf(entry, 'sessionId'), fieldOf(event, 'model')];
  const atMs = Date.parse(textOf(fieldOf(event, 'event.timestamp')));
  if (typeof sessionId !== 'string' || typeof model !== 'string' || !Number.isFinite(atMs)) return null;
  const origin = fieldOf(fieldOf(entry, 'forkedFrom'), 'sessionId');
  const copiedFrom = typeof origin === 'string' && origin !== sessionId ? origin : null;
  if (name === 'qwen-code.api_response') {
    const [id, client] = [textOf(fieldOf(event, 'response_id')), textOf(fieldOf(entry, 'version'))];
    return { kind: 'response', from: 'transcript', id, atMs, sessionId, copiedFrom, model, client };
  }
  if (name !== 'qwen-code.api_error') return null;
  const refused = refusalIn(textOf(fieldOf(event, 'error_message')), Number(fieldOf(event, 'status_code') ?? 0), atMs);
  const { kind: refusal, window, resetsAtMs } = refused ?? { kind: null, window: null, resetsAtMs: null };
  const id = textOf(fieldOf(event, 'prompt_id'));
  return { kind: 'error', refusal, window, resetsAtMs, id, atMs, sessionId, isCopy: copiedFrom !== null, model };
}

function usageIn(entry: object): LogRecord | null {
  const parsed = UsageSchema.safeParse(entry);
  if (!parsed.success) return null;
  const { id, timestamp, sessionId, model } = parsed.data;
  const atMs = Date.parse(timestamp);
  return Number.isFinite(atMs)
    ? { kind: 'response', from: 'usage', id, atMs, sessionId, copiedFrom: null, model, client: '' }
    : null;
}

function sessionTotalIn(entry: object): LogRecord | null {
  const parsed = SessionTotalSchema.safeParse(entry);
  if (!parsed.success) return null;
  const { sessionId, timestamp, startTime, models, project } = parsed.data;
  const requestsByModel = Object.fromEntries(Object.entries(models).map(([name, { requests }]) => [name, requests]));
  return { kind: 'session-total', sessionId, startMs: startTime, endMs: timestamp, requestsByModel, project };
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
