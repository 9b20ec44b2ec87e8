import type { Explanation } from '../explanation.ts';
import type { SwitchValues } from './switching.ts';

/** Faults of a model or an address, seen before a switch and in what Qwen Code uses now. */
export const faultsEn = {
  'model-ended': (values: SwitchValues): Explanation => ({
    what: `Alibaba ended ${values.model ?? 'this model'} on ${values.date ?? 'a day in the past'}.`,
    wayOut: 'Choose another model: requests for this one fail.',
  }),
  'model-unpurchased': (values: SwitchValues): Explanation => ({
    what: `The personal Token Plan refuses ${values.model ?? 'this model'} (403 AccessDenied.Unpurchased); the team plan has it.`,
    wayOut: 'Choose another model, unless your plan is a team’s.',
  }),
  'address-unresolved': (values: SwitchValues): Explanation => ({
    what: `${values.variable ?? 'A variable'} is not set, so Qwen Code takes ${values.baseUrl ?? 'the address'} as it is written.`,
    wayOut: 'Export the variable or set it in ~/.qwen/.env; values under env in the settings do not count here.',
  }),
  'address-with-request-path': (values: SwitchValues): Explanation => ({
    what: `${values.baseUrl ?? 'The address'} ends in a path that Qwen Code adds itself, so requests would fail (404).`,
    wayOut: `Use ${values.becomes ?? 'the address before it'} instead.`,
  }),
  'wrong-address': (values: SwitchValues): Explanation => ({
    what: `${values.baseUrl ?? 'This address'} does not serve the chosen protocol.`,
    wayOut:
      values.becomes === undefined || values.becomes === ''
        ? 'Choose the other protocol, or look the address up in the documents of the provider.'
        : `The address for this protocol is ${values.becomes}.`,
  }),
};
