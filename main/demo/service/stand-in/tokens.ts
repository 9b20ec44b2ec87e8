import { randomUUID } from 'node:crypto';

export interface IssuedToken {
  readonly accessToken: string;
  /** Part of the answer; clients have no use for it. */
  readonly refreshToken: string;
  readonly expiresAtMs: number;
}

/** The access tokens that this server issued and still accepts. */
export interface Tokens {
  issue(): IssuedToken;
  /** Every secret issued so far, whether still valid or not. */
  issued(): readonly string[];
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
  const secrets: string[] = [];
  return {
    issue() {
      const accessToken = `${prefix}${randomUUID()}`;
      const refreshToken = `${prefix}refresh-${randomUUID()}`;
      secrets.push(accessToken, refreshToken);
      const issued = { accessToken, refreshToken, expiresAtMs: now() + lifeMs };
      expiries.set(accessToken, issued.expiresAtMs);
      return issued;
    },
    issued: () => secrets,
    accepts: (authorization) => (expiries.get(tokenOf(authorization)) ?? 0) > now(),
    revoke: (authorization) => void expiries.delete(tokenOf(authorization)),
    expireAll: () => expiries.clear(),
  };
}
