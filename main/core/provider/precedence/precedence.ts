import type { Protocol } from '../model.ts';
import { lastFour } from '../settings-text/mask.ts';
import { shownUrl } from '../url.ts';
import { type PrecedenceInput, type Resolved, refusesToStart, type ValueSource } from './resolution.ts';
import { resolveProvider } from './resolve-provider.ts';

export {
  type Flags,
  noFlags,
  type PrecedenceInput,
  type Resolved,
  refusesToStart,
  type ValueSource,
} from './resolution.ts';
export { resolveProvider } from './resolve-provider.ts';

/** A source in words for a terminal: a layer, a file, a flag. */
export function sourceText(source: ValueSource | null): string {
  if (source === null) return 'none';
  switch (source.kind) {
    case 'environment':
      return 'environment';
    case 'env-file':
      return source.path;
    case 'settings':
      return `${source.layer} settings env`;
    case 'flag':
      return source.name;
    case 'entry':
      return `${source.layer} settings modelProviders`;
    case 'setting':
      return `${source.layer} settings ${source.path}`;
    case 'default':
      return 'default';
  }
}

export interface ExplanationWarning {
  readonly code: 'other-key-stands-in' | 'first-entry-answers' | 'not-in-a-list';
  readonly values: Readonly<Record<string, string>>;
}

/** What `qwen-gauge explain` prints: no key, only its last characters. */
export type Explanation =
  | { readonly refuses: string }
  | {
      readonly protocol: Protocol;
      readonly model: string;
      readonly baseUrl: string;
      readonly keyVariable: string | null;
      readonly keySource: string;
      readonly keyLast4: string;
      readonly sources: {
        readonly protocol: string;
        readonly model: string;
        readonly baseUrl: string;
        readonly key: string;
      };
      readonly warnings: readonly ExplanationWarning[];
    };

function explanationWarnings(resolved: Resolved): readonly ExplanationWarning[] {
  const warnings: ExplanationWarning[] = [];
  const { entry, keyVariable, wantedVariable, model, baseUrl } = resolved;
  if (entry !== null && entry.envKey !== '' && keyVariable !== wantedVariable) {
    warnings.push({
      code: 'other-key-stands-in',
      values: {
        wanted: wantedVariable,
        used: keyVariable ?? sourceText(resolved.sources.key),
        baseUrl: shownUrl(baseUrl),
      },
    });
  }
  if (resolved.fellBack) warnings.push({ code: 'first-entry-answers', values: { model } });
  if (entry === null) warnings.push({ code: 'not-in-a-list', values: { model } });
  return warnings;
}

/** `resolveProvider` as it may be printed. */
export function explain(input: PrecedenceInput): Explanation {
  const resolved = resolveProvider(input);
  return refusesToStart(resolved) ? { refuses: resolved.refuses } : explainResolved(resolved);
}

export function explainResolved(resolved: Resolved): Exclude<Explanation, { readonly refuses: string }> {
  const { sources } = resolved;
  return {
    protocol: resolved.protocol,
    model: resolved.model,
    baseUrl: shownUrl(resolved.baseUrl),
    keyVariable: resolved.keyVariable,
    keySource: sourceText(sources.key),
    keyLast4: lastFour(resolved.key),
    sources: {
      protocol: sourceText(sources.protocol),
      model: sourceText(sources.model),
      baseUrl: sourceText(sources.baseUrl),
      key: sourceText(sources.key),
    },
    warnings: explanationWarnings(resolved),
  };
}
