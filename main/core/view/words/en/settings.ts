import { refusalText } from '../refusals.ts';
import type { SettingsWords, SwitchValues } from '../settings.ts';
import { refusalsEn } from './refusals.ts';

const openSessions = (count = '1'): string =>
  count === '1' ? 'One open session of Qwen Code goes' : `${count} open sessions of Qwen Code go`;

const outcome = (values: SwitchValues): string =>
  refusalText(refusalsEn, values.refusal, values.subject) ??
  values.reason ??
  [values.model, values.baseUrl].filter((part) => part !== undefined).join(' · ');

export const settingsEn: SettingsWords = {
  settingsProblems: {
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
      what: 'This file is over 5 MB, which settings never are.',
      wayOut: 'Check what wrote it. It is left exactly as it is.',
    },
    'not-a-regular-file': {
      what: 'There is something else where the file should be.',
      wayOut: 'Check what is at this path. It is left exactly as it is.',
    },
    unreadable: {
      what: 'This file may not be read.',
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
  },
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
    'base-url': {
      what: 'The base URL is missing or not a web address.',
      wayOut: 'Enter it whole, beginning with https://',
    },
  },
  repairs: {
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
    'wrapped-models': () => ({
      what: 'The model list is in an older form.',
      wayOut: 'The next switch writes it in the form both versions of Qwen Code read.',
    }),
    'left-over-file': (values) => ({
      what: `Qwen Code left a file behind: ${values.name ?? ''}`,
      wayOut: 'It is shown only, never touched. It may hold older settings.',
    }),
    'byte-order-mark': () => ({
      what: 'The file begins with an invisible mark that some programs stumble over.',
      wayOut: 'Save it as UTF-8 without BOM if Qwen Code refuses it.',
    }),
  },
  switchWarnings: {
    'key-leak-openai-api-key': (values) => ({
      what: `Without a key in ${values.wanted ?? 'its own variable'}, Qwen Code would send ${values.used ?? 'another key'} to ${values.baseUrl ?? 'this address'}.`,
      wayOut: 'Enter the right key before you switch.',
    }),
    'shadowed-by-environment': (values) => ({
      what: `The exported variable ${values.variable ?? ''} comes before this file.`,
      wayOut: 'Remove it from your shell’s start-up file, or Qwen Code keeps using it.',
    }),
    'shadowed-by-env-file': (values) => ({
      what: `${values.path ?? 'A .env file'} sets ${values.variable ?? 'the same variable'} and comes before this file.`,
      wayOut: 'Change it there, or delete that line.',
    }),
    'shadowed-by-workspace': (values) => ({
      what: `The settings of a project set ${values.path ?? 'the same'} and come before this file.`,
      wayOut: 'In that folder Qwen Code keeps what the project says.',
    }),
    'shadowed-by-system': (values) => ({
      what: `Settings of the whole system set ${values.path ?? 'the same'} and come before this file.`,
      wayOut: 'Ask who looks after this computer.',
    }),
    'enforced-type': (values) => ({
      what: `The way to sign in is fixed to “${values.enforced ?? ''}” by security.auth.enforcedType.`,
      wayOut: 'Qwen Code will not start with another one until that line is gone.',
    }),
    'switch-without-effect': (values) => ({
      what: `After this change Qwen Code would still not use it: ${outcome(values)}`,
      wayOut: 'Something outside this file decides. Check how Qwen Code is started.',
    }),
    'older-client-differs': (values) => ({
      what: `Qwen Code 0.15 would do something else than 0.24: ${outcome(values)}`,
      wayOut: 'Update Qwen Code if you still use the older one.',
    }),
    'billed-endpoint': (values) => ({
      what: `You have a plan, but ${values.baseUrl ?? 'this address'} bills by use.`,
      wayOut: 'Choose the plan as provider if the plan should pay.',
    }),
    'key-shared': (values) => ({
      what: `${values.variable ?? 'The same variable'} is also the key for ${values.others ?? 'other addresses'}.`,
      wayOut: 'Check that one key is right for all of them.',
    }),
    'other-selector': (values) =>
      values.follows === 'yes'
        ? {
            what: `${values.selector ?? 'Another setting'} changes from ${values.model ?? ''} to ${values.becomes ?? ''}.`,
            wayOut: 'It follows the switch, as you asked.',
          }
        : {
            what: `${values.selector ?? 'Another setting'} still names ${values.model ?? 'another model'} and spends there.`,
            wayOut: 'It stays as it is unless you let it follow.',
          },
    'running-sessions': (values) => ({
      what: `${openSessions(values.count)} on with the old provider${values.folders === undefined ? '' : ` (${values.folders})`}.`,
      wayOut: `Start ${values.count === '1' ? 'it' : 'each'} again to bring it over. From 0.23 on, /model is enough where the key was already there.`,
    }),
    'second-name': (values) => ({
      what: `${values.path ?? 'The file'} has another name as well (a hard link), which will keep the old content.`,
      wayOut: 'If both should stay the same, link them anew afterwards. Qwen Code’s own saves part them too.',
    }),
    'key-in-plain-text': (values) => ({
      what: `The key will stand in the settings as plain text${values.variable === undefined ? '' : ` (${values.variable})`}.`,
      wayOut: 'Qwen Code reads it there. Do not share or commit that file.',
    }),
  },
  switchResults: {
    done: {
      what: 'Switched.',
      wayOut: 'Qwen Code uses it from its next start. What is running keeps the old provider.',
    },
    'changed-meanwhile': {
      what: 'The file changed after the preview was shown, so nothing was written.',
      wayOut: 'Look at a new preview.',
    },
    'plan-unknown': { what: 'This preview is no longer valid. Nothing was written.', wayOut: 'Look at a new preview.' },
    restored: {
      what: 'What was written did not match the preview, so the old content was put back.',
      wayOut: 'Try again. The file is what it was before.',
    },
    failed: {
      what: 'The file could not be written.',
      wayOut: 'Check its permissions and the space on the disk. The file is what it was before.',
    },
    'nothing-to-undo': {
      what: 'There is nothing to undo.',
      wayOut: 'The file has changed since, or nothing was switched yet.',
    },
  },
  switchPreviews: {
    'nothing-to-do': { what: 'Nothing needs to change.', wayOut: 'Your settings already say exactly this.' },
    'unknown-provider': { what: 'This provider is no longer in the list.', wayOut: 'Choose again from the list.' },
  },
};
