import { randomUUID } from 'node:crypto';

export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresAtMs: number;
}

/** The access tokens this server handed out and still honours. */
export interface Tokens {
  issue(): IssuedToken;
  /** Whether an `Authorization` header carries a living token. */
  accepts(authorization: string | undefined): boolean;
  revoke(authorization: string | undefined): void;
  /** Ends every token at once, as a session's end would. */
  expireAll(): void;
}

interface TokensDependencies {
  now(): number;
  readonly prefix: string;
  readonly lifeMs: number;
}

const tokenOf = (authorization: string | undefined): string => /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';

/** Tokens are opaque, as the real ones are to their clients. */
export function createTokens({ now, prefix, lifeMs }: TokensDependencies): Tokens {
  const expiries = new Map<string, number>();
  return {
    issue() {
      const issued = { accessToken: `${prefix}${randomUUID()}`, expiresAtMs: now() + lifeMs };
      expiries.set(issued.accessToken, issued.expiresAtMs);
      return issued;
    },
    accepts: (authorization) => (expiries.get(tokenOf(authorization)) ?? 0) > now(),
    revoke: (authorization) => void expiries.delete(tokenOf(authorization)),
    expireAll: () => expiries.clear(),
  };
}
