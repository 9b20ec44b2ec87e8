import { randomUUID } from 'node:crypto';

export interface IssuedToken {
  readonly accessToken: string;
  /** Part of the answer; clients have no use for it. */
  readonly refreshToken: string;
  readonly expiresAtMs: number;
}

/** The access tokens that this server issued and still accepts. */
export interface Tokens {
  issue(userId: string): IssuedToken;
  /** Every secret issued so far, whether still valid or not. */
  issued(): readonly string[];
  /** Whether an `Authorization` header contains a valid token. */
  accepts(authorization: string | undefined): boolean;
  /** Whose token an `Authorization` header contains; undefined: nobody's. */
  userOf(authorization: string | undefined): string | undefined;
  revoke(authorization: string | undefined): void;
  /** Expires every token at once, or every token of one user, like the end of a session. */
  expire(userId?: string): void;
}

interface TokensDependencies {
  now(): number;
  readonly prefix: string;
  readonly lifeMs: number;
}

const tokenOf = (authorization: string | undefined): string => /^Bearer (\S+)$/.exec(authorization ?? '')?.[1] ?? '';

/** Issues opaque tokens, as the real service does. */
export function createTokens({ now, prefix, lifeMs }: TokensDependencies): Tokens {
  const known = new Map<string, { readonly userId: string; readonly expiresAtMs: number }>();
  const secrets: string[] = [];
  return {
    issue(userId) {
      const accessToken = `${prefix}${randomUUID()}`;
      const refreshToken = `${prefix}refresh-${randomUUID()}`;
      secrets.push(accessToken, refreshToken);
      const issued = { accessToken, refreshToken, expiresAtMs: now() + lifeMs };
      known.set(accessToken, { userId, expiresAtMs: issued.expiresAtMs });
      return issued;
    },
    issued: () => secrets,
    accepts: (authorization) => (known.get(tokenOf(authorization))?.expiresAtMs ?? 0) > now(),
    userOf: (authorization) => known.get(tokenOf(authorization))?.userId,
    revoke: (authorization) => void known.delete(tokenOf(authorization)),
    expire(userId) {
      for (const [token, issued] of known) if (userId === undefined || issued.userId === userId) known.delete(token);
    },
  };
}
