import * as z from 'zod';
import { AccountIdSchema, AccountsSchema } from '../main/core/accounts.ts';
import { WindowPictureSchema } from '../main/core/history/window-picture.ts';
import { hourClocks } from '../main/core/hour-clock.ts';
import { languages } from '../main/core/language.ts';
import { DecisionSchema } from '../main/core/notices/decision.ts';
import { SnoozesSchema, WindowSnoozeSchema } from '../main/core/notices/snooze.ts';
import { PreferencesSchema } from '../main/core/preferences.ts';
import { ImportRefusalSchema } from '../main/core/preferences-file.ts';
import { RecentProviderSchema, RepairOfferSchema, SettingsViewSchema } from '../main/core/provider/model.ts';
import { InUseSchema } from '../main/core/provider/precedence/in-use-schema.ts';
import { ClientReplySchema } from '../main/core/provider/precedence/installed-client-report.ts';
import { ProviderChoiceSchema, SwitchPreviewSchema, SwitchResultSchema } from '../main/core/provider/switch-model.ts';
import { LocalCountsSchema } from '../main/core/quota/local-counts.ts';
import { PoolIdSchema, SnapshotSchema, WindowIdSchema } from '../main/core/quota/model.ts';
import { OutlookSchema } from '../main/core/quota/outlook/outlook.ts';
import { WhatIfSchema } from '../main/core/quota/outlook/what-if.ts';
import { ServiceRegionSchema, SessionSchema } from '../main/core/session.ts';
import { BreakdownAnswerSchema, BreakdownQuestionSchema } from '../main/core/usage/breakdown-model.ts';
import { LocalUseSchema } from '../main/core/usage/local-use.ts';

/** A backup of one of the user's files, as the list of backups shows it. */
const BackupViewSchema = z.strictObject({
  id: z.string(),
  atMs: z.number(),
  path: z.string(),
  /** Names the provider in use at that time; empty if there was none. */
  label: z.string(),
});
export type BackupView = Readonly<z.infer<typeof BackupViewSchema>>;

const BackupListViewSchema = z.strictObject({
  /** Newest first. */
  backups: z.array(BackupViewSchema).readonly(),
  /** The files of backups that exist but could not be read. */
  unread: z.array(z.string()).readonly(),
});
export type BackupListView = Readonly<z.infer<typeof BackupListViewSchema>>;

/** The panel that main asks the popover to open after a click on a notice or on an entry of the tray's menu. */
const DestinationSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.enum(['quota', 'providers', 'preferences']), serial: z.number().int() }),
  /** Opens the preview of this switch, or the form if an entry is missing. */
  z.strictObject({ to: z.literal('switch'), serial: z.number().int(), providerId: z.string() }),
]);
export type Destination = Readonly<z.infer<typeof DestinationSchema>>;

/** Everything the renderer may know. Holds no secret, no URL to follow, and no path other than those on the screen and the home folder. */
const AppStateSchema = z.strictObject({
  snapshot: SnapshotSchema,
  session: SessionSchema,
  /** All accounts. Everything else here is about the one that Qwen Code uses. */
  accounts: AccountsSchema,
  settings: SettingsViewSchema,
  preferences: PreferencesSchema,
  /** The language to use; main has already resolved "system". */
  language: z.enum(languages),
  /** The clock to use; main has already resolved "system". */
  clock: z.enum(hourClocks),
  /** Main owns the clock: now = nowMs + (elapsed since this state arrived) × rate. The rate is 1 outside the demo. */
  time: z.strictObject({ nowMs: z.number(), rate: z.number().positive() }),
  /** True while demo data is shown, when none of the user's files are read or written. */
  demo: z.boolean(),
  /** Notices that the system could not show; the popover shows them instead. */
  pendingNotices: z
    .array(
      z.strictObject({
        tag: z.string(),
        /** What the account that it is about is called; left out: there is one account, or it is about none. */
        account: z.string().optional(),
        title: z.string(),
        body: z.string(),
        /** Of several notices, each one; left out: it is one. */
        parts: z
          .array(z.strictObject({ title: z.string(), body: z.string() }))
          .readonly()
          .optional(),
        /** The title is of all parts, and not the first one's. */
        isDigest: z.literal(true).optional(),
        canSnooze: z.boolean(),
        canSwitch: z.boolean(),
      }),
    )
    .readonly(),
  /** The windows about which nothing is said until they are back. */
  snoozes: SnoozesSchema,
  /** Problems found at the start of the app; `detail` is a path, the desktop's name, or empty. */
  problems: z
    .array(
      z.strictObject({
        code: z.enum(['preferences-kept-aside', 'newer-file-kept', 'data-folder-unwritable', 'no-tray']),
        detail: z.string(),
      }),
    )
    .readonly(),
  /** Windows that will be used up before their reset if consumption continues at the current rate. */
  runOuts: z
    .array(
      z.strictObject({
        pool: PoolIdSchema,
        windowId: WindowIdSchema,
        runsOutAtMs: z.number(),
        /** 0..1; null: not known. */
        likelihood: z.number().nullable(),
        /** The times between which it will be in 8 of 10 cases; null: not known. `toMs` null: in some cases it lasts. */
        between: z.strictObject({ fromMs: z.number(), toMs: z.number().nullable() }).nullable(),
        /** How the last forecasts did; null: they are too few to say. */
        score: z.strictObject({ right: z.number(), of: z.number() }).nullish(),
      }),
    )
    .readonly(),
  /** How much of each rolling window comes back by a round time, in the window's unit. */
  recoveries: z
    .array(z.strictObject({ pool: PoolIdSchema, windowId: WindowIdSchema, byMs: z.number(), amount: z.number() }))
    .readonly(),
  /** What each window still allows. */
  outlooks: z.array(OutlookSchema).readonly(),
  /** How often each window of other plans would have been full. */
  whatIfs: z.array(WhatIfSchema).readonly(),
  /** Requests counted in the user's logs while the plan is unknown; null if there are none or the plan is known. */
  localCounts: LocalCountsSchema.nullable(),
  /** The panel to open, until the popover is closed. Each new request has a new serial number. */
  destination: DestinationSchema.nullable(),
  /** True if the last switch can be undone. */
  canUndo: z.boolean(),
  /** Providers sorted by when they were last in use, newest first. */
  recentProviders: z.array(RecentProviderSchema).readonly(),
  version: z.string(),
  updates: z.strictObject({
    /** False: this build cannot look for newer versions, and offers no preference for it. */
    canLook: z.boolean(),
    /** The newer version that is known; null if none is. */
    newVersion: z.string().nullable(),
  }),
  /** The home folder, which paths on the screen begin with. */
  home: z.string(),
  /** The service's own programs that are installed here. */
  officialClients: z.array(z.enum(['qwen', 'qwencloud', 'qianwen', 'bl'])).readonly(),
  /** Where the app keeps its own files. */
  dataFolder: z.string(),
  /** True if the last import or reset of the preferences can be undone. */
  canUndoPreferences: z.boolean(),
  /** The shortcut that another program has; null: none was refused. */
  refusedShortcut: z.string().nullable(),
});
export type AppState = Readonly<z.infer<typeof AppStateSchema>>;

/** Every call from the renderer to main, with the schemas of its input and output. */
export const calls = {
  'state:get': { input: z.undefined(), output: AppStateSchema },
  'quota:refresh': { input: z.undefined(), output: z.undefined() },
  /** Returns the usage of one model over time. A new call cancels the previous one. */
  'breakdown:get': { input: BreakdownQuestionSchema, output: BreakdownAnswerSchema },
  /** Returns the recorded usage of each quota window over time, and how it will go on. */
  'history:get': { input: z.undefined(), output: z.array(WindowPictureSchema).readonly() },
  /** Returns the requests of the last month by day, model and project; null: Qwen Code's logs are not read. */
  'history:use': { input: z.undefined(), output: LocalUseSchema.nullable() },
  /** Copies all that was recorded to the clipboard. Main composes it. */
  'history:copy': { input: z.strictObject({ format: z.enum(['csv', 'json']) }), output: z.undefined() },
  /** Signs in to the account that Qwen Code uses, to another one, or to one that is added by it. */
  'sign-in:start': {
    input: z.strictObject({ region: ServiceRegionSchema, account: AccountIdSchema.or(z.literal('new')).optional() }),
    output: z.undefined(),
  },
  /** Opens the verification page again, for a closed tab. */
  'sign-in:open-page': { input: z.undefined(), output: z.undefined() },
  /** Copies the address of the verification page to the clipboard. The renderer never receives the address. */
  'sign-in:copy-page': { input: z.undefined(), output: z.undefined() },
  'sign-in:cancel': { input: z.undefined(), output: z.undefined() },
  'session:sign-out': { input: z.undefined(), output: z.undefined() },
  /** Says which account Qwen Code uses. */
  'account:choose': { input: z.strictObject({ id: AccountIdSchema }), output: z.undefined() },
  /** An empty name takes the user's own away. */
  'account:rename': { input: z.strictObject({ id: AccountIdSchema, name: z.string() }), output: z.undefined() },
  /** Forgets session, numbers and history of an account. The first one stays, signed out. */
  'account:remove': { input: z.strictObject({ id: AccountIdSchema }), output: z.undefined() },
  'switch:preview': { input: ProviderChoiceSchema, output: SwitchPreviewSchema },
  'switch:confirm': { input: z.strictObject({ hash: z.string() }), output: SwitchResultSchema },
  /** Returns what one repair of the settings would change. `switch:confirm` carries it out. */
  'repair:preview': { input: z.strictObject({ code: RepairOfferSchema.shape.code }), output: SwitchPreviewSchema },
  /** Returns which provider, model and key Qwen Code will use with the current files. */
  'switch:in-use': { input: z.undefined(), output: InUseSchema },
  'backups:list': { input: z.undefined(), output: BackupListViewSchema },
  'backups:restore': { input: z.strictObject({ id: z.string() }), output: SwitchResultSchema },
  'switch:undo': { input: z.undefined(), output: SwitchResultSchema },
  /** Opens the settings of Qwen Code in the desktop's program for them; false: the desktop could not. */
  'settings-file:open': { input: z.undefined(), output: z.boolean() },
  /** Copies the path of the settings to the clipboard. */
  'settings-file:copy': { input: z.undefined(), output: z.undefined() },
  /** Starts the installed Qwen Code, if the user agreed, and returns what it would use. Takes seconds. */
  'client:ask': { input: z.undefined(), output: ClientReplySchema },
  'preferences:set': { input: PreferencesSchema.partial(), output: z.undefined() },
  /** Lets the user choose a file, and writes the preferences to it. */
  'preferences:export': { input: z.undefined(), output: z.enum(['saved', 'cancelled', 'failed']) },
  /** Lets the user choose a file, and returns the preferences in it, or why it is refused; null: none was chosen. */
  'preferences:read-file': {
    input: z.undefined(),
    output: z.union([PreferencesSchema, ImportRefusalSchema]).nullable(),
  },
  /** Returns the preferences of a new user. */
  'preferences:defaults': { input: z.undefined(), output: PreferencesSchema },
  /** Puts these in the place of all others. */
  'preferences:replace': { input: PreferencesSchema, output: z.undefined() },
  'preferences:undo': { input: z.undefined(), output: z.undefined() },
  /** Shows the folder in the desktop's file manager; false: the desktop could not. */
  'data-folder:open': { input: z.undefined(), output: z.boolean() },
  /** Copies the path of the folder to the clipboard. */
  'data-folder:copy': { input: z.undefined(), output: z.undefined() },
  /** Removes what was recorded of the quotas. */
  'history:clear': { input: z.undefined(), output: z.undefined() },
  'notice:dismiss': { input: z.strictObject({ tag: z.string() }), output: z.undefined() },
  /** Takes a notice away, and says nothing about its windows until they are back. */
  'notice:snooze': { input: z.strictObject({ tag: z.string() }), output: z.undefined() },
  /** Says nothing more about a window until it is back, or takes that back. */
  'window:snooze': { input: WindowSnoozeSchema, output: z.undefined() },
  /** Returns why notices came or did not, oldest first. */
  'decisions:get': { input: z.undefined(), output: z.array(DecisionSchema).readonly() },
  /** The redacted report of what could not be read, which the user reads before copying it. Main composes it. */
  'report:read': { input: z.undefined(), output: z.string() },
  /** Copies that report to the clipboard. */
  'report:copy': { input: z.undefined(), output: z.undefined() },
  'demo:enter': { input: z.undefined(), output: z.undefined() },
  'demo:leave': { input: z.undefined(), output: z.undefined() },
  /** Opens a link in the browser. The renderer names the link; only main knows its address. */
  'link:open': {
    input: z.union([
      z.enum(['console', 'plans', 'documentation', 'tray-extension', 'releases']),
      z.strictObject({ providerId: z.string().min(1), page: z.enum(['keys', 'terms', 'privacy', 'documentation']) }),
    ]),
    output: z.undefined(),
  },
  /** Requests a window height at which the page does not scroll. Main limits it to the space on the screen. */
  'popover:fit': { input: z.strictObject({ heightPx: z.number().int().min(0) }), output: z.undefined() },
  'popover:close': { input: z.undefined(), output: z.undefined() },
  'app:quit': { input: z.undefined(), output: z.undefined() },
} as const;

/** Messages that main sends to the renderer unasked. */
export const pushes = { 'state:changed': AppStateSchema } as const;

export type CallName = keyof typeof calls;
export type Input<Call extends CallName> = z.input<(typeof calls)[Call]['input']>;
export type Output<Call extends CallName> = z.output<(typeof calls)[Call]['output']>;
export type PushName = keyof typeof pushes;
export type Push<Name extends PushName> = z.output<(typeof pushes)[Name]>;
export type Arguments<Call extends CallName> = Input<Call> extends undefined ? [] : [Input<Call>];

/** The interface that the preload exposes as `window.gauge`. */
export interface Bridge {
  invoke<Call extends CallName>(name: Call, ...args: Arguments<Call>): Promise<Output<Call>>;
  /** Returns a function that ends the subscription. */
  subscribe<Name extends PushName>(name: Name, listener: (value: Push<Name>) => void): () => void;
}
