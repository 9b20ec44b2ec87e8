import { findFace } from './catalogue.ts';
import { qwenOAuth } from './client-rules.ts';
import { isProtocol, readLists } from './entries.ts';
import type { SettingsFacts } from './facts.ts';
import { textAt, valueAt } from './json.ts';
import type { RepairOffer } from './model.ts';
import type { SettingsDocument } from './settings-text.ts';
import { sameBaseUrl } from './url.ts';

/**
 * "Update all" of 0.24.4 moves an international Coding Plan to the China address and leaves `region: "global"` beside
 * it (`qwen-code.md` §3.3): the two together are the mark of that damage.
 */
export function hasRegionBesideChinaUrl(settings: unknown): boolean {
  const china = findFace('coding-plan/china')?.baseUrl ?? '';
  const baseUrl = textAt(settings, 'providerMetadata', 'coding-plan', 'baseUrl') ?? '';
  return textAt(settings, 'providerMetadata', 'coding-plan', 'region') === 'global' && sameBaseUrl(baseUrl, china);
}

const offer = (code: RepairOffer['code'], values: Record<string, string>, repairable = true): RepairOffer => ({
  code,
  values,
  repairable,
});

function typeOffers(settings: unknown): readonly RepairOffer[] {
  const type = textAt(settings, 'security', 'auth', 'selectedType');
  if (type === undefined || isProtocol(type)) return [];
  return [type === qwenOAuth ? offer('qwen-oauth-ended', {}, false) : offer('unknown-selected-type', { type })];
}

/** Known damage in a settings file and beside it, in a fixed order. */
export function findRepairs(document: SettingsDocument, facts: SettingsFacts): readonly RepairOffer[] {
  const settings = document.value;
  const lists = readLists(settings);
  const withoutId = lists.flatMap(({ key, items }) =>
    items.some((item) => textAt(item, 'id') === undefined) ? [offer('entry-without-id', { list: key }, false)] : [],
  );
  const wrapped = lists.flatMap(({ key, wrapped: isWrapped }) =>
    isWrapped ? [offer('wrapped-models', { list: key, version: String(valueAt(settings, '$version') ?? '') })] : [],
  );
  return [
    ...(hasRegionBesideChinaUrl(settings) ? [offer('region-beside-china-url', {})] : []),
    ...withoutId,
    ...typeOffers(settings),
    ...wrapped,
    ...(document.hasByteOrderMark ? [offer('byte-order-mark', {}, false)] : []),
    ...facts.leftOverFiles.map((name) => offer('left-over-file', { name }, false)),
  ];
}
