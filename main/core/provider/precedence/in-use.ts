import * as z from 'zod';
import { ProtocolSchema } from '../model.ts';
import { lastFour } from '../settings-text/mask.ts';
import { shownUrl } from '../url.ts';
import type { PrecedenceInput, ValueSource } from './resolution.ts';
import { refusesToStart } from './resolution.ts';
import { resolveProvider } from './resolve-provider.ts';

/** What Qwen Code will use, or why it would not start. Holds no key. */
export const InUseSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('uses'),
    protocol: ProtocolSchema,
    model: z.string(),
    baseUrl: z.string(),
    /** null: the key comes from no variable. */
    keyVariable: z.string().nullable(),
    keySource: z.enum(['environment', 'env-file', 'settings', 'flag', 'default']),
    keyLast4: z.string().max(4),
  }),
  z.strictObject({
    state: z.literal('refuses'),
    code: z.enum([
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
    ]),
    subject: z.string(),
  }),
]);
export type InUse = Readonly<z.infer<typeof InUseSchema>>;

/** What the files say now, as `explain` would, for the screen. Pure. */
export function inUseOf(input: PrecedenceInput): InUse {
  const resolved = resolveProvider(input);
  if (refusesToStart(resolved)) return { state: 'refuses', code: resolved.code, subject: resolved.subject };
  const { protocol, model, baseUrl, keyVariable, key, sources } = resolved;
  return {
    state: 'uses',
    protocol,
    model,
    baseUrl: shownUrl(baseUrl),
    keyVariable,
    keySource: placeOf(sources.key),
    keyLast4: lastFour(key),
  };
}

function placeOf(source: ValueSource | null): Extract<InUse, { state: 'uses' }>['keySource'] {
  if (source === null) return 'default';
  switch (source.kind) {
    case 'entry':
    case 'setting':
    case 'settings':
      return 'settings';
    case 'environment':
    case 'env-file':
    case 'flag':
    case 'default':
      return source.kind;
  }
}
