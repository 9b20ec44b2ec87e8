import * as z from 'zod';

/** The wire protocols Qwen Code speaks (`security.auth.selectedType`, keys of `modelProviders`). */
export const protocols = ['openai', 'openai-responses', 'anthropic', 'gemini', 'vertex-ai'] as const;
export const ProtocolSchema = z.enum(protocols);
export type Protocol = z.infer<typeof ProtocolSchema>;

export const KeyPlacementSchema = z.enum(['settings', 'env-file']);
export type KeyPlacement = z.infer<typeof KeyPlacementSchema>;

/** Where a key was found, without the key. */
const KeyStateSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('missing') }),
  z.strictObject({
    state: z.literal('present'),
    source: z.enum(['environment', 'env-file', 'settings', 'vault']),
    last4: z.string().max(4),
  }),
]);
export type KeyState = Readonly<z.infer<typeof KeyStateSchema>>;

/** Something the user can switch to, as listed in the popover. */
const ProviderOptionSchema = z.strictObject({
  /** Stable: the catalogue's id with its region ("coding-plan/international"), or "file/<protocol>/<mark of its place>". */
  id: z.string().min(1),
  /** `file`: declared by the user's own settings file, which always wins; `catalogue`: known to the app. */
  origin: z.enum(['file', 'catalogue']),
  label: z.string(),
  region: z.string().nullable(),
  protocol: ProtocolSchema,
  baseUrl: z.string(),
  keyVariable: z.string(),
  key: KeyStateSchema,
  models: z.array(z.strictObject({ id: z.string(), name: z.string() })).readonly(),
  /** Qwen Code would use this one now, as far as the settings file alone tells. */
  current: z.boolean(),
  /** `plan`: a subscription pays; `billed`: the provider bills by use; `unknown`: the user's own endpoint. */
  billing: z.enum(['plan', 'billed', 'unknown']).optional(),
  /** Whose terms of service and privacy notice apply, by name; null where only the user can know. */
  termsOf: z.string().nullable().optional(),
  /** The user names base URL and protocol in the choice: the custom endpoint. */
  custom: z.boolean().optional(),
});
export type ProviderOption = Readonly<z.infer<typeof ProviderOptionSchema>>;

/** A provider that was in force once, with the model it was used with last. */
export const RecentProviderSchema = z.strictObject({ providerId: z.string(), model: z.string() });
export type RecentProvider = Readonly<z.infer<typeof RecentProviderSchema>>;

/** Why a settings file is left alone. Line and column start at 1. */
const SettingsProblemSchema = z.strictObject({
  reason: z.enum([
    'not-json',
    'trailing-comma',
    'duplicate-key',
    'not-an-object',
    'too-large',
    'not-a-regular-file',
    'unreadable',
    'not-utf8',
    /** A list or an object stands where a switch would have to write something of another form over it. */
    'unexpected-value',
    /** There is no file, but the `.orig` of a save of the client that was cut off. */
    'interrupted-save',
  ]),
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  /** The line at fault with secrets masked, or null. */
  excerpt: z.string().nullable(),
  /** How many characters of the excerpt come before the place at fault; left out where that is not known. */
  excerptAt: z.number().int().nonnegative().optional(),
});
export type SettingsProblem = Readonly<z.infer<typeof SettingsProblemSchema>>;

/** Known damage in a settings file, offered for repair; worded in `view/words`, `values` fill the sentence. */
export const RepairOfferSchema = z.strictObject({
  code: z.enum([
    'region-beside-china-url',
    'entry-without-id',
    'unknown-selected-type',
    'qwen-oauth-ended',
    'wrapped-models',
    'left-over-file',
    'byte-order-mark',
  ]),
  values: z.record(z.string(), z.string()),
  /** false: shown only, never touched. */
  repairable: z.boolean(),
});
export type RepairOffer = Readonly<z.infer<typeof RepairOfferSchema>>;

/** What the user's settings file says, for the screen. Holds no key. */
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

/** What the user asks for. `key` is typed by the user once; it goes to the vault and into the planned file, nowhere else. */
export const ProviderChoiceSchema = z.strictObject({
  providerId: z.string().min(1),
  model: z.string().min(1),
  key: z.string().min(1).max(4096).optional(),
  keyPlacement: KeyPlacementSchema.optional(),
  /** What becomes of the other selectors that also spend (`fastModel`, `modelFallbacks`, …). Left out: 'none'. */
  follow: z.enum(['all', 'none']).optional(),
  /** For the custom endpoint alone. */
  baseUrl: z.string().min(1).max(2048).optional(),
  protocol: ProtocolSchema.optional(),
  /** The environment variable that holds the key; left out: the provider's own name for it. */
  keyVariable: z.string().min(1).max(256).optional(),
});
export type ProviderChoice = Readonly<z.infer<typeof ProviderChoiceSchema>>;

export const DiffLineSchema = z.strictObject({
  kind: z.enum(['same', 'added', 'removed', 'gap']),
  text: z.string(),
});
export type DiffLine = Readonly<z.infer<typeof DiffLineSchema>>;

/** A thing the user should know before saying yes. `code` is worded in `view/words`; `values` fill the sentence. */
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
    /** Nothing seen here would win, and yet Qwen Code would use something else. */
    'switch-without-effect',
    /** Client 0.15 would use something else than client 0.24. */
    'older-client-differs',
    /** The file has a second name that will keep what the file held. */
    'second-name',
  ]),
  values: z.record(z.string(), z.string()),
  /** It holds in the folder the switch was asked for in, and nowhere else. */
  onlyInFolder: z.boolean().optional(),
});
export type SwitchWarning = Readonly<z.infer<typeof SwitchWarningSchema>>;

const KeyProblemSchema = z.enum([
  'missing',
  'plan-key-on-billed-endpoint',
  'billed-key-on-plan-endpoint',
  'white-space',
  'dollar-name',
  'not-ascii',
  /** Quotes or a backslash, usually pasted along. */
  'quotes',
  /** The custom endpoint's variable name is none that a shell or a .env file could hold. */
  'variable-name',
  /** The custom endpoint's base URL is missing, or not http(s). */
  'base-url',
]);
export type KeyProblem = z.infer<typeof KeyProblemSchema>;

/** The answer to a choice: a plan to be confirmed by its hash, nothing to do, or why not. */
export const SwitchPreviewSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('plan'),
    /** sha256 of the bytes before and after: what the user confirms. */
    hash: z.string(),
    path: z.string(),
    diff: z.array(DiffLineSchema).readonly(),
    warnings: z.array(SwitchWarningSchema).readonly(),
    /** The second file of the plan, where the key goes to a .env file. */
    envFile: z.strictObject({ path: z.string(), diff: z.array(DiffLineSchema).readonly() }).optional(),
  }),
  z.strictObject({ kind: z.literal('nothing-to-do') }),
  z.strictObject({ kind: z.literal('settings-refused'), problem: SettingsProblemSchema }),
  z.strictObject({ kind: z.literal('key-refused'), problem: KeyProblemSchema }),
  z.strictObject({ kind: z.literal('unknown-provider') }),
]);
export type SwitchPreview = Readonly<z.infer<typeof SwitchPreviewSchema>>;

/** How a confirmed write ended. In every case but `done` the file holds what it held before. */
export const SwitchResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), backupId: z.string().nullable() }),
  z.strictObject({ kind: z.literal('changed-meanwhile') }),
  z.strictObject({ kind: z.literal('plan-unknown') }),
  z.strictObject({ kind: z.literal('restored'), detail: z.string() }),
  z.strictObject({ kind: z.literal('failed'), detail: z.string() }),
  z.strictObject({ kind: z.literal('nothing-to-undo') }),
]);
export type SwitchResult = Readonly<z.infer<typeof SwitchResultSchema>>;
