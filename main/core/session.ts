import * as z from 'zod';
import { type Failure, FailureSchema } from './failure.ts';

/** Which of the two twin services an account belongs to. Chosen by the user, never guessed with a credential. */
export const ServiceRegionSchema = z.enum(['international', 'china']);
export type ServiceRegion = z.infer<typeof ServiceRegionSchema>;

/**
 * Where the access token is kept. `encrypted`: in the vault file, by the system's store named in `backend`;
 * `memory`: for this run only, because the system offers no real encryption.
 */
const TokenStorageSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('encrypted'), backend: z.string() }),
  z.strictObject({ kind: z.literal('memory') }),
]);
export type TokenStorage = Readonly<z.infer<typeof TokenStorageSchema>>;

/** Why a sign-in ended without a session. */
const SignInEndSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('denied') }),
  z.strictObject({ kind: z.literal('expired') }),
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('failed'), failure: FailureSchema }),
]);
export type SignInEnd = Readonly<z.infer<typeof SignInEndSchema>>;

/** The account session as the popover shows it. Holds no token and no verification secret. */
export const SessionSchema = z.discriminatedUnion('state', [
  /** The vault has not been read yet: it is read after the tray is up. */
  z.strictObject({ state: z.literal('unknown') }),
  z.strictObject({
    state: z.literal('signed-out'),
    /** How the last attempt ended, or null. */
    lastEnd: SignInEndSchema.nullable(),
    /** `undecryptable`: a stored token could no longer be read (another keyring, another user). */
    cause: z.enum(['never', 'signed-out', 'expired', 'undecryptable']),
    /** The side the user chose last, to begin with next time; left out where none was chosen that we know of. */
    region: ServiceRegionSchema.optional(),
  }),
  z.strictObject({ state: z.literal('starting'), region: ServiceRegionSchema }),
  z.strictObject({
    state: z.literal('waiting'),
    region: ServiceRegionSchema,
    expiresAtMs: z.number().int(),
    /** The network failed at the last poll; the wait goes on. */
    offline: z.boolean(),
  }),
  z.strictObject({
    state: z.literal('signed-in'),
    region: ServiceRegionSchema,
    account: z.string().nullable(),
    /** null: the server did not say. There is no refresh: the session ends then. */
    expiresAtMs: z.number().int().nullable(),
    storage: TokenStorageSchema,
  }),
]);
export type Session = Readonly<z.infer<typeof SessionSchema>>;

type SignedOutCause = Extract<Session, { state: 'signed-out' }>['cause'];

/** Whether there is no session because the last one reached its end. */
export const hasExpired = (session: Session): boolean => session.state === 'signed-out' && session.cause === 'expired';

/** What a request without a session fails with. */
export const failureSignedOut = (
  cause: SignedOutCause,
): Extract<Failure, { kind: 'session-expired' | 'signed-out' }> => ({
  kind: cause === 'expired' ? 'session-expired' : 'signed-out',
});
