import { diskPatienceMs } from '../../../patience.ts';
import type { SwitchPreview, SwitchResult, SwitchWarning } from '../../../provider/switch-model.ts';
import type { Explanation } from '../explanation.ts';
import { refusalText } from '../refusals.ts';
import { faultsEn } from './faults.ts';
import { refusalsEn } from './refusals.ts';
import { unreadFileEn } from './settings.ts';

/** What a warning or a repair may name (`SwitchWarning.values`, `RepairOffer.values`); each sentence reads without. */
export interface SwitchValues {
  readonly variable?: string;
  /** A key or a reference as it may be shown. */
  readonly shown?: string;
  /** A file, or the place inside the settings. */
  readonly path?: string;
  readonly baseUrl?: string;
  readonly enforced?: string;
  readonly type?: string;
  readonly used?: string;
  readonly wanted?: string;
  readonly others?: string;
  readonly count?: string;
  readonly folders?: string;
  readonly selector?: string;
  readonly model?: string;
  readonly follows?: string;
  readonly becomes?: string;
  /** Why Qwen Code would not start, by name; `subject` is what that is about. */
  readonly refusal?: string;
  readonly subject?: string;
  readonly name?: string;
  /** A day, YYYY-MM-DD. */
  readonly date?: string;
  readonly list?: string;
  /** The file that a link leads to. */
  readonly target?: string;
  /** Why a file could not be read. */
  readonly reason?: string;
}

const openSessions = (count = '1'): string =>
  count === '1' ? 'One open session of Qwen Code keeps' : `${count} open sessions of Qwen Code keep`;

const outcome = (values: SwitchValues): string =>
  refusalText(refusalsEn, values.refusal, values.subject) ??
  [values.model, values.baseUrl].filter((part) => part !== undefined).join(' · ');

const switchWarnings: Readonly<Record<SwitchWarning['code'], (values: SwitchValues) => Explanation>> = {
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
    what: `Qwen Code 0.15 would behave differently from 0.24: ${outcome(values)}`,
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
          wayOut: 'It moves too, as you asked.',
        }
      : {
          what: `${values.selector ?? 'Another setting'} still names ${values.model ?? 'another model'}, so its requests still go to that model.`,
          wayOut: 'It stays as it is unless you move the other models too.',
        },
  'running-sessions': (values) => ({
    what: `${openSessions(values.count)} the old provider${values.folders === undefined ? '' : ` (${values.folders})`}.`,
    wayOut: `Close and reopen ${values.count === '1' ? 'it' : 'them'} to switch. In Qwen Code 0.23 or newer, choosing the model with /model is enough if its key was set before.`,
  }),
  'second-name': (values) => ({
    what: `${values.path ?? 'The file'} has another name as well (a hard link), which will keep the old content.`,
    wayOut: 'If both should stay the same, link them again afterwards. Qwen Code also separates them when it saves.',
  }),
  ...faultsEn,
  'address-shortened': (values) => ({
    what: `The address is written as ${values.becomes ?? 'entered'}, without the path of a request.`,
    wayOut: 'Qwen Code adds that path itself.',
  }),
  'unencrypted-address': (values) => ({
    what: `Qwen Code will send the key and every request to ${values.baseUrl ?? 'this address'} unencrypted.`,
    wayOut: 'Anybody on the way can read them. Use an address that begins with https:// if there is one.',
  }),
  'not-a-plan-key': (values) => ({
    what: `The key does not begin with sk-sp-, as keys for ${values.baseUrl ?? 'this plan'} do.`,
    wayOut: 'Check that it is the plan’s own key, or its requests are refused.',
  }),
  'group-rights-lost': (values) => ({
    what: `The rights of its group and of further users to ${values.path ?? 'the file'} cannot be kept; its owner and everybody else keep theirs.`,
    wayOut: 'Set the group or the access list again afterwards, or switch as a member of that group.',
  }),
  'read-only': (values) => ({
    what: `${values.path ?? 'The file'} is marked as read-only.`,
    wayOut: 'If you go on, it is changed all the same and stays read-only.',
  }),
  'key-behind-link': (values) => ({
    what: `${values.path ?? 'The file'} is a link: the key will lie in ${values.target ?? 'the file it leads to'}.`,
    wayOut: 'If that is a repository of dotfiles, do not commit it, or keep the key in another file.',
  }),
  'unread-file': unreadFileEn,
  'key-in-plain-text': (values) => ({
    what: `The key will stand in the settings as plain text${values.variable === undefined ? '' : ` (${values.variable})`}.`,
    wayOut: 'Qwen Code reads it there. Do not share or commit that file, or keep the key in a .env file instead.',
  }),
};

const settingsChange = (count: number): string => (count === 1 ? '1 setting changes' : `${count} settings change`);

export const switchingEn = {
  switchSummary: {
    uses: (modelText: string, providerText: string, leftText: string | null) =>
      `Qwen Code will use ${modelText} of ${providerText}${leftText === null ? '' : `, instead of ${leftText}`}.`,
    names: (modelText: string, providerText: string, leftText: string | null) =>
      `Your settings will name ${modelText} of ${providerText}${leftText === null ? '' : ` instead of ${leftText}`}, but something else may decide.`,
    of: (modelText: string, providerText: string) => `${modelText} of ${providerText}`,
    comma: ', ',
    settings: (count: number) => `${settingsChange(count)}.`,
    settingsAndKey: (count: number, fileText: string) => `${settingsChange(count)}; the key goes to ${fileText}.`,
    keyOnly: (fileText: string) => `Only the key changes, in ${fileText}.`,
    formOnly: 'Only the form of the file changes.',
  },
  switchWarnings,
  switchResults: {
    done: {
      what: 'Switched.',
      wayOut: 'New sessions of Qwen Code use it; open ones keep the old provider.',
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
  } satisfies Readonly<Record<SwitchResult['kind'], Explanation>>,
  switchPreviews: {
    'nothing-to-do': { what: 'Nothing needs to change.', wayOut: 'Your settings already say exactly this.' },
    'unknown-provider': { what: 'This provider is no longer in the list.', wayOut: 'Choose again from the list.' },
  } satisfies Readonly<Record<Extract<SwitchPreview['kind'], 'nothing-to-do' | 'unknown-provider'>, Explanation>>,
  switchFailures: {
    known: {
      'no-backup': {
        what: 'No backup could be made, so nothing was written.',
        wayOut: 'Check that the disk has some space left, and that Qwen Gauge’s data folder can be written to.',
      },
      'no-journal': {
        what: 'The change could not be recorded for undo, so nothing was written.',
        wayOut: 'Check that the disk has some space left, and that Qwen Gauge’s data folder can be written to.',
      },
      'record-damaged': {
        what: 'The record of the last change is damaged, so undo cannot take it back.',
        wayOut: 'Nothing was changed. Restore a backup instead.',
      },
      'backup-missing': {
        what: 'The backup is gone, or is no longer what it was.',
        wayOut: 'Nothing was changed. Choose another backup.',
      },
      'not-written': {
        what: 'The file still holds what it held, though the system reported no error.',
        wayOut: 'Try again. If it persists, another program may be restoring the file.',
      },
      'disk-full': {
        what: 'There is no space left for the file.',
        wayOut: 'Free some space and try again. The file is what it was before.',
      },
      'not-allowed': {
        what: 'Writing the file is not permitted.',
        wayOut: 'Check the permissions of the file and its folder. The file is what it was before.',
      },
      'in-use': {
        what: 'Another program is using the file, or the file itself is a mount.',
        wayOut: 'Try again in a moment, or mount its folder instead. The file is what it was before.',
      },
      'folder-missing': {
        what: 'The folder of the file is not there.',
        wayOut: 'Start Qwen Code once, or make the folder, and try again.',
      },
      system: {
        what: 'The system refused to write the file.',
        wayOut: 'Try again. The file is what it was before.',
      },
    },
    unread: (pathText: string) => ({
      what: `${pathText} is there but cannot be read. Nothing was changed.`,
      wayOut: 'Check who owns it and its permissions: a command run with sudo may have written it.',
    }),
    unanswered: (pathText: string) => ({
      what: `${pathText} could not be written in ${diskPatienceMs.write / 1_000} s: the disk it lies on does not answer. The change may still arrive when it does.`,
      wayOut: 'Make the disk answer again, then look here. If the change has arrived by then, undo takes it back.',
    }),
    stuck: (pathText: string) => ({
      what: `A change could neither be finished nor taken back: ${pathText}`,
      wayOut: 'The file as it was is among the backups: restore it from there.',
    }),
  },
};
