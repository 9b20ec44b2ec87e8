import * as z from 'zod';
import { ProtocolSchema, RefusalCodeSchema, UnreadReasonSchema } from '../model.ts';
import { layerNames } from './layers.ts';

const layer = z.enum(layerNames);
const VariableSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('environment') }),
  z.strictObject({ kind: z.literal('env-file'), path: z.string() }),
  z.strictObject({ kind: z.literal('settings'), layer }),
]);
/** Where a variable is set. */
export type VariableSource = Readonly<z.infer<typeof VariableSourceSchema>>;

const ValueSourceSchema = z.discriminatedUnion('kind', [
  ...VariableSourceSchema.options,
  z.strictObject({ kind: z.literal('flag'), name: z.string() }),
  z.strictObject({ kind: z.literal('entry'), layer }),
  z.strictObject({ kind: z.literal('setting'), path: z.string(), layer }),
  z.strictObject({ kind: z.literal('default') }),
]);
/** Where any value comes from. */
export type ValueSource = Readonly<z.infer<typeof ValueSourceSchema>>;

const ShadowSchema = z.strictObject({
  part: z.enum(['protocol', 'model', 'modelBaseUrl', 'list', 'key']),
  /** The path of the setting, or the name of the variable. */
  name: z.string(),
  loser: ValueSourceSchema,
  winner: ValueSourceSchema,
});
/** A value that has no effect because a source of higher precedence overrides it. */
export type Shadow = Readonly<z.infer<typeof ShadowSchema>>;

const InUseWarningSchema = z.strictObject({
  code: z.enum([
    'other-key-stands-in',
    'first-entry-answers',
    'not-in-a-list',
    'model-ended',
    'model-unpurchased',
    'address-unresolved',
    'address-with-request-path',
    'wrong-address',
    'saved-file-restored',
    'unread-file',
  ]),
  values: z.record(z.string(), z.string()),
});
export type InUseWarning = Readonly<z.infer<typeof InUseWarningSchema>>;

const shadows = z.array(ShadowSchema).readonly();

/**
 * What Qwen Code will use and the source of each value, or why it would not start. Holds no key. Each surface words it
 * itself.
 */
export const InUseSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('uses'),
    protocol: ProtocolSchema,
    model: z.string(),
    baseUrl: z.string(),
    /** null: the key does not come from a variable. */
    keyVariable: z.string().nullable(),
    keyLast4: z.string().max(4),
    sources: z.strictObject({
      protocol: ValueSourceSchema,
      model: ValueSourceSchema,
      baseUrl: ValueSourceSchema,
      key: ValueSourceSchema,
    }),
    /** The values that an unread `.env` file may set otherwise; left out: none. */
    uncertain: z
      .array(z.enum(['protocol', 'model', 'baseUrl', 'key']))
      .readonly()
      .optional(),
    warnings: z.array(InUseWarningSchema).readonly(),
    shadows,
  }),
  z.strictObject({
    state: z.literal('refuses'),
    code: RefusalCodeSchema,
    subject: z.string(),
    unread: z.strictObject({ path: z.string(), reason: UnreadReasonSchema }).optional(),
    shadows,
  }),
]);
export type InUse = Readonly<z.infer<typeof InUseSchema>>;
