import type { HistoryRecord } from '../core/history/record.ts';
import type { Journal } from '../services/history/journal.ts';

/** The journal of a further account, which reads the switches of the provider from that of the machine. */
export const withSwitchesOf = (machine: Journal, own: Journal): Journal => ({
  ...own,
  async read(sinceMs) {
    const [records, all] = await Promise.all([own.read(sinceMs), machine.read(sinceMs)]);
    return [...records, ...all.filter(isSwitch)].toSorted((one, other) => one.atMs - other.atMs);
  },
});

const isSwitch = ({ kind }: HistoryRecord): boolean => kind === 'switch' || kind === 'settings-changed';
