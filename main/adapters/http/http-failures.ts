import type { Failure } from '../../core/failure.ts';

/** Codes of OpenSSL and Node for a refused certificate or a failed handshake. */
const tlsCode =
  /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY|GET_CRL|DECODE|DECRYPT)|EPROTO|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH)/;

const untrustedCode = /^((DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF))/;

const unreachedCodes: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** undici reports a proxy's refusal of a tunnel only in the message (`lib/dispatcher/proxy-agent.js`, 7.30). */
const proxyRefusal = /^Proxy response \((\d{3})\) !== 200/;

/** Why a request failed: tls, proxy, or else offline. An abort counts as offline. */
export function failureOf(error: unknown): Failure {
  if (tlsCode.test(codeOf(error))) return { kind: 'tls' };
  const status = proxyRefusal.exec(error instanceof Error ? error.message : '')?.[1];
  return status === undefined ? { kind: 'offline' } : { kind: 'proxy', status: Number(status) };
}

/** The code of an error or of its nearest cause. Never the message, which may quote a header or an address. */
export function codeOf(error: unknown): string {
  for (let current = error, depth = 0; depth < 4 && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && typeof current.code === 'string' && current.code !== 'UND_ERR_PRX_TLS') {
      return current.code;
    }
    current = 'cause' in current ? current.cause : null;
  }
  return 'unknown';
}

/** True if no connection was made, neither to the host nor to its proxy, so that nothing was sent. */
export const isUnreached = (error: unknown): boolean => unreachedCodes.has(codeOf(error));

/** True if the server's certificate leads to no known root. The handshake failed, so that nothing was sent. */
export const isUntrusted = (error: unknown): boolean => untrustedCode.test(codeOf(error));
