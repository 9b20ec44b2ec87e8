/** A password is a secret, which the file of the preferences must not hold. */
type ProxyProblem = 'unreadable' | 'scheme' | 'password';

/** The address as it is stored, "http://proxy.example:3128", or what is wrong with it. */
export type ProxyReading = { readonly address: string } | { readonly problem: ProxyProblem };

const pattern = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[\p{L}\p{N}._-]+)(?::(\d{1,5}))?\/?$/iu;

/** Reads the address of a proxy as the user typed it. A missing scheme means http. */
export function readProxyAddress(typed: string): ProxyReading {
  const [whole, scheme = 'http', user, host = '', port] = pattern.exec(typed.trim()) ?? [];
  if (whole === undefined) return { problem: 'unreadable' };
  if (user !== undefined) return { problem: 'password' };
  if (!/^(https?|socks5)$/i.test(scheme)) return { problem: 'scheme' };
  // A number alone is a forgotten host, and would be taken for an IP address.
  const isPort = port === undefined || (Number(port) > 0 && Number(port) < 65_536);
  if (/^\d+$/.test(host) || !/[\p{L}\p{N}]/u.test(host) || !isPort) return { problem: 'unreadable' };
  return { address: `${scheme}://${host}${port === undefined ? '' : `:${port}`}`.toLowerCase() };
}
