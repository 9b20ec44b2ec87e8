import * as z from 'zod';
import { KeyPlacementSchema, ProtocolSchema, SettingsProblemSchema } from './model.ts';

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
    /** The address is plain http to another machine. */
    'unencrypted-address',
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
    /** The places of the settings whose values change, as in "model.name". */
    changed: z.array(z.string()).readonly(),
    /** The files of the plan that do not exist yet. */
    newFiles: z.array(z.string()).readonly(),
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
    /** Settings were restored: whether a key that a switch wrote into this file went with them, or stays in it. */
    keyFile: z.strictObject({ path: z.string(), isRestored: z.boolean() }).optional(),
  }),
  z.strictObject({ kind: z.literal('changed-meanwhile') }),
  z.strictObject({ kind: z.literal('plan-unknown') }),
  z.strictObject({ kind: z.literal('restored'), detail: z.string() }),
  z.strictObject({ kind: z.literal('failed'), detail: z.string() }),
  z.strictObject({ kind: z.literal('nothing-to-undo') }),
]);
export type SwitchResult = Readonly<z.infer<typeof SwitchResultSchema>>;
