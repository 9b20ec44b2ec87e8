import * as z from 'zod';
import { languages } from '../main/core/language.ts';
import { PreferencesSchema } from '../main/core/preferences.ts';
import {
  ProviderChoiceSchema,
  RecentProviderSchema,
  RepairOfferSchema,
  SettingsViewSchema,
  SwitchPreviewSchema,
  SwitchResultSchema,
} from '../main/core/provider/model.ts';
import { InUseSchema } from '../main/core/provider/precedence/in-use.ts';
import { ClientReplySchema } from '../main/core/provider/precedence/installed-client-report.ts';
import { WindowCurveSchema } from '../main/core/quota/forecast/window-curve.ts';
import { LocalCountsSchema } from '../main/core/quota/local-counts.ts';
import { PoolIdSchema, SnapshotSchema, WindowIdSchema } from '../main/core/quota/model.ts';
import { ServiceRegionSchema, SessionSchema } from '../main/core/session.ts';
import { BreakdownAnswerSchema, BreakdownQuestionSchema } from '../main/core/usage/breakdown-model.ts';

/** A kept version of one of the user's files, as the list shows it. */
const BackupViewSchema = z.strictObject({
  id: z.string(),
  atMs: z.number(),
  path: z.string(),
  /** What was in force then; empty where nothing was. */
  label: z.string(),
});
export type BackupView = Readonly<z.infer<typeof BackupViewSchema>>;

/** Where main leads the popover: a click on a notice, or in the tray's menu. */
const DestinationSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.enum(['quota', 'providers']), serial: z.number().int() }),
  /** To the plan of this switch, or to what is still to be asked. */
  z.strictObject({ to: z.literal('switch'), serial: z.number().int(), providerId: z.string() }),
]);
export type Destination = Readonly<z.infer<typeof DestinationSchema>>;

/** Everything the renderer may know. No secret, no URL it could follow, no path but those it shows. */
const AppStateSchema = z.strictObject({
  snapshot: SnapshotSchema,
  session: SessionSchema,
  settings: SettingsViewSchema,
  preferences: PreferencesSchema,
  /** The language in force, after "system" was resolved by main. */
  language: z.enum(languages),
  /** Main owns time: now = nowMs + (elapsed since this state arrived) × rate. The rate is 1 outside the demo. */
  time: z.strictObject({ nowMs: z.number(), rate: z.number().positive() }),
  /** Demo data is shown: nothing of the user's is read or written. */
  demo: z.boolean(),
  /** Notices the system would not show, kept for the popover. */
  pendingNotices: z.array(z.strictObject({ tag: z.string(), title: z.string(), body: z.string() })).readonly(),
  /** Things that went wrong at the start and what became of them (a preferences file kept aside, …). */
  problems: z
    .array(z.strictObject({ code: z.enum(['preferences-kept-aside', 'data-folder-unwritable']), detail: z.string() }))
    .readonly(),
  /** Windows that will be used up before they reset, if the pace stays as it is. */
  runOuts: z
    .array(z.strictObject({ pool: PoolIdSchema, windowId: WindowIdSchema, runsOutAtMs: z.number() }))
    .readonly(),
  /** Requests counted in the user's own logs without a plan to hold them against; null: none, or a plan is known. */
  localCounts: LocalCountsSchema.nullable(),
  /** Where a notice or a menu entry leads, until the popover is closed; a new serial number is a new wish. */
  destination: DestinationSchema.nullable(),
  /** The last switch can be taken back. */
  canUndo: z.boolean(),
  /** Providers by when they were last in force, newest first. */
  recentProviders: z.array(RecentProviderSchema).readonly(),
  version: z.string(),
});
export type AppState = Readonly<z.infer<typeof AppStateSchema>>;

/** renderer → main. The only calls the renderer can make. */
export const calls = {
  'state:get': { input: z.undefined(), output: AppStateSchema },
  'quota:refresh': { input: z.undefined(), output: z.undefined() },
  /** What one model used over time. A newer question ends an older one. */
  'breakdown:get': { input: BreakdownQuestionSchema, output: BreakdownAnswerSchema },
  /** How the windows filled, as the app saw it. */
  'history:get': { input: z.undefined(), output: z.array(WindowCurveSchema).readonly() },
  'sign-in:start': { input: z.strictObject({ region: ServiceRegionSchema }), output: z.undefined() },
  /** Opens the verification page again, for a closed tab. */
  'sign-in:open-page': { input: z.undefined(), output: z.undefined() },
  /** Puts its address on the clipboard, where no browser opens; the page never learns it. */
  'sign-in:copy-page': { input: z.undefined(), output: z.undefined() },
  'sign-in:cancel': { input: z.undefined(), output: z.undefined() },
  'session:sign-out': { input: z.undefined(), output: z.undefined() },
  'switch:preview': { input: ProviderChoiceSchema, output: SwitchPreviewSchema },
  'switch:confirm': { input: z.strictObject({ hash: z.string() }), output: SwitchResultSchema },
  /** What one repair of the settings would change; confirmed like a switch. */
  'repair:preview': { input: z.strictObject({ code: RepairOfferSchema.shape.code }), output: SwitchPreviewSchema },
  /** What Qwen Code will use as the files are now. */
  'switch:in-use': { input: z.undefined(), output: InUseSchema },
  'backups:list': { input: z.undefined(), output: z.array(BackupViewSchema).readonly() },
  'backups:restore': { input: z.strictObject({ id: z.string() }), output: SwitchResultSchema },
  'switch:undo': { input: z.undefined(), output: SwitchResultSchema },
  /** Starts the installed Qwen Code, if the user agreed to it, and says what it would use. Takes seconds. */
  'client:ask': { input: z.undefined(), output: ClientReplySchema },
  'preferences:set': { input: PreferencesSchema.partial(), output: z.undefined() },
  'notice:dismiss': { input: z.strictObject({ tag: z.string() }), output: z.undefined() },
  /** Puts a redacted report of what could not be read on the clipboard; main alone composes it. */
  'report:copy': { input: z.undefined(), output: z.undefined() },
  'demo:enter': { input: z.undefined(), output: z.undefined() },
  'demo:leave': { input: z.undefined(), output: z.undefined() },
  /** The renderer names a link; only main knows the address. */
  'link:open': {
    input: z.union([
      z.enum(['console', 'coding-plan', 'documentation']),
      z.strictObject({ providerId: z.string().min(1), page: z.enum(['terms', 'privacy', 'documentation']) }),
    ]),
    output: z.undefined(),
  },
  /** How high the window has to be so that its page need not scroll; main decides what is possible. */
  'popover:fit': { input: z.strictObject({ heightPx: z.number().int().min(0) }), output: z.undefined() },
  'popover:close': { input: z.undefined(), output: z.undefined() },
  'app:quit': { input: z.undefined(), output: z.undefined() },
} as const;

/** main → renderer. */
export const pushes = { 'state:changed': AppStateSchema } as const;

export type CallName = keyof typeof calls;
export type Input<Call extends CallName> = z.input<(typeof calls)[Call]['input']>;
export type Output<Call extends CallName> = z.output<(typeof calls)[Call]['output']>;
export type PushName = keyof typeof pushes;
export type Push<Name extends PushName> = z.output<(typeof pushes)[Name]>;
export type Arguments<Call extends CallName> = Input<Call> extends undefined ? [] : [Input<Call>];

/** What the preload puts on `window.gauge`. */
export interface Bridge {
  invoke<Call extends CallName>(name: Call, ...args: Arguments<Call>): Promise<Output<Call>>;
  /** Answers the function that ends the subscription. */
  subscribe<Name extends PushName>(name: Name, listener: (value: Push<Name>) => void): () => void;
}
