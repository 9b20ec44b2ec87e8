import * as z from 'zod';

/**
 * Why a reading failed. Each kind has an explanation and a suggested action in `view/words`.
 * A reading that failed is never reported as "not subscribed".
 */
export const FailureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('offline') }),
  z.strictObject({ kind: z.literal('timeout') }),
  /** The server's certificate was rejected. The app never retries without verification. */
  z.strictObject({ kind: z.literal('tls') }),
  /** The proxy refused the connection with this HTTP status; null if the configured proxy cannot be used at all. */
  z.strictObject({ kind: z.literal('proxy'), status: z.number().nullable() }),
  z.strictObject({ kind: z.literal('signed-out') }),
  z.strictObject({ kind: z.literal('session-expired') }),
  /** The user is signed in, but the account has no permission to read this pool. */
  z.strictObject({ kind: z.literal('no-right'), code: z.string() }),
  z.strictObject({ kind: z.literal('rate-limited'), retryAfterMs: z.number().nullable() }),
  /** `retryAfterMs` is set only if the server sent it. */
  z.strictObject({ kind: z.literal('server-error'), status: z.number(), retryAfterMs: z.number().optional() }),
  /** The response was HTML or a redirect instead of JSON: usually a sign-in page or a captive portal. */
  z.strictObject({ kind: z.literal('login-page') }),
  z.strictObject({ kind: z.literal('business-error'), code: z.string() }),
  /**
   * The response has an unknown shape. `where` names the field; `shape` is what stood there, by keys and types. Neither
   * contains data of the response.
   */
  z.strictObject({ kind: z.literal('unknown-shape'), where: z.string(), shape: z.string().optional() }),
  /** The service confirmed a plan, but gave none of its numbers; this happens in passing. */
  z.strictObject({ kind: z.literal('empty-answer') }),
  z.strictObject({ kind: z.literal('too-large') }),
  /** A helper program is not installed, or it failed without a known reason. */
  z.strictObject({ kind: z.literal('program-failed'), program: z.string(), code: z.string() }),
  /** A known bug of a helper program makes its output unusable. */
  z.strictObject({ kind: z.literal('program-could-not-tell'), program: z.string() }),
  /** A helper program printed nothing for this pool: there is none of it, or the program could not read it. */
  z.strictObject({ kind: z.literal('program-shows-none'), program: z.string() }),
  /** The reading is from an earlier run of the app, and this run has not received a response yet. */
  z.strictObject({ kind: z.literal('not-asked-yet') }),
  /** A local file could not be read. */
  z.strictObject({ kind: z.literal('unreadable'), what: z.string() }),
]);
export type Failure = Readonly<z.infer<typeof FailureSchema>>;

/** A value, or the reason why there is none. Expected failures are values; a thrown error is a bug. */
export type Result<Value, Reason = Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Reason };

export const succeed = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });
export const fail = <Reason>(failure: Reason): { readonly ok: false; readonly failure: Reason } => ({
  ok: false,
  failure,
});
