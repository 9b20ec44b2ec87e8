import type { UnknownWhy } from '../../../quota/enough.ts';
import type { WindowId } from '../../../quota/model.ts';
import type { GaugePool } from '../../../quota/status/status-schema.ts';
import { countFormat } from '../../formatters.ts';
import type { TellingApart } from '../../providers/provider-choice.ts';
import { cliExplainEn } from './cli-explain.ts';
import { cliHelpEn } from './cli-help.ts';

const number = countFormat('en');

export const cliWordsEn = {
  ...cliHelpEn,
  ...cliExplainEn,
  reportLost: 'The change was made, but its report could not be written.',
  labelled: (nameText: string, text: string) => `${nameText}: ${text}`,
  unexpected: (detailText: string) => `Something went wrong: ${detailText}`,
  oldNode: (versionText: string) => `qwen-gauge needs Node.js 20.19 or newer; this is ${versionText}.`,
  noHome: 'Your home folder is not known. Set HOME to its full path.',
  status: {
    none: (folderText: string) =>
      `No numbers yet. Start Qwen Gauge once; it keeps them in ${folderText}. Or, without the app, let qwen-gauge status --refresh ask Qwen Code’s logs and the installed programs.`,
    noNumbers: 'Qwen Gauge: no numbers yet',
    unreadable: (fileText: string) => `${fileText} cannot be read. Qwen Gauge writes it again while it runs.`,
    newer: (isShown: boolean): string =>
      isShown
        ? 'A newer version of Qwen Gauge wrote these numbers: what this one does not know is left out.'
        : 'A newer version of Qwen Gauge wrote these numbers, and this one cannot read them. Update the command line.',
    notRunning: (ageText: string | null) =>
      ageText === null
        ? 'Qwen Gauge is not running: nothing newer is known.'
        : `Qwen Gauge is not running; it last wrote these numbers ${ageText}.`,
    noProvider: 'No provider is chosen for Qwen Code yet: qwen-gauge switch.',
    startsNot: (chosenText: string | null) =>
      `Qwen Code does not start${chosenText === null ? '' : ` with ${chosenText}`}. qwen-gauge explain says why, and qwen-gauge switch chooses a provider.`,
    startsNotAs: (reasonText: string) => `Qwen Code does not start: ${reasonText} qwen-gauge explain says more.`,
    settingsUnread: (pathText: string) =>
      `What Qwen Code uses is not known: ${pathText} cannot be read. qwen-gauge explain says why.`,
    lineWindow: {
      'five-hours': '5h',
      week: 'week',
      month: 'month',
      credits: 'Credits',
      budget: 'budget',
    } satisfies Readonly<Record<WindowId, string>>,
    lineUsed: (windowText: string, percentText: string) => `${windowText} ${percentText} used`,
    nothingToAsk:
      'There is nothing to ask from here without a sign-in. Sign in to an installed program (qwencloud auth login, or bl auth login --console), or in Qwen Gauge.',
    noneInstalled:
      'There is nothing to ask from here: Qwen Code’s logs hold no requests, and no program that knows the quota is installed (npm install --global @qwencloud/qwencloud-cli). Or sign in to Qwen Gauge: qwen-gauge login.',
    shownInstead: 'These are the last numbers the app knew.',
    resets: (atText: string, durationText: string) => `${atText} (in ${durationText})`,
    poolLine: (poolText: string, windowsText: string) => `${poolText}: ${windowsText}`,
    topModels: (shown: number, all: number) => `the ${number.format(shown)} most used of ${number.format(all)} models`,
  },
  enough: {
    enough: (leftText: string, whereText: string) => `Enough: ${leftText} (${whereText}).`,
    low: (leftText: string, whereText: string, resetText: string) =>
      `Not enough: ${leftText} (${whereText}).${resetText === '' ? '' : ` ${resetText}.`}`,
    never: (leftText: string, whereText: string, limitText: string) =>
      `Not enough: ${leftText} (${whereText}), which never holds more than ${limitText}.`,
    waiting: (clockText: string, durationText: string) =>
      `Waiting: enough is expected by ${clockText} (in ${durationText}).`,
    waitingOpenly: 'Waiting: when enough is back is not known.',
    waitingForNumbers: 'Waiting for new numbers.',
    notRunning: 'Not known: Qwen Gauge is not running, so its numbers are old.',
    unknown: {
      'not-read': () => 'Not known: nothing was read of that plan or window.',
      'not-read-in-use': (poolText: string) =>
        `Not known: nothing was read for this of ${poolText}, which Qwen Code uses.`,
      'several-pools': (poolsText: string) => `Name one of your plans with --pool: ${poolsText}.`,
      old: () => 'Not known: the numbers are old.',
      'share-alone': () => 'Not known: of this plan only the share is known. Give --need as one, as in 10%.',
      estimated: () => 'Not known: the number is an estimate, and more may be used.',
    } satisfies Readonly<Record<UnknownWhy, (poolsText: string) => string>>,
    badNeed: '--need is a number above 0, or a share such as 10%.',
    badTimeout: '--timeout is a number with s, m or h, as in 90s, 30m or 2h.',
    timedOut: 'The time is up.',
  },
  doctor: {
    version: 'Version',
    app: 'App',
    running: (ageText: string) => `running; wrote its numbers ${ageText}`,
    notRunning: (ageText: string) => `not running; wrote its numbers ${ageText}`,
    noStatus: {
      none: 'has written no numbers yet: start it once',
      unreadable: 'its numbers (status.json) cannot be read; it writes them again while it runs',
      forbidden: 'its numbers (status.json) may not be read by you: check who owns the data folder',
      newer: 'is newer than this command line: update it',
    },
    signIn: 'Sign-in',
    signedOut: 'signed out: qwen-gauge login',
    desktop: 'Desktop',
    tray: 'Tray',
    trayShown: 'a panel shows tray icons',
    noTray: 'none was found here, so the app is a window; it says how to get one',
    notices: 'Notices',
    noticeServer: (serverText: string, showsButtons: boolean) =>
      `shown by ${serverText}, ${showsButtons ? 'with' : 'without'} buttons`,
    noticesText: {
      sleeps: 'their service starts with the first one',
      none: 'no service shows them here, so the app shows them in its window',
    },
    keyring: 'Keyring',
    keyringText: {
      open: 'open',
      locked: 'locked: the app asks for its password',
      empty: 'there, and still empty',
      none: 'none: a sign-in is forgotten when the app quits',
    },
    autostart: 'Start at log-in',
    autostartOff: 'off',
    autostartOn: (programText: string) => `on: ${programText}`,
    autostartGone: (programText: string) =>
      `on, but there is no ${programText}: switch it off and on again in Preferences`,
    autostartForeign: (fileText: string) =>
      `on, but ${fileText} was not written by the app: switch it off and on again in Preferences`,
    proxy: 'Proxy',
    proxyText: {
      none: 'none, by the preferences',
      chosen: (hostText: string) => `${hostText}, by the preferences`,
      variable: (hostText: string, name: string) => `${hostText}, by ${name} in this terminal`,
      unusable: (name: string) => `${name} names none that can be used here, so the service is not reached`,
      system: 'that of the system, if it has one: only the app can tell',
    },
    dataFolder: 'Data folder',
    noDataFolder: 'none yet; Qwen Gauge makes it when it starts',
    notWritable: 'it cannot be written to',
    preferences: 'Preferences',
    fileState: { readable: 'readable', missing: 'none yet', unreadable: 'cannot be read.' },
    settings: 'Settings',
    inUse: 'Qwen Code uses',
    notChosen: 'no provider is chosen yet: qwen-gauge switch',
    logs: 'Logs',
    logFiles: (count: number) => (count === 1 ? '1 transcript' : `${number.format(count)} transcripts`),
    programs: 'Programs',
    installed: 'installed',
    notInstalled: 'missing',
    variables: 'Variables set',
    none: 'none',
    poolState: {
      loading: 'not asked yet',
      fresh: 'read',
      stale: 'old',
      failed: 'never read',
      'not-subscribed': 'not subscribed',
    } satisfies Readonly<Record<GaugePool['state'], string>>,
    marked: 'Lines with ! need a look. The report holds no key and no amount; read it before you show it to others.',
    fine: 'Nothing looks wrong. The report holds no key and no amount; read it before you show it to others.',
  },
  open: {
    opened: 'Qwen Gauge opens.',
    signIn: 'Qwen Gauge opens. Press Sign in there, and approve the page your browser shows.',
    noDisplay: 'There is no display here: open Qwen Gauge on your desktop.',
    displayGone: (displayText: string) => `There is no display ${displayText} here: open Qwen Gauge on your desktop.`,
    failed: 'Qwen Gauge ended as soon as it was started. Start qwen-gauge-app in a terminal to see why.',
    notPrepared: 'Qwen Gauge was not opened: this checkout lacks something it needs. The lines above say what.',
    failedHere: 'Qwen Gauge ended as soon as it was started. npm start shows why.',
    missing: 'Qwen Gauge was not found on this computer. Install it; an unpacked one is opened by its own program.',
  },
  breakdown: {
    noSignIn:
      'A terminal cannot use the sign-in of the app. Open Qwen Gauge and look at History, or install the official client (npm install --global @qwencloud/qwencloud-cli) and sign in to it: qwencloud auth login.',
  },
  history: {
    title: 'The highest use of each window on each day, and each change of the provider:',
    none: 'Nothing was recorded yet. Qwen Gauge records while it runs.',
    switched: 'Switched',
    changed: 'Changed by another program',
    unreadable: (path: string) =>
      `The history cannot be read: ${path} is no folder, or you may not open it. Move it elsewhere or change its rights; nothing of it is lost.`,
  },
  providers: {
    keyHere: (last4: string, sourceText: string) =>
      last4 === '' ? `key ${sourceText}` : `key …${last4}, ${sourceText}`,
    customLabel: 'Any other endpoint (--base-url)',
    fileText: (pathText: string) => `Settings: ${pathText}`,
    selectedUnknown: (reasonText: string) => `Selected. ${reasonText}`,
    selectedButFails: (reasonText: string) => `Selected, but does not start: ${reasonText}`,
  },
  switching: {
    noProvider: (queryText: string) => `No provider matches “${queryText}”. qwen-gauge providers lists them.`,
    knownNames: (namesText: string) => `The names are ${namesText}.`,
    customAddress: (addressText: string) =>
      `For an address of your own: qwen-gauge switch custom --base-url ${addressText} --model MODEL`,
    tellingApart: {
      address: 'an address',
      model: 'a model',
      variable: 'the variable of its key',
    } satisfies Readonly<Record<TellingApart, string>>,
    several: (queryText: string, waysText: string) =>
      `“${queryText}” could be any of these. Give ${waysText === '' ? '' : `${waysText} or `}the name in the first column:`,
    otherEndpoints: (queryText: string) => `“${queryText}” has no such region or protocol. It has:`,
    noModel: 'Name the model with --model.',
    unlistedModel: (modelText: string) => `${modelText} is not among the models known for this provider.`,
    customOnly: '--base-url goes with the provider “custom” alone.',
    noKeyInput: 'No key came, so nothing was changed.',
    keyMissing: (providerText: string, pageText: string | null) =>
      `${providerText} needs a key${pageText === null ? '' : `, which you make at ${pageText}`}. Paste it here; it is not shown.`,
    keyLater: (providerText: string, pageText: string | null) =>
      `${providerText} needs a key${pageText === null ? '' : `, which you make at ${pageText}`}. A real switch asks for it on a terminal, or with --key-stdin reads it from what is piped in.`,
    shownAgain: 'What changes is no longer what was shown. It is now:',
    keyPrompt: (providerText: string) => `Key for ${providerText}: `,
    keyHint: 'Add --key-stdin: the key is then read from what is piped in (< key.txt), or asked for on a terminal.',
    keyApart: 'Qwen Code reads it there. Do not share or commit that file, or keep the key apart: --key-in env-file.',
    newFile: (pathText: string) => `${pathText} (new)`,
    inThisFolder: (text: string) => `In this folder: ${text}`,
    question: 'Switch now? [y/N] ',
    yesLetters: 'y',
    notShown: 'Nothing was changed: what would change could not be written to the output.',
    notAsked: 'Nothing was changed: without a terminal you cannot be asked. Add --yes.',
    declined: 'Nothing was changed.',
    dryRun: 'Nothing was changed: this was a dry run.',
    switched: (providerText: string, modelText: string) => `Switched to ${providerText}, model ${modelText}.`,
    backup: (idText: string) => `Backup ${idText}`,
    undoneNew: 'Undone. The file is gone again, as before.',
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
      what: 'There is nothing to undo: no change was made, the last one was taken back already, or its record is lost.',
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
    'record-damaged': {
      what: 'The record of the last change is damaged, so undo cannot take it back.',
      wayOut: 'Nothing was changed. qwen-gauge backups lists the versions that were kept.',
    },
    'backup-missing': {
      what: 'The backup is gone, or is no longer what it was.',
      wayOut: 'Nothing was changed. qwen-gauge backups lists the others.',
    },
  },
  backups: {
    none: 'No backups yet. Each switch of an existing file makes one first.',
    noSuch: (idText: string) => `There is no backup “${idText}”. qwen-gauge backups lists them.`,
    restored: (pathText: string) => `Restored ${pathText}.`,
    size: (bytes: number) => `${number.format(bytes)} bytes`,
  },
};
