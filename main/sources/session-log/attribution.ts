import { catalogue } from '../../core/provider/catalogue/catalogue.ts';
import type { DeclaredModel } from '../../core/provider/declared-models.ts';
import { endpointKindOf } from '../../core/provider/keys.ts';
import type { SettingsView } from '../../core/provider/model.ts';
import { urlParts } from '../../core/provider/url.ts';

/** What new sessions of Qwen Code used from `atMs` on. An entry at the time 0 is what the app found at its first switch. */
export interface ProviderInForce {
  readonly atMs: number;
  readonly model: string | null;
  /** null: none of the known providers. */
  readonly baseUrl: string | null;
}

/** Where a request went: to the Coding Plan, to another provider, or to one of them, which the logs do not tell. */
export type Destination = 'plan' | 'other' | 'either';

/** Decides where a request at that time to that model went. */
export type Attribution = (atMs: number, model: string) => Destination;

export interface KnownProviders {
  /** The recorded selections, oldest first. */
  readonly history: readonly ProviderInForce[];
  /** What the settings of today and their backups declare. */
  readonly declared: readonly DeclaredModel[];
}

/** Both regions' endpoints of the Coding Plan, whatever the protocol (docs/facts/plans.md §1). */
const planHosts = ['coding-intl.dashscope.aliyuncs.com', 'coding.dashscope.aliyuncs.com'];

/**
 * Attributes a request by its model, because no log of Qwen Code names a provider. A model that was only ever declared at
 * the plan, or only elsewhere, decides; `fastModel` and the like need not be the selected model. A model of both, or of
 * neither, went to the provider that was selected at that time. Before the first recorded selection that is not known.
 * `isOwn` says which endpoints count as the plan.
 */
export function attributionBy({ history, declared }: KnownProviders, isOwn = isCodingPlan): Attribution {
  const destinationOf = (baseUrl: string | null): Destination => {
    if (baseUrl === null) return 'either';
    return isOwn(baseUrl) ? 'plan' : 'other';
  };
  const selections = history.map((entry) => ({ ...entry, destination: destinationOf(entry.baseUrl) }));
  const newestFirst = selections.filter(({ atMs }) => atMs > 0).reverse();
  const destinations = new Map<string, Destination>();
  const declare = (model: string, destination: Destination): void => {
    const before = destinations.get(model) ?? destination;
    destinations.set(model, before === destination ? destination : 'either');
  };
  for (const { model, baseUrl } of declared) declare(model, destinationOf(baseUrl));
  for (const { model, destination } of selections) if (model !== null) declare(model, destination);
  const all = [...destinations.values()];
  const usesOnlyPlan = all.length > 0 && all.every((destination) => destination === 'plan');

  return (atMs, model) => {
    const certain = destinations.get(model) ?? 'either';
    if (certain !== 'either') return certain;
    const before = newestFirst.filter((entry) => entry.atMs <= atMs);
    const selected = before.find((entry) => entry.model === model) ?? before[0];
    return selected?.destination ?? (usesOnlyPlan ? 'plan' : 'either');
  };
}

const isCodingPlan = (baseUrl: string): boolean => planHosts.includes(urlParts(baseUrl)?.host ?? '');

/** Whether Alibaba answers there, for a plan or for money. */
export const isAlibaba = (baseUrl: string): boolean => endpointKindOf(baseUrl) !== 'other';

/** What the settings of today declare: the models of each own entry, and the selected one. */
export function declaredNow(settings: SettingsView): readonly DeclaredModel[] {
  if (settings.state !== 'readable') return [];
  const { currentModel, options } = settings;
  return options.flatMap(({ origin, current, models, baseUrl }) => {
    const own = origin === 'file' ? models.map(({ id }) => ({ model: id, baseUrl })) : [];
    return current && currentModel !== null ? [...own, { model: currentModel, baseUrl }] : own;
  });
}

/**
 * Returns the name of a model if the app's catalogue or the user's settings list it, otherwise null. A log may contain any
 * text in place of a model's name, so other names must not reach a notice.
 */
export function knownModel(model: string | null, settings: SettingsView): string | null {
  const own = settings.state === 'readable' ? settings.options.flatMap(({ models }) => models) : [];
  const isKnown = [...catalogue.flatMap(({ models }) => models), ...own].some(({ id }) => id === model);
  return isKnown ? model : null;
}
