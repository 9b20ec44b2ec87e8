import type { InUseWarning } from '../../../provider/precedence/in-use-schema.ts';
import type { LayerName } from '../../../provider/precedence/layers.ts';
import type { Explanation } from '../explanation.ts';
import { faultsEn } from './faults.ts';
import { unreadFileEn } from './settings.ts';
import type { SwitchValues } from './switching.ts';

const explainWarnings: Readonly<Record<InUseWarning['code'], (values: SwitchValues) => Explanation>> = {
  ...faultsEn,
  'saved-file-restored': () => ({
    what: 'Your settings are not valid JSON, so Qwen Code 0.15 puts settings.json.orig in their place.',
    wayOut: 'Correct the file before you start it, or what was changed since is lost.',
  }),
  'other-key-stands-in': (values) => ({
    what: `${values.wanted ?? 'The right key'} is not set, so ${values.used ?? 'another key'} is sent to ${values.baseUrl ?? 'this address'}.`,
    wayOut: 'Set the right key, or the other one leaks.',
  }),
  'first-entry-answers': (values) => ({
    what: `The requested model is in no list, so the first entry is used: ${values.model ?? ''}.`,
    wayOut: 'Check its name, or switch to the model you mean.',
  }),
  'not-in-a-list': (values) => ({
    what: `${values.model ?? 'The model'} is in no list of models; variables and arguments decide.`,
    wayOut: 'Switch to a provider to have it in the settings.',
  }),
  'unread-file': unreadFileEn,
};

export const cliExplainEn = {
  explain: {
    title: (clientText: string, folderText: string) => `Qwen Code ${clientText} in ${folderText} would use`,
    unknown: (clientText: string, folderText: string) =>
      `It is not known what Qwen Code ${clientText} in ${folderText} would use`,
    refuses: (clientText: string, folderText: string) => `Qwen Code ${clientText} in ${folderText} would not start`,
    notChosen: 'No provider is chosen for Qwen Code yet',
    refusesWay: 'qwen-gauge switch chooses a provider; qwen-gauge providers lists them.',
    parts: {
      protocol: 'Protocol',
      model: 'Model',
      baseUrl: 'Address',
      key: 'Key',
    },
    layers: {
      'system-defaults': 'system defaults',
      user: 'your settings',
      workspace: 'the project’s settings',
      system: 'system settings',
    } satisfies Readonly<Record<LayerName, string>>,
    exported: 'exported variable',
    byDefault: 'default of Qwen Code',
    flag: (flagText: string) => `argument ${flagText}`,
    place: (layerText: string, pathText: string) => `${layerText}, ${pathText}`,
    unlessUnread: (sourceText: string) => `${sourceText}, unless the unread file sets it`,
    shadowsTitle: 'Without effect here',
    shadow: (whatText: string, loserText: string, winnerText: string) =>
      `${whatText} from ${loserText}, overridden by ${winnerText}`,
    warningsTitle: 'Worth knowing',
    noFolder: (folderText: string) => `There is no folder ${folderText}.`,
    unknownError: {
      what: 'No document of the services explains this text.',
      wayOut: 'Give the whole line that Qwen Code printed, between quotes.',
    },
    warnings: explainWarnings,
  },
};
