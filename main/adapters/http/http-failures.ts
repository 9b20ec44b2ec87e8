import type { Failure } from '../../core/failure.ts';

/** OpenSSL's and Node's words for a certificate or a handshake that was refused. */
const tlsCode =
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY|GET_CRL|DECODE|DECRYPT)|EPROTO|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH)/;

const unreachedCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What an exchange failed of. An abort counts as offline. */
export function failureOf(error: unknown): Failure {
  if (tlsCode.test(codeOf(error))) return { kind: 'tls' };
  const refusal = proxyRefusal.exec(error instanceof Error ? error.message : '')?.[1];
  return refusal === undefined ? { kind: 'offline' } : { kind: 'proxy', status: Number(refusal) };
}

/** undici tells a proxy's refusal of a tunnel in its message alone (`lib/dispatcher/proxy-agent.js`, 7.30). */
const proxyRefusal = /^Proxy response \((\d{3})\) !== 200/;

/** The error's code word, looking through wrappers; never its message, which may quote a header or an address. */
export function codeOf(error: unknown): string {
  for (let current = error, depth = 0; depth < 4 && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && typeof current.code === 'string' && current.code !== 'UND_ERR_PRX_TLS') {
      return current.code;
    }
    current = 'cause' in current ? current.cause : null;
  }
  return 'unknown';
}

/** No connection came about, neither to the host nor to its proxy: nothing was sent. */
export const isUnreached = (error: unknown): boolean => unreachedCodes.has(codeOf(error));

/** The server's certificate leads to no root that we know. The handshake ended there: nothing was sent. */
export const isUntrusted = (error: unknown): boolean =>
  /^(DEPTH_ZERO_)?SELF_SIGNED_CERT|^UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF)/.test(codeOf(error));
