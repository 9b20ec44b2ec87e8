import type { ProviderOption } from '../model.ts';
import { type ClientFiles, hasFolder, withoutFolder } from '../precedence/client-files.ts';
import type { Refusal } from '../precedence/client-rules.ts';
import { type Context, contextOf } from '../precedence/context.ts';
import { inUseOf } from '../precedence/in-use.ts';
import type { InUse } from '../precedence/in-use-schema.ts';
import { resolveProvider } from '../precedence/resolve-provider.ts';
import { maskDeep, secretMask } from '../precedence/secret-mask.ts';
import { textAt } from '../settings-text/json.ts';
import { containsEntry, currentEntry } from './current-target.ts';
import { targetsOf, unlistedTarget } from './targets.ts';

/** What Qwen Code uses where it is started, with its names. Holds no key. */
export interface UsedProvider {
  readonly inUse: InUse;
  /** What it uses, or where it does not start, what is chosen; null: nothing is. */
  readonly model: string | null;
  readonly provider: Pick<ProviderOption, 'id' | 'label' | 'region' | 'protocol' | 'baseUrl'> | null;
  /** Whether files of the folder decide this: without them it would be something else. */
  readonly isOfFolder: boolean;
}

/** Resolves what Qwen Code 0.24 uses with these files. Pure. */
export function usedProvider(files: ClientFiles): UsedProvider {
  const context = contextOf(files, '0.24');
  const inUse = inUseOf(context);
  const isOfFolder = hasFolder(files) && !isSame(inUse, inUseOf(contextOf(withoutFolder(files), '0.24')));
  return { inUse, ...namesIn(context), isOfFolder };
}

/** The names of what is used or chosen. */
function namesIn(context: Context | Refusal): Pick<UsedProvider, 'model' | 'provider'> {
  if ('code' in context) return { model: null, provider: null };
  const resolved = resolveProvider(context);
  const { merged } = context;
  const isUsed = resolved.state === 'uses';
  const entry = isUsed ? resolved.entry : currentEntry(merged);
  const listed = entry === null ? undefined : targetsOf(merged).find((target) => containsEntry(target, entry));
  const target =
    listed ?? (isUsed ? unlistedTarget(resolved.protocol, resolved.baseUrl, resolved.keyVariable ?? '') : null);
  const model = isUsed ? resolved.model : (textAt(merged, 'model', 'name') ?? null);
  return maskDeep({ model, provider: target === null ? null : namesOf(target) }, secretMask(context));
}

const namesOf = ({ id, label, region, protocol, baseUrl }: NonNullable<UsedProvider['provider']>) => ({
  ...{ id, label, region, protocol, baseUrl },
});

const isSame = (one: InUse, other: InUse): boolean => {
  if (one.state === 'refuses' || other.state === 'refuses') return one.state === other.state;
  return one.protocol === other.protocol && one.model === other.model && one.baseUrl === other.baseUrl;
};
