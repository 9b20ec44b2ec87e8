/**
 * Tells whether a client version writes sums of its sessions, from the versions that did: one older than all of these does
 * not. An unknown version ('') is assumed to write them.
 */
export function sumWriters(clientsWithSums: readonly string[]): (client: string) => boolean {
  const oldest = clientsWithSums.filter((client) => client !== '').reduce(olderOf, '');
  const known = new Map<string, boolean>();
  return (client) => {
    const writesSums = known.get(client) ?? (client === '' || oldest === '' || olderOf(client, oldest) === oldest);
    known.set(client, writesSums);
    return writesSums;
  };
}

/** The older of two versions like "0.24.4"; '' (unknown) never counts as older. */
function olderOf(one: string, other: string): string {
  if (one === '' || other === '') return one === '' ? other : one;
  return one.localeCompare(other, 'en', { numeric: true }) <= 0 ? one : other;
}
