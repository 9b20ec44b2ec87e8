import type { ProviderOption, RecentProvider } from '../../provider/model.ts';

interface Used {
  readonly providerId: string | null;
  readonly model: string | null;
}

/** The providers used before, newest first, each with the model last used with it. Pure. */
export function recentProviders(oldestFirst: readonly Used[]): readonly RecentProvider[] {
  const recent = new Map<string, string>();
  for (const { providerId, model } of oldestFirst.toReversed()) {
    if (providerId !== null && model !== null && !recent.has(providerId)) recent.set(providerId, model);
  }
  return [...recent].map(([providerId, model]) => ({ providerId, model }));
}

/**
 * The model to offer first: the current one, otherwise the last used one if still listed, otherwise the first listed;
 * empty: none.
 */
export function modelToOffer(
  option: ProviderOption,
  currentModel: string | null,
  recent: readonly RecentProvider[],
): string {
  if (option.current && currentModel !== null) return currentModel;
  const last = recent.find(({ providerId }) => providerId === option.id)?.model;
  const listed = option.models.find(({ id }) => id === last) ?? option.models[0];
  return listed?.id ?? '';
}
