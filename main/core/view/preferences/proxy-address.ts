import { containsKey } from '../../secrets.ts';

/** A password or a key is a secret, which the file of the preferences must not hold. */
type ProxyProblem = 'unreadable' | 'scheme' | 'password' | 'key';

/** The address as it is stored, "http://proxy.example:3128", or what is wrong with it. */
export type ProxyReading = { readonly address: string } | { readonly problem: ProxyProblem };

const pattern = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[\p{L}\p{N}._-]+)(?::(\d{1,5}))?\/?$/iu;

/** A host such as "sk-proxy.example" is none: a part of each key is long. */
const isKey = (host: string): boolean => containsKey(host) && host.split('.').some((part) => part.length >= 20);

/** Reads the address of a proxy as the user typed it. A missing scheme means http. */
export function readProxyAddress(typed: string): ProxyReading {
  const [whole, scheme = 'http', user, host = '', port] = pattern.exec(typed.trim()) ?? [];
  if (whole === undefined) return { problem: 'unreadable' };
  if (user !== undefined) return { problem: 'password' };
  if (!/^(https?|socks5)$/i.test(scheme)) return { problem: 'scheme' };
  // A number alone is a forgotten host, and would be taken for an IP address.
  const isPort = port === undefined || (Number(port) > 0 && Number(port) < 65_536);
  if (/^\d+$/.test(host) || !/[\p{L}\p{N}]/u.test(host) || !isPort || !isHost(host)) return { problem: 'unreadable' };
  const address = `${scheme}://${host}${port === undefined ? '' : `:${port}`}`.toLowerCase();
  if (isKey(host) || isKey(host.toLowerCase())) return { problem: 'key' };
  return { address };
}

const ipV4 = /^(?:(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])(?:\.(?!$)|$)){4}$/;
/** What a URL takes for an IP address: its last part is a number. */
const endsInNumber = /(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/i;

/** Whether a name may be one of a host, or is an IP address that exists. */
function isHost(host: string): boolean {
  if (!host.startsWith('[')) return ipV4.test(host) || !endsInNumber.test(host);
  const halves = host.slice(1, -1).split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const isComplete = halves.length === 1 ? groups.length === 8 : halves.length === 2 && groups.length < 8;
  return isComplete && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}

/** The preference as it is stored, whatever a file holds: one of its two words, or the address as it was read. */
export function proxyPreference(written: string): string {
  const word = written.trim().toLowerCase();
  if (word === 'system' || word === 'none') return word;
  const read = readProxyAddress(written);
  return 'address' in read ? read.address : written;
}
