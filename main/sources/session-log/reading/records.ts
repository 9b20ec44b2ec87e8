import * as z from 'zod';
import { jsonOf } from '../../../core/json.ts';
import { type ClientErrorKind, clientErrorIn } from '../../../core/provider/client-error.ts';
import type { Needle } from './line-scanner.ts';

/** One line of Qwen Code's logs that matters here; all else of the logs is never looked at. */
export type LogRecord =
  /** An answered request, from a transcript or from the monthly usage file; their times differ by a millisecond or so. */
  | {
      readonly kind: 'response';
      readonly from: 'transcript' | 'usage';
      readonly id: string;
      readonly atMs: number;
      readonly sessionId: string;
      /** A session that branched off another begins with copies of its lines: the session that was really answered. */
      readonly copiedFrom: string | null;
      readonly model: string;
      /** The version of Qwen Code that wrote it; '' where it does not say. */
      readonly client: string;
    }
  /** A refused request. `refusal` is null where the services do not document the error. */
  | {
      readonly kind: 'error';
      readonly id: string;
      readonly atMs: number;
      /** The session whose transcript names it, be it a copy or not. */
      readonly sessionId: string;
      readonly isCopy: boolean;
      readonly model: string;
      readonly refusal: ClientErrorKind | null;
    }
  /** A session's own sum, written when it ends. */
  | {
      readonly kind: 'session-total';
      readonly sessionId: string;
      readonly startMs: number;
      readonly endMs: number;
      readonly requestsByModel: Readonly<Record<string, number>>;
      /** The folder it was started in; null: not said. */
      readonly project: string | null;
    };

/** Only transcript lines holding this are cut out and parsed. Inside a conversation the quote would be escaped. */
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
 * One line of `projects/<folder>/chats/<session>.jsonl`; null for anything that is not a request's telemetry.
 * Checked by hand: a first scan reads hundreds of thousands of these, and a schema doubles its time.
 */
export function parseTranscriptLine(line: string): LogRecord | null {
  return usualAnswer(line) ?? anyTelemetry(line);
}

/**
 * An answer's line exactly as both generations of the client write it (0.15.10, 0.24.4): nothing nested before the event,
 * the event's fields in this order, no escapes. Told at a quarter of what JSON.parse costs; null: look at it in full.
 */
const usualLine =
  /^\{[^{}]*"sessionId":"([^"\\]+)"[^{}]*"version":"([^"\\]*)"[^{}]*"systemPayload":\{"uiEvent":\{"event\.name":"qwen-code\.api_response","event\.timestamp":"([^"\\]+)","response_id":"([^"\\]*)","model":"([^"\\]*)"[^{}]*\}\}\}$/;

/** A longer line is no usual one, and the pattern's time would grow with the square of its length. */
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

function anyTelemetry(line: string): LogRecord | null {
  const entry = jsonOf(line);
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
  const refusal = clientErrorIn(textOf(fieldOf(event, 'error_message')), Number(fieldOf(event, 'status_code') ?? 0));
  const id = textOf(fieldOf(event, 'prompt_id'));
  return { kind: 'error', refusal, id, atMs, sessionId, isCopy: copiedFrom !== null, model };
}

/** One line of `usage/token-usage-YYYY-MM.jsonl`. */
export function parseUsageLine(line: string): LogRecord | null {
  const parsed = UsageSchema.safeParse(jsonOf(line));
  if (!parsed.success) return null;
  const { id, timestamp, sessionId, model } = parsed.data;
  const atMs = Date.parse(timestamp);
  return Number.isFinite(atMs)
    ? { kind: 'response', from: 'usage', id, atMs, sessionId, copiedFrom: null, model, client: '' }
    : null;
}

/** One line of `usage_record.jsonl`. */
export function parseSessionTotalLine(line: string): LogRecord | null {
  const parsed = SessionTotalSchema.safeParse(jsonOf(line));
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
