import type { ClientGeneration, LayerName } from '../../provider/precedence/layers.ts';
import type { ExplanationWarning } from '../../provider/precedence/precedence.ts';
import type { Explanation } from './problems.ts';
import type { SwitchValues } from './settings.ts';

export const commandNames = [
  'status',
  'breakdown',
  'providers',
  'switch',
  'undo',
  'backups',
  'restore',
  'explain',
] as const;
export type CommandName = (typeof commandNames)[number];

/** As the official client counts them: 2 sign-in, 3 network, 4 arguments, 130 interrupted. */
export const exitCodes = [0, 1, 2, 3, 4, 130] as const;
export type ExitCode = (typeof exitCodes)[number];

export const optionNames = [
  'json',
  'refresh',
  'line',
  'model',
  'period',
  'granularity',
  'from',
  'to',
  'days',
  'region',
  'base-url',
  'protocol',
  'key-variable',
  'key-stdin',
  'key-in',
  'follow',
  'dry-run',
  'yes',
  'cwd',
  'client',
  'help',
  'version',
] as const;
export type OptionName = (typeof optionNames)[number];

/** What is wrong with an argument; `values` fill the sentence. */
export type ArgumentProblemCode =
  | 'no-command'
  | 'unknown-command'
  | 'unknown-option'
  | 'value-missing'
  | 'value-not-wanted'
  | 'not-a-choice'
  | 'given-twice'
  | 'argument-missing'
  | 'too-many';

/** Parts of what Qwen Code settles, as `explain` lists them. */
export type ExplainedPart = 'protocol' | 'model' | 'baseUrl' | 'key';

/** Words of the command line alone; everything else it says stands in `Words`. */
export interface CliWords {
  readonly summary: string;
  readonly usageTitle: string;
  readonly commandsTitle: string;
  readonly optionsTitle: string;
  readonly exitCodesTitle: string;
  readonly exitCodes: Readonly<Record<ExitCode, string>>;
  readonly commands: Readonly<Record<CommandName, string>>;
  /** What to know of a command before it is used. */
  readonly notes: Readonly<Record<CommandName, string>>;
  readonly options: Readonly<Record<OptionName, string>>;
  /** What follows `--` in `explain`. */
  readonly qwenArguments: string;
  readonly moreHelp: (commandText: string) => string;
  readonly argumentProblems: Readonly<
    Record<ArgumentProblemCode, (values: { readonly name: string; readonly list: string }) => string>
  >;
  readonly notTogether: (one: string, other: string) => string;
  readonly didYouMean: (namesText: string) => string;
  readonly unexpected: (detailText: string) => string;
  readonly noHome: string;
  readonly status: {
    readonly none: (folderText: string) => string;
    readonly unreadable: (fileText: string) => string;
    readonly notRunning: (ageText: string) => string;
    readonly nothingToAsk: string;
    readonly shownInstead: string;
    /** A window's reset by the clock and from now. */
    readonly resets: (clockText: string, durationText: string) => string;
    /** `toText` null: nobody knows how much at most. */
    readonly estimateBetween: (fromText: string, toText: string | null) => string;
    readonly poolLine: (poolText: string, windowsText: string) => string;
    readonly topModels: (shown: number, all: number) => string;
  };
  readonly breakdown: { readonly noSignIn: string };
  readonly providers: {
    readonly keyHere: (last4: string, sourceText: string) => string;
    readonly customLabel: string;
    readonly fileText: (pathText: string) => string;
  };
  readonly switching: {
    readonly noProvider: (queryText: string) => string;
    readonly several: (queryText: string) => string;
    /** The name is known, but not with the region or protocol that was asked for. */
    readonly otherEndpoints: (queryText: string) => string;
    readonly noModel: string;
    readonly unlistedModel: (modelText: string) => string;
    readonly customOnly: string;
    readonly noKeyInput: string;
    readonly keyPrompt: string;
    readonly keyHint: string;
    readonly title: (providerText: string, modelText: string) => string;
    readonly newFile: (pathText: string) => string;
    readonly inThisFolder: string;
    readonly question: string;
    /** Lower case; the first letter of what is typed is compared. */
    readonly yesLetters: string;
    readonly notAsked: string;
    readonly declined: string;
    readonly dryRun: string;
    readonly switched: (providerText: string, modelText: string) => string;
    readonly backup: (idText: string) => string;
    readonly undoHint: string;
    readonly verified: (modelText: string, addressText: string) => string;
    readonly differs: (modelText: string, addressText: string) => string;
    readonly refused: (reasonText: string) => string;
    readonly otherKey: (variableText: string, placeText: string) => string;
    readonly keyNotKept: string;
    readonly changedSince: Explanation;
    readonly nothingToUndo: Explanation;
  };
  readonly details: Readonly<Record<'no-backup' | 'no-journal' | 'backup-missing', Explanation>>;
  readonly backups: {
    readonly none: string;
    readonly noSuch: (idText: string) => string;
    readonly restored: (pathText: string) => string;
    readonly size: (bytes: number) => string;
  };
  readonly explain: {
    readonly title: (clientText: ClientGeneration, folderText: string) => string;
    readonly refuses: (clientText: ClientGeneration, folderText: string) => string;
    readonly refusesWay: string;
    readonly unreadableWay: string;
    readonly parts: Readonly<Record<ExplainedPart, string>>;
    readonly layers: Readonly<Record<LayerName, string>>;
    readonly exported: string;
    readonly byDefault: string;
    readonly flag: (flagText: string) => string;
    readonly place: (layerText: string, pathText: string) => string;
    readonly shadowsTitle: string;
    readonly shadow: (whatText: string, loserText: string, winnerText: string) => string;
    readonly warningsTitle: string;
    readonly noFolder: (folderText: string) => string;
    readonly warnings: Readonly<Record<ExplanationWarning['code'], (values: SwitchValues) => Explanation>>;
  };
}
