import * as z from 'zod';

/** The first answer of the device sign-in (docs/facts/qwencloud-protocol.md §2.1), read without trusting it. */

export interface DeviceCode {
  readonly token: string;
  readonly verificationUrl: string;
  readonly expiresInMs: number;
  readonly intervalMs: number;
}

/** A positive number, or a string of digits. */
const seconds = z
  .union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)])
  .transform(Number)
  .pipe(z.number().positive());

const CodeAnswerSchema = z.object({
  Success: z.literal(true),
  Data: z.object({
    Token: z.string().min(1),
    VerificationUrl: z.string().min(1),
    ExpiresIn: seconds,
    Interval: seconds,
  }),
});

/** Reads the first answer; null: unknown shape. The interval is limited to 0.25 to 60 s, the lifetime to a day. */
export function readDeviceCode(body: unknown): DeviceCode | null {
  const parsed = CodeAnswerSchema.safeParse(body);
  if (!parsed.success) return null;
  const { Token, VerificationUrl, ExpiresIn, Interval } = parsed.data.Data;
  return {
    token: Token,
    verificationUrl: VerificationUrl,
    expiresInMs: Math.min(ExpiresIn, 24 * 60 * 60) * 1000,
    intervalMs: Math.min(60_000, Math.max(250, Interval * 1000)),
  };
}
