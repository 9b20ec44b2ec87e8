import * as z from 'zod';

/**
 * Why a reading could not be had. A closed union: each kind has its words and its way out in `view/words`.
 * "Could not tell" is always one of these, never "not subscribed".
 */
export const FailureSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('offline') }),
  z.strictObject({ kind: z.literal('timeout') }),
  /** The certificate was refused: never retried without it. */
  z.strictObject({ kind: z.literal('tls') }),
  /** The proxy refused to lead on, with that status; null: the one that is set cannot be used at all. */
  z.strictObject({ kind: z.literal('proxy'), status: z.number().nullable() }),
  z.strictObject({ kind: z.literal('signed-out') }),
  z.strictObject({ kind: z.literal('session-expired') }),
  /** Signed in, but this account may not read this pool. */
  z.strictObject({ kind: z.literal('no-right'), code: z.string() }),
  z.strictObject({ kind: z.literal('rate-limited'), retryAfterMs: z.number().nullable() }),
  /** `retryAfterMs`: only where the server said when to come back. */
  z.strictObject({ kind: z.literal('server-error'), status: z.number(), retryAfterMs: z.number().optional() }),
  /** HTML or a redirect where JSON was due: usually a sign-in page or a captive portal. */
  z.strictObject({ kind: z.literal('login-page') }),
  z.strictObject({ kind: z.literal('business-error'), code: z.string() }),
  /** An answer in a shape we do not know. `where` names the place, never holds the answer. */
  z.strictObject({ kind: z.literal('unknown-shape'), where: z.string() }),
  z.strictObject({ kind: z.literal('too-large') }),
  /** A helper program is not installed, or ended in a way that says nothing. */
  z.strictObject({ kind: z.literal('program-failed'), program: z.string(), code: z.string() }),
  /** A known bug of a helper program makes its answer worthless. */
  z.strictObject({ kind: z.literal('program-could-not-tell'), program: z.string() }),
  /** The reading is from an earlier run of the app; the first answer of this run is still out. */
  z.strictObject({ kind: z.literal('not-asked-yet') }),
  /** A local file could not be read. */
  z.strictObject({ kind: z.literal('unreadable'), what: z.string() }),
]);
export type Failure = Readonly<z.infer<typeof FailureSchema>>;

/** A value or the reason there is none. Expected failures are values; a thrown error is a bug. */
export type Result<Value, Reason = Failure> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Reason };

export const succeed = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });
export const fail = <Reason>(failure: Reason): { readonly ok: false; readonly failure: Reason } => ({
  ok: false,
  failure,
});
