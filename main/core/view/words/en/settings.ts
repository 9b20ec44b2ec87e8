import { diskPatienceMs } from '../../../patience.ts';
import type { RepairOffer, SettingsProblem } from '../../../provider/model.ts';
import { largestSettingsBytes } from '../../../provider/settings-text/largest.ts';
import type { KeyProblem } from '../../../provider/switch-model.ts';
import type { Explanation } from '../explanation.ts';
import { faultsEn } from './faults.ts';
import type { SwitchValues } from './switching.ts';

const repairs: Readonly<Record<RepairOffer['code'], (values: SwitchValues) => Explanation>> = {
  'region-beside-china-url': () => ({
    what: 'The region says international, but the address is the one in China.',
    wayOut: 'Switch to the plan of your region once, and both agree again.',
  }),
  'entry-without-id': (values) => ({
    what: `A model under ${values.list ?? 'modelProviders'} has no id, which Qwen Code cannot use.`,
    wayOut: 'Give it an id, or delete the entry.',
  }),
  'unknown-selected-type': (values) => ({
    what: `Qwen Code does not know the sign-in type “${values.type ?? ''}”.`,
    wayOut: 'Switch to any provider below to set it right.',
  }),
  'qwen-oauth-ended': () => ({
    what: 'Your settings still point at Qwen OAuth, which ended on 2026-04-15.',
    wayOut: 'Switch to any provider below. Qwen Code does not start with it any more.',
  }),
  'key-in-env-key': (values) => ({
    what: `envKey holds what looks like a key (${values.shown ?? '…'}). It is the name of a variable.`,
    wayOut: `Move the key to env as ${values.variable ?? 'a variable'} and name that in envKey. The app offers to do it.`,
  }),
  'reference-in-env-key': (values) => ({
    what: `envKey is a name, but holds a reference (${values.shown ?? '…'}), which Qwen Code fills in with the key itself.`,
    wayOut: `Write ${values.variable ?? 'the name'} without \${}. The app offers to do it.`,
  }),
  'wrapped-models': () => ({
    what: 'The model list is in an older form.',
    wayOut: 'The next switch writes it so that old and new Qwen Code can read it.',
  }),
  'left-over-file': (values) => ({
    what: `Qwen Code left a file behind: ${values.name ?? ''}`,
    wayOut: 'It is shown only, never touched. It may hold older settings.',
  }),
  'env-key-names-nothing': (values) => ({
    what: `The entry of ${values.model ?? 'a model'} has an envKey that names no variable: Qwen Code does not start with it.`,
    wayOut: `The repair names ${values.variable ?? 'the protocol’s own variable'}, as if envKey were absent.`,
  }),
  'model-ended': faultsEn['model-ended'],
  'written-by-bailian-cli': (values) => ({
    what: `Alibaba’s command line wrote the entry for ${values.model ?? 'the model in use'} (bl config agent).`,
    wayOut: 'It replaces model and security.auth as a whole. If that was not meant, restore a backup or switch.',
  }),
  'first-of-equal-models': (values) => ({
    what: `Several entries offer ${values.model ?? 'the model in use'}; the first decides${values.name === undefined || values.name === '' ? '' : `: ${values.name}`}.`,
    wayOut: 'model.baseUrl is empty, as “Update all” of Qwen Code leaves it. Switch to the provider you mean.',
  }),
  'byte-order-mark': () => ({
    what: 'The file begins with an invisible mark that some programs stumble over.',
    wayOut: 'Save it as UTF-8 without BOM if Qwen Code refuses it.',
  }),
  'empty-file': () => ({
    what: 'The settings file is empty, so Qwen Code does not start.',
    wayOut: 'A switch fills it. Without one, delete the file or restore a backup.',
  }),
  'unread-file': (values) => unreadFileEn(values),
};

const settingsProblems: Readonly<Record<SettingsProblem['reason'], Explanation>> = {
  'not-json': {
    what: 'This file is not valid JSON.',
    wayOut: 'Correct the place shown. Until then the file is left exactly as it is.',
  },
  'trailing-comma': {
    what: 'There is a comma before a closing bracket.',
    wayOut: 'Delete that comma: Qwen Code may refuse the file. Until then it is left exactly as it is.',
  },
  'duplicate-key': {
    what: 'A name appears twice in the same place.',
    wayOut:
      'Delete one of the two, so that it is clear which one counts. Until then the file is left exactly as it is.',
  },
  'not-an-object': {
    what: 'This file holds something other than settings.',
    wayOut: 'It should begin with { and end with }. Until then it is left exactly as it is.',
  },
  'too-large': {
    what: `This file is over ${largestSettingsBytes / 1_000_000} MB, and Qwen Gauge reads none so large.`,
    wayOut:
      'Qwen Code may read it all the same. Check what wrote it, and move what is no setting elsewhere. It is left exactly as it is.',
  },
  'too-deep': {
    what: 'Lists or objects are nested hundreds of levels deep here, which settings never are.',
    wayOut: 'Check what wrote it, and remove it. Until then the file is left exactly as it is.',
  },
  pipe: {
    what: 'This is a named pipe, such as 1Password makes. Qwen Gauge does not read or write it.',
    wayOut: 'Change it in the program that makes the pipe.',
  },
  'read-failed': {
    what: 'This file could not be read just now.',
    wayOut: 'Try again. If it persists, check the disk. It is left exactly as it is.',
  },
  'held-open': {
    what: 'Another program has this file open.',
    wayOut: 'Close it there and try again. The file is what it was before.',
  },
  'no-answer': {
    what: `This file could not be read in ${diskPatienceMs.read / 1_000} s: the disk it lies on does not answer.`,
    wayOut:
      'Check the connection to the network disk or the program that serves it. Nothing is written until it answers.',
  },
  'not-a-regular-file': {
    what: 'A folder, a device or a broken link is in the way of this file.',
    wayOut: 'Move it away. It is left exactly as it is.',
  },
  unreadable: {
    what: 'Reading this file is not permitted.',
    wayOut: 'Check its permissions. It is left exactly as it is.',
  },
  'not-utf8': {
    what: 'This file is not written in UTF-8.',
    wayOut: 'Save it as UTF-8 in an editor. Until then it is left exactly as it is.',
  },
  'interrupted-save': {
    what: 'There are no settings, but Qwen Code left settings.json.orig: a save of its own was cut off.',
    wayOut: 'Rename settings.json.orig to settings.json, or move it away if nothing in it is needed. Then switch.',
  },
  'unexpected-value': {
    what: 'Something stands here in a form Qwen Code does not read, and a switch would write over it.',
    wayOut: 'Move it elsewhere, or delete it if nothing needs it. Until then the file is left exactly as it is.',
  },
};

/** A file of Qwen Code that the app cannot read; `values` name its path and the reason. */
export function unreadFileEn({ path = 'A file', reason = '' }: SwitchValues): Explanation {
  if (reason === 'pipe') {
    return {
      what: `${path} is a named pipe, which Qwen Gauge does not read.`,
      wayOut: path.endsWith('.env')
        ? 'Qwen Code does, and what it gives comes before the settings.'
        : 'Qwen Code does, so what it would use is not known.',
    };
  }
  if (reason === 'no-answer') {
    return {
      what: `${path} could not be read in ${diskPatienceMs.read / 1_000} s: the disk it lies on does not answer.`,
      wayOut: settingsProblems['no-answer'].wayOut,
    };
  }
  const why = Object.entries(settingsProblems).find(([name]) => name === reason)?.[1];
  const { what, wayOut } = why ?? settingsProblems.unreadable;
  return { what: `${path} could not be read. ${what}`, wayOut };
}

export const settingsEn = {
  settingsProblems,
  keyProblems: {
    missing: { what: 'A key is needed for this provider.', wayOut: 'Enter the key from the provider’s own console.' },
    'plan-key-on-billed-endpoint': {
      what: 'This is a plan key (sk-sp-…), but this endpoint is pay-as-you-go and refuses it.',
      wayOut: 'Choose the plan as provider, or enter a pay-as-you-go key (sk-…).',
    },
    'billed-key-on-plan-endpoint': {
      what: 'This is a pay-as-you-go key (sk-…), but a plan’s endpoint takes only plan keys.',
      wayOut: 'Enter the plan’s key (sk-sp-…), or choose pay-as-you-go as provider.',
    },
    'not-a-plan-key': {
      what: 'This does not look like a plan’s key (sk-sp-…), and this endpoint takes only those.',
      wayOut: 'Enter the plan’s key (sk-sp-…), or choose the provider the key belongs to.',
    },
    'env-key': {
      what: 'The entry of this model has an envKey that names no variable, so Qwen Code would not start with it.',
      wayOut: 'Repair it in Qwen Gauge, above the list of providers, or delete the envKey.',
    },
    placeholder: {
      what: 'This is an example from the documentation, not a key.',
      wayOut: 'Enter your own key from the provider’s console.',
    },
    'white-space': {
      what: 'There is a space or a line break in the key.',
      wayOut: 'Copy it again, whole and without spaces.',
    },
    'dollar-name': {
      what: 'There is a $ in the key, which Qwen Code would read as the name of a variable.',
      wayOut: 'Copy the key itself, not the name of a variable.',
    },
    'not-ascii': {
      what: 'There is a character in the key that keys never have.',
      wayOut: 'Copy it again from the provider’s console.',
    },
    quotes: {
      what: 'There are quotation marks or a backslash in the key, usually copied along.',
      wayOut: 'Copy only what stands between the marks.',
    },
    'variable-name': {
      what: 'This cannot be the name of a variable.',
      wayOut: 'Use letters, digits and _ alone, and do not begin with a digit.',
    },
    'secret-env-key': {
      what: 'In these settings, envKey holds a key or a reference where the name of a variable belongs.',
      wayOut:
        'Repair that first: the app offers it above the list of providers. Or write the variable’s name there, and the key under env.',
    },
    'base-url': {
      what: 'The base URL is missing or not a web address.',
      wayOut: 'Enter it whole, beginning with https://',
    },
  } satisfies Readonly<Record<KeyProblem, Explanation>>,
  repairs,
};
