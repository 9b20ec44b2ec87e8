import { expect, it } from 'vitest';
import { isWanted } from '../../../../main/core/notices/wanted.ts';
import { defaultPreferences } from '../../../../main/core/preferences.ts';

const wanted = { ...defaultPreferences, lookForUpdates: true };

it.each([
  ['running-out', 'noticesOfRunOut'],
  ['returned', 'noticesOfReturn'],
  ['plan-ending', 'noticesOfPlanEnd'],
  ['session-ending', 'noticesOfSession'],
  ['session-ended', 'noticesOfSession'],
  ['new-version', 'lookForUpdates'],
  ['other-provider', 'noticesOfOtherProvider'],
  ['refused', 'noticesOfRefusal'],
  ['spill', 'noticesOfSpill'],
] as const)('a notice of the kind %s has the switch %s of its own, and that of all', (kind, own) => {
  expect(isWanted(kind, wanted)).toBe(true);
  expect(isWanted(kind, { ...wanted, [own]: false })).toBe(false);
  expect(isWanted(kind, { ...wanted, notices: false })).toBe(false);
});

it('thresholds and answers to the user follow the switch of all', () => {
  const off = { ...wanted, noticesOfRunOut: false, noticesOfReturn: false, noticesOfRefusal: false };
  expect(isWanted('threshold', off)).toBe(true);
  expect(isWanted('text', off)).toBe(true);
  expect(isWanted('threshold', { ...off, notices: false })).toBe(false);
});
