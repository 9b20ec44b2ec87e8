import { proxyFromVariable, proxyVariables } from '../../adapters/http/proxy-addresses.ts';
import type { Preferences } from '../../core/preferences.ts';
import type { CliWords } from '../../core/view/words/cli.ts';
import type { Shell } from '../context.ts';
import { type DoctorRow, row } from './row.ts';

/** The proxy through which the service is asked, by its host and port alone: its name and password are the user's. */
export function proxyRow(
  chosen: Preferences['proxy'],
  environment: Shell['environment'],
  { doctor: { proxy, proxyText } }: CliWords,
): DoctorRow {
  if (chosen === 'none') return row(proxy, proxyText.none);
  if (chosen !== 'system') return row(proxy, proxyText.chosen(hostOfAddress(chosen)));
  const set = proxyVariables(environment).map(({ name, value }) => ({ name, address: proxyFromVariable(value) }));
  const unusable = set.find(({ address }) => address === null);
  if (unusable !== undefined) return row(proxy, proxyText.unusable(unusable.name), true);
  const [first] = set;
  return row(
    proxy,
    first === undefined ? proxyText.system : proxyText.variable(hostOfAddress(first.address), first.name),
  );
}

const hostOfAddress = (address: string | null): string =>
  address !== null && URL.canParse(address) ? new URL(address).host : '';
