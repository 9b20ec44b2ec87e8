import type { Preferences, SwitchName } from '../preferences.ts';
import type { Decision } from './decision.ts';

/** The switch that each kind of notice has beside the one for all; null: none, or its choices (the thresholds). */
const switches = {
  threshold: null,
  'running-out': 'noticesOfRunOut',
  returned: 'noticesOfReturn',
  'plan-ending': 'noticesOfPlanEnd',
  'session-ending': 'noticesOfSession',
  'session-ended': 'noticesOfSession',
  'new-version': 'lookForUpdates',
  'other-provider': 'noticesOfOtherProvider',
  refused: 'noticesOfRefusal',
  spill: 'noticesOfSpill',
  text: null,
} as const satisfies Readonly<Record<Decision['kind'], SwitchName | null>>;

type OwnSwitch = Exclude<(typeof switches)[Decision['kind']], null>;

/** The preferences that switch notices on or off. */
export type NoticeSwitches = Pick<Preferences, 'notices' | OwnSwitch>;

/** Whether the user wants notices of this kind. */
export function isWanted(kind: Decision['kind'], preferences: NoticeSwitches): boolean {
  const own = switches[kind];
  return preferences.notices && (own === null || preferences[own] === true);
}
