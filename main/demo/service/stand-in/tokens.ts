import { randomUUID } from 'node:crypto';

export interface IssuedToken {
  readonly accessToken: string;
  readonly expiresAtMs: number;
}

/** The access tokens that this server issued and still accepts. */
export interface Tokens {
  issue(): IssuedToken;
  /** Whether an `Authorization` header contains a valid token. */
  accepts(authorization: string | undefined): boolean;
  revoke(authorization: string | undefined): void;
  /** Expires every token at once, like the end of a session. */
  expireAll(): void;
}

interface TokensDependencies {
  now(): number;
  readonly prefix: string;
  readonly lifeMs: number;
}

const tokenOf = (authorization: string | undefined): string => /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';

/** Issues opaque tokens, as the real service does. */
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
