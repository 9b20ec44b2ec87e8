import * as z from 'zod';
import { type Failure, FailureSchema } from './failure.ts';

/** The service an account belongs to. The user chooses it; the app never tries a credential on both to find out. */
export const ServiceRegionSchema = z.enum(['international', 'china']);
export type ServiceRegion = z.infer<typeof ServiceRegionSchema>;

/**
 * Where the access token is kept. `encrypted`: in the vault file, encrypted by the system's store that `backend` names.
 * `memory`: only until the app quits, because the system offers no real encryption.
 */
const TokenStorageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('encrypted'), backend: z.string() }),
  z.strictObject({ kind: z.literal('memory') }),
]);
export type TokenStorage = Readonly<z.infer<typeof TokenStorageSchema>>;

const SignInEndSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('denied') }),
  z.strictObject({ kind: z.literal('expired') }),
  z.strictObject({ kind: z.literal('cancelled') }),
  /** It was for an account that the app has already. */
  z.strictObject({ kind: z.literal('already-here') }),
  z.strictObject({ kind: z.literal('failed'), failure: FailureSchema }),
]);
export type SignInEnd = Readonly<z.infer<typeof SignInEndSchema>>;

/** The account session as the popover shows it. Holds no token and no verification secret. */
export const SessionSchema = z.discriminatedUnion('state', [
  /** The vault has not been read yet. The app reads it after it has shown the tray icon. */
  z.strictObject({ state: z.literal('unknown') }),
  z.strictObject({
    state: z.literal('signed-out'),
    /** How the last sign-in attempt ended; null if there was none. */
    lastEnd: SignInEndSchema.nullable(),
    /** `undecryptable`: a stored token could no longer be read (another keyring, another user). */
    cause: z.enum(['never', 'signed-out', 'expired', 'undecryptable']),
    /** The service of the last sign-in, offered first next time; absent if none is known. */
    region: ServiceRegionSchema.optional(),
  }),
  z.strictObject({ state: z.literal('starting'), region: ServiceRegionSchema }),
  z.strictObject({
    state: z.literal('waiting'),
    region: ServiceRegionSchema,
    expiresAtMs: z.number().int(),
    /** True if the network failed at the last poll. Polling continues. */
    offline: z.boolean(),
  }),
  z.strictObject({
    state: z.literal('signed-in'),
    region: ServiceRegionSchema,
    account: z.string().nullable(),
    /** When the session ends; null if the server did not send it. A session cannot be renewed. */
    expiresAtMs: z.number().int().nullable(),
    storage: TokenStorageSchema,
  }),
]);
export type Session = Readonly<z.infer<typeof SessionSchema>>;

type SignedOutCause = Extract<Session, { state: 'signed-out' }>['cause'];

/** Whether the user is signed out because the last session expired. */
export const hasExpired = (session: Session): boolean => session.state === 'signed-out' && session.cause === 'expired';

/** The failure of a request that needs a session while the user is signed out. */
export const failureSignedOut = (
  cause: SignedOutCause,
): Extract<Failure, { kind: 'session-expired' | 'signed-out' }> => ({
  kind: cause === 'expired' ? 'session-expired' : 'signed-out',
});
