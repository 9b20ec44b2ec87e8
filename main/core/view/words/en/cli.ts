import type { InUseWarning } from '../../../provider/precedence/in-use.ts';
import type { LayerName } from '../../../provider/precedence/layers.ts';
import type { Explanation } from '../explanation.ts';
import { faultsEn } from './faults.ts';
import { unreadFileEn } from './settings.ts';
import type { SwitchValues } from './switching.ts';

const number = new Intl.NumberFormat('en');

/** The argument at fault, and the choices it has. */
interface ArgumentValues {
  readonly name: string;
  readonly list: string;
}

const argumentProblems = {
  'no-command': () => 'Name a command.',
  'unknown-command': ({ name }: ArgumentValues) => `There is no command “${name}”.`,
  'unknown-option': ({ name }: ArgumentValues) => `There is no option ${name} here.`,
  'value-missing': ({ name }: ArgumentValues) => `${name} needs a value.`,
  'value-not-wanted': ({ name }: ArgumentValues) => `${name} takes no value.`,
  'not-a-choice': ({ name, list }: ArgumentValues) => `${name} is one of: ${list}.`,
  'given-twice': ({ name }: ArgumentValues) => `${name} is given twice.`,
  'argument-missing': ({ name }: ArgumentValues) => `${name} is missing.`,
  'too-many': ({ name }: ArgumentValues) => `“${name}” is one argument too many.`,
};

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

export const cliWordsEn = {
  summary: 'Quota left on your plans, and the provider Qwen Code uses.',
  usageTitle: 'Usage: ',
  commandsTitle: 'Commands',
  optionsTitle: 'Options',
  exitCodesTitle: 'Exit codes',
  exitCodes: {
    0: 'Done',
    1: 'Not done, or nothing is known; for explain: Qwen Code would not start, or the error text is unknown',
    2: 'Sign in first',
    3: 'No network',
    4: 'Wrong arguments',
    5: 'Old numbers: for status, what is shown may no longer be true',
    130: 'Interrupted',
  },
  commands: {
    status: 'Show what is left',
    breakdown: 'Show what one model used over time',
    providers: 'List what can be switched to',
    switch: 'Switch Qwen Code to a provider',
    undo: 'Undo the last switch, byte for byte',
    backups: 'List the kept versions of your settings',
    restore: 'Restore one kept version',
    explain: 'Show what Qwen Code would use in a folder, and why',
  },
  notes: {
    status: 'Reads what Qwen Gauge wrote last. The app asks the service while it runs.',
    breakdown:
      'By default this month, day by day. Asks the installed official client, which must be signed in: qwencloud auth login.',
    providers: 'Each line begins with the name to give to switch.',
    switch: 'Shows what would change and asks before writing it. The beginning of a name is enough.',
    undo: 'Takes back the last switch or restore, once, unless the file has been changed since.',
    backups: 'One is made before each change. The twenty newest are kept.',
    restore: 'The beginning of an id is enough. The present file is backed up first.',
    explain: 'Ends with 1 when Qwen Code would not start. No key is printed.',
  },
  options: {
    json: 'Print JSON',
    refresh: 'First ask the sources that need no sign-in',
    line: 'Print one short line, for status bars',
    report: 'Print a report of what could not be read, for an issue: no numbers, no secrets',
    model: 'The model; if left out, the present one or the first',
    period: 'The days: today, yesterday, week, month, last-month, quarter, year or YYYY-MM',
    granularity: 'One row a day, month or quarter',
    from: 'The first day, YYYY-MM-DD',
    to: 'The last day, YYYY-MM-DD',
    days: 'How many days, up to today',
    region: 'The region, where a provider has several',
    'base-url': 'The address of the custom endpoint',
    protocol: 'The protocol to speak',
    'key-variable': 'The variable that holds the key',
    'key-stdin': 'Read the key from standard input',
    'key-in': 'Where Qwen Code finds the key',
    follow: 'Whether the fast, vision, fallback and similar models move too',
    'dry-run': 'Show what would change, and change nothing',
    yes: 'Do not ask',
    cwd: 'The folder Qwen Code would be started in',
    client: 'The generation of Qwen Code',
    error: 'Say instead what this error text of Qwen Code means',
    help: 'Show this help',
    version: 'Show the version',
  },
  qwenArguments: 'Arguments that qwen would be given (--model, --auth-type, …)',
  moreHelp: (commandText: string) => `See ${commandText}`,
  argumentProblems,
  notTogether: (one: string, other: string) => `${one} and ${other} do not go together.`,
  didYouMean: (namesText: string) => `Did you mean ${namesText}?`,
  reportLost: 'The change was made, but its report could not be written.',
  unexpected: (detailText: string) => `Something went wrong: ${detailText}`,
  noHome: 'Your home folder is not known. Set HOME to its full path.',
  status: {
    none: (folderText: string) => `No numbers yet. Start Qwen Gauge once; it keeps them in ${folderText}.`,
    unreadable: (fileText: string) => `${fileText} cannot be read. Qwen Gauge writes it again while it runs.`,
    notRunning: (ageText: string) => `Qwen Gauge is not running; it last wrote these numbers ${ageText}.`,
    nothingToAsk:
      'There is nothing to ask from here without a sign-in. Sign in to an installed program (qwencloud auth login, or bl auth login --console), or in Qwen Gauge.',
    shownInstead: 'These are the last numbers the app knew.',
    resets: (atText: string, durationText: string) => `${atText} (in ${durationText})`,
    poolLine: (poolText: string, windowsText: string) => `${poolText}: ${windowsText}`,
    topModels: (shown: number, all: number) => `the ${number.format(shown)} most used of ${number.format(all)} models`,
  },
  breakdown: {
    noSignIn:
      'A terminal cannot use the sign-in of the app. Open Qwen Gauge and look at History, or install the official client (npm install --global @qwencloud/qwencloud-cli) and sign in to it: qwencloud auth login.',
  },
  providers: {
    keyHere: (last4: string, sourceText: string) =>
      last4 === '' ? `key ${sourceText}` : `key …${last4}, ${sourceText}`,
    customLabel: 'Any other endpoint (--base-url)',
    fileText: (pathText: string) => `Settings: ${pathText}`,
    selectedButFails: (reasonText: string) => `Selected, but does not start: ${reasonText}`,
  },
  switching: {
    noProvider: (queryText: string) => `No provider matches “${queryText}”. qwen-gauge providers lists them.`,
    several: (queryText: string) =>
      `“${queryText}” could be any of these. Give an address, a model or the name in the first column:`,
    otherEndpoints: (queryText: string) => `“${queryText}” has no such region or protocol. It has:`,
    noModel: 'Name the model with --model.',
    unlistedModel: (modelText: string) => `${modelText} is not among the models known for this provider.`,
    customOnly: '--base-url goes with the provider “custom” alone.',
    noKeyInput: 'No key came on standard input.',
    keyPrompt: 'Key: ',
    keyHint: 'Add --key-stdin: the key is then asked for, or read from what is piped in (< key.txt).',
    title: (providerText: string, modelText: string) => `Switch to ${providerText}, model ${modelText}`,
    newFile: (pathText: string) => `${pathText} (new)`,
    inThisFolder: 'In this folder:',
    question: 'Switch now? [y/N] ',
    yesLetters: 'y',
    notShown: 'Nothing was changed: what would change could not be written to the output.',
    notAsked: 'Nothing was changed: without a terminal you cannot be asked. Add --yes.',
    declined: 'Nothing was changed.',
    dryRun: 'Nothing was changed: this was a dry run.',
    switched: (providerText: string, modelText: string) => `Switched to ${providerText}, model ${modelText}.`,
    backup: (idText: string) => `Backup ${idText}`,
    undoHint: 'qwen-gauge undo takes it back.',
    undoLater: 'The disk is too full to undo this. Free some space; then qwen-gauge undo takes it back.',
    unchecked: (reasonText: string) => `This could not be checked. ${reasonText}`,
    verified: (modelText: string, addressText: string) =>
      `Checked: in this folder Qwen Code now uses ${modelText} at ${addressText}.`,
    differs: (modelText: string, addressText: string) =>
      `But in this folder Qwen Code uses ${modelText} at ${addressText}. qwen-gauge explain says why.`,
    refused: (reasonText: string) => `But in this folder Qwen Code would not start. ${reasonText}`,
    otherKey: (variableText: string, placeText: string) =>
      `But in this folder Qwen Code sends another key: ${variableText} (${placeText}). qwen-gauge explain says why.`,
    keyNotKept: 'Qwen Gauge itself did not keep this key: its store cannot be reached from a terminal.',
    changedSince: {
      what: 'The file has been changed since the switch, so nothing was written.',
      wayOut: 'qwen-gauge backups lists the versions that were kept.',
    },
    nothingToUndo: {
      what: 'There is nothing to undo: no change was made, or the last one was taken back already.',
      wayOut: 'qwen-gauge backups lists the versions that were kept.',
    },
  },
  details: {
    'no-backup': {
      what: 'No backup could be made, so nothing was written.',
      wayOut: 'Check that the data folder can be written to.',
    },
    'no-journal': {
      what: 'The switch could not be recorded for undo, so nothing was written.',
      wayOut: 'Check that the data folder can be written to.',
    },
    'backup-missing': {
      what: 'The backup is gone, or is no longer what it was.',
      wayOut: 'Nothing was changed. qwen-gauge backups lists the others.',
    },
  },
  backups: {
    none: 'No backups yet. Each switch makes one first.',
    noSuch: (idText: string) => `There is no backup “${idText}”. qwen-gauge backups lists them.`,
    restored: (pathText: string) => `Restored ${pathText}.`,
    size: (bytes: number) => `${number.format(bytes)} bytes`,
  },
  explain: {
    title: (clientText: string, folderText: string) => `Qwen Code ${clientText} in ${folderText} would use`,
    unknown: (clientText: string, folderText: string) =>
      `It is not known what Qwen Code ${clientText} in ${folderText} would use`,
    refuses: (clientText: string, folderText: string) => `Qwen Code ${clientText} in ${folderText} would not start`,
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
