import { referencedVariable } from '../../../provider/keys.ts';
import type { RefusalCode } from '../../../provider/model.ts';

const layers: Readonly<Record<string, string>> = {
  'system-defaults': 'The file of system defaults',
  user: 'Your settings file',
  workspace: 'The project’s settings file',
  system: 'The system’s settings file',
};

/** Why Qwen Code would not start, or would fail at once; `subject` is the one name it is about, or empty. */
export const refusalsEn: Readonly<Record<RefusalCode | 'x-api-key', (subject: string) => string>> = {
  'no-protocol': () => 'No provider is chosen yet, neither in the settings nor by a variable.',
  'qwen-oauth-ended': () => 'Qwen OAuth ended on 2026-04-15. Another provider has to be chosen.',
  'unknown-type': (subject) => `Qwen Code does not know the selected type “${subject}” and crashes at start.`,
  'enforced-type': (subject) => `Only the type “${subject}” is allowed here, and another one is selected.`,
  'missing-id': () => 'An entry of modelProviders has no id, so Qwen Code crashes at start.',
  'wrapped-models': () => 'modelProviders has a shape this version crashes on.',
  'bad-wire-api': () => 'An entry of modelProviders has a wireApi that does not fit.',
  'missing-key'(subject) {
    const referenced = referencedVariable(subject);
    if (referenced !== null)
      return `There is no key: envKey takes the name of a variable. Write ${referenced} there in place of ${subject}.`;
    if (subject.startsWith('…'))
      return `There is no key: its envKey (${subject}) is a key or was filled in from a reference. The name of a variable belongs there.`;
    return `There is no key: ${subject === '' ? 'its variable' : subject} is not set anywhere.`;
  },
  'missing-base-url': () => 'An Anthropic entry needs an address.',
  'service-model': (subject) => `The model ${subject} serves one purpose only and cannot answer as the main model.`,
  'unreadable-layer': (subject) => `${layers[subject] ?? 'A settings file'} is not valid JSON.`,
  'env-key-empty': (subject) =>
    `The entry of ${subject} has an empty envKey, so Qwen Code finds no key for it, whatever is set.`,
  'wrong-type': (subject) => `${subject} is not text, so Qwen Code crashes at start.`,
  'repeated-flag': (subject) => `${subject} is given twice, so Qwen Code crashes at start.`,
  'unknown-flag': (subject) => `Qwen Code does not know the argument ${subject} and shows its help instead.`,
  'unread-file': (subject) => `${subject} is there but cannot be read, so what Qwen Code would use is not known.`,
  'x-api-key': () => 'It sends the key in a way this plan does not take (x-api-key).',
};
