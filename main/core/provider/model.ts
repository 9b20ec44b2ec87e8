import * as z from 'zod';

/** The wire protocols that Qwen Code supports (`security.auth.selectedType`, keys of `modelProviders`). */
export const protocols = ['openai', 'openai-responses', 'anthropic', 'gemini', 'vertex-ai'] as const;
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

/** Something the user can switch to, as listed in the popover. */
const ProviderOptionSchema = z.strictObject({
  /** Stable: the catalogue's id and region ("coding-plan/international"), or the user's "file/<protocol>/<hash>". */
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
  startFault: z.strictObject({ code: RefusalCodeSchema, subject: z.string() }).optional(),
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
 * Why a file that exists could not be read. `read-failed`: not now, as with too many open files. `no-answer`: the disk that
 * holds it, as a network disk, does not answer.
 */
export const UnreadReasonSchema = z.enum([
  ...(['not-a-regular-file', 'pipe', 'too-large', 'unreadable', 'read-failed', 'no-answer'] as const),
]);
export type UnreadReason = z.infer<typeof UnreadReasonSchema>;

/** Why the app does not change a settings file. Line and column start at 1. */
const SettingsProblemSchema = z.strictObject({
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
    /** The file still selects Qwen OAuth, which ended on 2026-04-15: Qwen Code refuses to start with it. */
    qwenOAuthEnded: z.boolean().optional(),
    repairs: z.array(RepairOfferSchema).readonly().optional(),
  }),
  z.strictObject({ state: z.literal('refused'), path: z.string(), problem: SettingsProblemSchema }),
]);
export type SettingsView = Readonly<z.infer<typeof SettingsViewSchema>>;

/** The switch the user requests. `key` is entered by the user; it goes only to the vault and into the planned file. */
export const ProviderChoiceSchema = z.strictObject({
  providerId: z.string().min(1),
  model: z.string().min(1),
  key: z.string().min(1).max(4096).optional(),
  keyPlacement: KeyPlacementSchema.optional(),
  /** Whether the other selectors that cost quota (`fastModel`, `modelFallbacks`, …) follow. Default: "none". */
  follow: z.enum(['all', 'none']).optional(),
  /** For the custom endpoint only. */
  baseUrl: z.string().min(1).max(2048).optional(),
  protocol: ProtocolSchema.optional(),
  /** The environment variable that holds the key. Default: the usual variable of the provider. */
  keyVariable: z.string().min(1).max(256).optional(),
});
export type ProviderChoice = Readonly<z.infer<typeof ProviderChoiceSchema>>;

export const DiffLineSchema = z.strictObject({
  kind: z.enum(['same', 'added', 'removed', 'gap']),
  text: z.string(),
});
export type DiffLine = Readonly<z.infer<typeof DiffLineSchema>>;

/** A warning before the user confirms. `view/words` holds the text for `code`, with `values` filled in. */
export const SwitchWarningSchema = z.strictObject({
  code: z.enum([
    'shadowed-by-environment',
    'shadowed-by-env-file',
    'shadowed-by-workspace',
    'shadowed-by-system',
    'enforced-type',
    'key-leak-openai-api-key',
    'billed-endpoint',
    'running-sessions',
    'other-selector',
    'key-in-plain-text',
    /** Other entries of the file read the same variable and would get the new key. */
    'key-shared',
    /** No override is known, and yet Qwen Code would use something else. */
    'switch-without-effect',
    /** Client 0.15 would not use the same as client 0.24. */
    'older-client-differs',
    /** The file has another hard link, which will keep the old content. */
    'second-name',
    /** The rights of the file's group, and of an access control list, are taken away. */
    'group-rights-lost',
    /** The owner of the file may not write it. */
    'read-only',
    /** The file is reached by a link, so that the key lies elsewhere. */
    'key-behind-link',
    /** The chosen model ended on a day in the past. */
    'model-ended',
    /** The personal edition of the Token Plan refuses the model. */
    'model-unpurchased',
    /** The key lacks the prefix of plan keys, at a plan whose key Qwen Code does not check. */
    'not-a-plan-key',
    /** The path of a request was taken off the address the user entered. */
    'address-shortened',
    'address-unresolved',
    'address-with-request-path',
    /** The catalogue knows that this host serves the protocol at another path. */
    'wrong-address',
    /** A `.env` file that the app cannot read may hold variables that come before what is written. */
    'unread-file',
  ]),
  values: z.record(z.string(), z.string()),
  /** Whether the warning applies only in the folder where the switch was requested. */
  onlyInFolder: z.boolean().optional(),
});
export type SwitchWarning = Readonly<z.infer<typeof SwitchWarningSchema>>;

const KeyProblemSchema = z.enum([
  'missing',
  'plan-key-on-billed-endpoint',
  'billed-key-on-plan-endpoint',
  /** The key has the form of neither kind of Alibaba's keys. */
  'not-a-plan-key',
  /** What documents show in place of a key. */
  'placeholder',
  /** The entry's `envKey` names no variable: Qwen Code does not start with it, whatever key there is. */
  'env-key',
  'white-space',
  'dollar-name',
  'not-ascii',
  /** The key contains quotes or a backslash, usually copied by accident. */
  'quotes',
  /** The variable name for the custom endpoint is not valid in a shell or a .env file. */
  'variable-name',
  /** The entry's `envKey` holds a key or a reference; a switch would make that the name of a variable. */
  'secret-env-key',
  /** The custom endpoint's base URL is missing, or not http(s). */
  'base-url',
]);
export type KeyProblem = z.infer<typeof KeyProblemSchema>;

/** A planned choice: a plan that the user confirms by its hash, nothing to do, or why it is refused. */
export const SwitchPreviewSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('plan'),
    /** The sha256 of the bytes before and after, which identifies the plan the user confirms. */
    hash: z.string(),
    path: z.string(),
    diff: z.array(DiffLineSchema).readonly(),
    warnings: z.array(SwitchWarningSchema).readonly(),
    /** The second file of the plan, when the key is written to a .env file. */
    envFile: z.strictObject({ path: z.string(), diff: z.array(DiffLineSchema).readonly() }).optional(),
  }),
  z.strictObject({ kind: z.literal('nothing-to-do') }),
  /** `path`: the file at fault, which may be the `.env` file. */
  z.strictObject({ kind: z.literal('settings-refused'), path: z.string(), problem: SettingsProblemSchema }),
  z.strictObject({ kind: z.literal('key-refused'), problem: KeyProblemSchema }),
  z.strictObject({ kind: z.literal('unknown-provider') }),
]);
export type SwitchPreview = Readonly<z.infer<typeof SwitchPreviewSchema>>;

/** How a confirmed write ended. In every case but `done` the file keeps its old content. */
export const SwitchResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('done'),
    backupId: z.string().nullable(),
    /** The disk has too little room to undo the change, or even to record it: undo works once some is free. */
    needsRoom: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal('changed-meanwhile') }),
  z.strictObject({ kind: z.literal('plan-unknown') }),
  z.strictObject({ kind: z.literal('restored'), detail: z.string() }),
  z.strictObject({ kind: z.literal('failed'), detail: z.string() }),
  z.strictObject({ kind: z.literal('nothing-to-undo') }),
]);
export type SwitchResult = Readonly<z.infer<typeof SwitchResultSchema>>;
