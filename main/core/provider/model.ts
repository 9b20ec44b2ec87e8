import * as z from 'zod';
import { protocols } from './protocols.ts';

export const ProtocolSchema = z.enum(protocols);
export type Protocol = z.infer<typeof ProtocolSchema>;

export const KeyPlacementSchema = z.enum(['settings', 'env-file']);
export type KeyPlacement = z.infer<typeof KeyPlacementSchema>;

/** Where a key was found, without the key itself. */
const KeyStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('missing') }),
  z.strictObject({
    state: z.literal('present'),
    source: z.enum(['environment', 'env-file', 'settings', 'vault']),
    last4: z.string().max(4),
  }),
]);
export type KeyState = Readonly<z.infer<typeof KeyStateSchema>>;

export const RefusalCodeSchema = z.enum([
  'no-protocol',
  'qwen-oauth-ended',
  'unknown-type',
  'enforced-type',
  'missing-id',
  'wrapped-models',
  'bad-wire-api',
  'missing-key',
  'missing-base-url',
  'service-model',
  'unreadable-layer',
  'env-key-empty',
  'wrong-type',
  'repeated-flag',
  'unknown-flag',
  /** Not a refusal of Qwen Code: the app cannot read a file that decides, so the outcome is unknown. */
  'unread-file',
]);
/** The reason why Qwen Code exits or crashes at start. */
export type RefusalCode = z.infer<typeof RefusalCodeSchema>;

/** Why Qwen Code does not start; `subject` as in a refusal, masked. */
const StartFaultSchema = z.strictObject({ code: RefusalCodeSchema, subject: z.string() });
export type StartFault = Readonly<z.infer<typeof StartFaultSchema>>;

/** Something the user can switch to, as listed in the popover. */
const ProviderOptionSchema = z.strictObject({
  /**
   * A stable id: the catalogue's id with its region ("coding-plan/international"), or "file/<protocol>/<hash>" for the
   * user's own entries.
   */
  id: z.string().min(1),
  /** `file`: declared in the user's own settings file, which takes precedence; `catalogue`: known to the app. */
  origin: z.enum(['file', 'catalogue']),
  label: z.string(),
  region: z.string().nullable(),
  protocol: ProtocolSchema,
  baseUrl: z.string(),
  keyVariable: z.string(),
  key: KeyStateSchema,
  models: z.array(z.strictObject({ id: z.string(), name: z.string() })).readonly(),
  /** Whether Qwen Code would use this one now if the settings file alone decided. */
  current: z.boolean(),
  /**
   * Why Qwen Code does not start with it; `subject` as in a refusal. Of one that is not current: for a fault of its
   * entries alone, which no key mends. Left out: it starts, or would with a key.
   */
  startFault: StartFaultSchema.optional(),
  /** `plan`: a subscription pays; `billed`: the provider bills by use; `unknown`: the user's own endpoint. */
  billing: z.enum(['plan', 'billed', 'unknown']).optional(),
  /** The company whose terms of service and privacy notice apply; null when the app does not know it. */
  termsOf: z.string().nullable().optional(),
  /** The custom endpoint: the user enters base URL and protocol in the choice. */
  custom: z.boolean().optional(),
});
export type ProviderOption = Readonly<z.infer<typeof ProviderOptionSchema>>;

/** A provider that was in use before, with the model last used with it. */
export const RecentProviderSchema = z.strictObject({ providerId: z.string(), model: z.string() });
export type RecentProvider = Readonly<z.infer<typeof RecentProviderSchema>>;

/**
 * Why a file that exists could not be read. `held-open`: another program shares it with nobody. `read-failed`: not now, as
 * with too many open files. `no-answer`: the disk that holds it, as a network disk, does not answer.
 */
export const UnreadReasonSchema = z.enum([
  ...(['not-a-regular-file', 'pipe', 'too-large', 'unreadable', 'held-open', 'read-failed', 'no-answer'] as const),
]);
export type UnreadReason = z.infer<typeof UnreadReasonSchema>;

/** Why the app does not change a settings file. Line and column start at 1. */
export const SettingsProblemSchema = z.strictObject({
  reason: z.enum([
    'not-json',
    'trailing-comma',
    'duplicate-key',
    'not-an-object',
    ...UnreadReasonSchema.options,
    'not-utf8',
    /** Lists and objects lie in each other too deeply to be read without risk. */
    'too-deep',
    /** A switch would have to replace a list or an object by a value of another form. */
    'unexpected-value',
    /** The file is missing, but the `.orig` of an interrupted save of the client exists. */
    'interrupted-save',
  ]),
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  /** The faulty line with secrets masked, or null. */
  excerpt: z.string().nullable(),
  /** The number of characters of the excerpt before the fault; absent when unknown. */
  excerptAt: z.number().int().nonnegative().optional(),
});
export type SettingsProblem = Readonly<z.infer<typeof SettingsProblemSchema>>;

/** Known damage in a settings file, offered for repair. `view/words` holds the text; `values` fill its placeholders. */
export const RepairOfferSchema = z.strictObject({
  code: z.enum([
    'region-beside-china-url',
    'entry-without-id',
    'unknown-selected-type',
    'qwen-oauth-ended',
    /** `envKey` holds the key itself, or a reference to a variable, instead of the variable's name. */
    'key-in-env-key',
    'reference-in-env-key',
    'wrapped-models',
    'left-over-file',
    'byte-order-mark',
    'env-key-names-nothing',
    'model-ended',
    'written-by-bailian-cli',
    'first-of-equal-models',
    'empty-file',
    /** A file that Qwen Code may read but the app cannot. */
    'unread-file',
  ]),
  values: z.record(z.string(), z.string()),
  /** false: the app only reports the damage. */
  repairable: z.boolean(),
});
export type RepairOffer = Readonly<z.infer<typeof RepairOfferSchema>>;

/** The user's settings file for display. Holds no key. */
export const SettingsViewSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('unknown') }),
  z.strictObject({
    state: z.literal('readable'),
    path: z.string(),
    exists: z.boolean(),
    options: z.array(ProviderOptionSchema).readonly(),
    currentModel: z.string().nullable(),
    /** Where no option is current: what variables or `security.auth` have Qwen Code use; left out: nothing. */
    unlisted: z
      .strictObject({
        id: z.string(),
        label: z.string(),
        region: z.string().nullable(),
        protocol: ProtocolSchema,
        baseUrl: z.string(),
        model: z.string(),
      })
      .optional(),
    /** Where no option is current although something is selected: why Qwen Code does not start. */
    startFault: StartFaultSchema.optional(),
    /** The file that cannot be read and decides what Qwen Code uses, so that this is not known. */
    unread: z.strictObject({ path: z.string(), reason: UnreadReasonSchema }).optional(),
    /** The file still selects Qwen OAuth, which ended on 2026-04-15: Qwen Code refuses to start with it. */
    qwenOAuthEnded: z.boolean().optional(),
    repairs: z.array(RepairOfferSchema).readonly().optional(),
  }),
  z.strictObject({ state: z.literal('refused'), path: z.string(), problem: SettingsProblemSchema }),
]);
export type SettingsView = Readonly<z.infer<typeof SettingsViewSchema>>;
