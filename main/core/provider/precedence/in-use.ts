import { addressFault } from '../catalogue/known-addresses.ts';
import { endOfModel, mayBeUnpurchased } from '../catalogue/model-facts.ts';
import type { RefusalCode } from '../model.ts';
import { lastFour } from '../settings-text/mask.ts';
import { shownUrl } from '../url.ts';
import { type Refusal, unreadFile } from './client-rules.ts';
import type { Context } from './context.ts';
import { unreadBefore } from './environment.ts';
import type { UnreadFile } from './facts.ts';
import type { InUse, InUseWarning, ValueSource } from './in-use-schema.ts';
import type { Resolved } from './resolution.ts';
import { resolveProvider } from './resolve-provider.ts';
import { maskDeep, secretMask } from './secret-mask.ts';
import { shadowsOf } from './shadows.ts';

const parts = ['protocol', 'model', 'baseUrl', 'key'] as const;

/** Refusals that a variable of a `.env` file could prevent. */
const missing: readonly RefusalCode[] = ['missing-key', 'missing-base-url', 'no-protocol'];

/** Resolves what Qwen Code will use, for every surface. Pure. */
export function inUseOf(context: Context | Refusal): InUse {
  if ('code' in context) return { ...context, shadows: [] };
  return maskDeep(unmaskedInUse(context), secretMask(context));
}

function unmaskedInUse(context: Context): InUse {
  const resolved = resolveProvider(context);
  if (resolved.state === 'refuses') {
    const unread = unreadBefore(context, null);
    const isUnknown = unread !== null && missing.includes(resolved.code);
    return { ...(isUnknown ? unreadFile(unread) : resolved), shadows: shadowsOf(context, null) };
  }
  const { protocol, model, baseUrl, keyVariable, key, sources } = resolved;
  const uncertain = parts.filter((part) => unreadFor(context, part, sources[part]) !== null);
  const [first] = uncertain;
  const unread = first === undefined ? null : unreadFor(context, first, sources[first]);
  return {
    state: 'uses',
    protocol,
    model,
    baseUrl: shownUrl(baseUrl),
    keyVariable,
    keyLast4: lastFour(key),
    sources,
    ...(uncertain.length > 0 && { uncertain }),
    warnings: [
      ...(context.restoresSaved ? [{ code: 'saved-file-restored' as const, values: {} }] : []),
      ...warningsOf(resolved),
      ...(unread === null ? [] : [{ code: 'unread-file' as const, values: { ...unread } }]),
    ],
    shadows: shadowsOf(context, resolved),
  };
}

/** The unread file that may set a value otherwise. No variable comes before an entry, or a setting of type or model. */
function unreadFor(context: Context, part: (typeof parts)[number], source: ValueSource): UnreadFile | null {
  const isDecided = source.kind === 'entry' || (source.kind === 'setting' && (part === 'protocol' || part === 'model'));
  return isDecided ? null : unreadBefore(context, source);
}

function warningsOf(resolved: Resolved): readonly InUseWarning[] {
  const { entry, fellBack, model, protocol, baseUrl, keyVariable } = resolved;
  const otherKey = otherKeyOf(resolved);
  const ended = endOfModel(model, baseUrl);
  const isRefused = ended === null && mayBeUnpurchased(model, baseUrl, keyVariable ?? '');
  const fault = addressFault(protocol, baseUrl);
  return [
    ...(otherKey === null ? [] : [{ code: 'other-key-stands-in' as const, values: otherKey }]),
    ...(fellBack ? [{ code: 'first-entry-answers' as const, values: { model } }] : []),
    ...(entry === null ? [{ code: 'not-in-a-list' as const, values: { model } }] : []),
    ...(ended === null ? [] : [{ code: 'model-ended' as const, values: { model, date: ended } }]),
    ...(isRefused ? [{ code: 'model-unpurchased' as const, values: { model } }] : []),
    ...(fault === null ? [] : [fault]),
  ];
}

/**
 * Another provider's key that would be sent to the entry's address because the entry's own variable is not set; null:
 * none.
 */
export function otherKeyOf(resolved: Resolved): { wanted: string; used: string; baseUrl: string } | null {
  const { entry, keyVariable, wantedVariable, baseUrl, sources } = resolved;
  if (entry === null || entry.envKey === '' || keyVariable === wantedVariable) return null;
  const used = keyVariable ?? (sources.key.kind === 'flag' ? sources.key.name : 'security.auth.apiKey');
  return { wanted: wantedVariable, used, baseUrl: shownUrl(baseUrl) };
}
