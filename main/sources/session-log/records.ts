import * as z from 'zod';

/** Which limit the service named when it refused a request. `rate-limit` is not an empty window. */
export type QuotaRefusal = 'five-hours' | 'week' | 'month' | 'rate-limit';

/** One line of Qwen Code's logs that matters here; all else of the logs is never looked at. */
export type LogRecord =
  /** An answered request, from a transcript or from the monthly usage file; both name the same millisecond. */
  | {
      readonly kind: 'response';
      readonly from: 'transcript' | 'usage';
      readonly id: string;
      readonly atMs: number;
      readonly sessionId: string;
      readonly model: string;
    }
  /** A refused request. `refusal` is null where the error says nothing of quota. */
  | {
      readonly kind: 'error';
      readonly atMs: number;
      readonly sessionId: string;
      readonly model: string;
      readonly refusal: QuotaRefusal | null;
    }
  /** A session's own sum, written when it ends. */
  | {
      readonly kind: 'session-total';
      readonly sessionId: string;
      readonly startMs: number;
      readonly endMs: number;
      readonly requestsByModel: Readonly<Record<string, number>>;
    };

/** Only transcript lines holding one of these are cut out and parsed. */
export const transcriptNeedles = ['"qwen-code.api_response"', '"qwen-code.api_error"'];

const TelemetrySchema = z.object({
  sessionId: z.string(),
  systemPayload: z.object({
    uiEvent: z.object({
      'event.name': z.enum(['qwen-code.api_response', 'qwen-code.api_error']),
      'event.timestamp': z.string(),
      model: z.string(),
      response_id: z.string().optional(),
      status_code: z.union([z.number(), z.string()]).optional(),
      error_message: z.string().optional(),
    }),
  }),
});

const UsageSchema = z.object({
  id: z.string(),
  timestamp: z.string(),
  sessionId: z.string(),
  model: z.string(),
});

const SessionTotalSchema = z.object({
  sessionId: z.string(),
  timestamp: z.number(),
  startTime: z.number(),
  models: z.record(z.string(), z.object({ requests: z.number().nonnegative() })),
});

/** One line of `projects/<folder>/chats/<session>.jsonl`; null for anything that is not a request's telemetry. */
export function parseTranscriptLine(line: string): LogRecord | null {
  const parsed = TelemetrySchema.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const event = parsed.data.systemPayload.uiEvent;
  const atMs = Date.parse(event['event.timestamp']);
  if (!Number.isFinite(atMs)) return null;
  const common = { atMs, sessionId: parsed.data.sessionId, model: event.model };
  if (event['event.name'] === 'qwen-code.api_response') {
    return { kind: 'response', from: 'transcript', id: event.response_id ?? '', ...common };
  }
  return { kind: 'error', refusal: refusalIn(event.error_message ?? '', Number(event.status_code)), ...common };
}

/** One line of `usage/token-usage-YYYY-MM.jsonl`. */
export function parseUsageLine(line: string): LogRecord | null {
  const parsed = UsageSchema.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const { id, timestamp, sessionId, model } = parsed.data;
  const atMs = Date.parse(timestamp);
  return Number.isFinite(atMs) ? { kind: 'response', from: 'usage', id, atMs, sessionId, model } : null;
}

/** One line of `usage_record.jsonl`. */
export function parseSessionTotalLine(line: string): LogRecord | null {
  const parsed = SessionTotalSchema.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const { sessionId, timestamp, startTime, models } = parsed.data;
  const requestsByModel = Object.fromEntries(Object.entries(models).map(([name, { requests }]) => [name, requests]));
  return { kind: 'session-total', sessionId, startMs: startTime, endMs: timestamp, requestsByModel };
}

/**
 * The limit an error text names. The wording is the documents' ("hour allocated quota exceeded"); any other 429 is a
 * plain rate limit: too many at once, with quota perhaps left.
 */
export function refusalIn(message: string, statusCode: number): QuotaRefusal | null {
  const named = /\b(hour|week|month)\s+allocated\s+quota\s+exceeded/i.exec(message)?.[1]?.toLowerCase();
  if (named === 'hour') return 'five-hours';
  if (named === 'week' || named === 'month') return named;
  return statusCode === 429 || /API rate limit reached/i.test(message) ? 'rate-limit' : null;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null; // a torn or foreign line counts nothing and stops nothing
  }
}
