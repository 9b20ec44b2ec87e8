import type { KeyPlacement, KeyState, Protocol } from '../provider/model.ts';

type KeySource = Extract<KeyState, { state: 'present' }>['source'];

export type RegionName =
  | 'china'
  | 'international'
  | 'beijing'
  | 'singapore'
  | 'virginia'
  | 'hong-kong'
  | 'standard'
  | 'coding';

/** The words of choosing, switching and taking back a provider. */
export interface ProviderWords {
  readonly title: string;
  readonly fileMissing: string;
  readonly reading: string;
  readonly searchLabel: string;
  readonly noneFound: string;
  readonly current: string;
  readonly currentModel: (modelText: string) => string;
  readonly nothingCurrent: string;
  readonly fromFile: string;
  readonly fromCatalogue: string;
  readonly choose: (providerText: string) => string;
  readonly model: string;
  readonly modelPlaceholder: string;
  readonly endpoint: string;
  readonly keyVariable: string;
  readonly key: string;
  readonly keyMissing: string;
  readonly keyPresent: (last4: string, sourceText: string) => string;
  readonly keySource: Readonly<Record<KeySource, string>>;
  readonly keyEntry: string;
  readonly keyHint: string;
  readonly keyReplace: string;
  readonly keyPlacement: string;
  readonly placement: Readonly<Record<KeyPlacement | 'as-now', { readonly name: string; readonly hint: string }>>;
  readonly follow: string;
  readonly followHint: string;
  readonly protocol: string;
  /** Regions as the catalogue names them. */
  readonly region: Readonly<Record<RegionName, string>>;
  /** Where a plan of Alibaba's lives, of which the catalogue says only the side. */
  readonly planRegion: Readonly<Record<'china' | 'international', string>>;
  /** The endpoint whose address the user names. */
  readonly custom: string;
  readonly protocolNames: Readonly<Record<Protocol, string>>;
  readonly terms: (nameText: string) => string;
  readonly billing: { readonly plan: string; readonly billed: string };
  readonly repairsTitle: string;
  readonly secondFile: (pathText: string) => string;
  readonly previewAgain: string;
  readonly preview: string;
  readonly previewTitle: string;
  readonly previewHint: string;
  readonly previewing: string;
  readonly diffLabel: string;
  readonly diffAdded: string;
  readonly diffRemoved: string;
  readonly diffGap: string;
  readonly warningsTitle: (count: number) => string;
  readonly confirm: string;
  readonly confirming: string;
  readonly undo: string;
  readonly undoing: string;
  readonly undoHint: string;
  readonly undone: string;
  readonly done: string;
  readonly refusedTitle: string;
  readonly place: (line: number, column: number) => string;
  readonly placeLine: (line: number) => string;
  readonly favourite: (providerText: string) => string;
  readonly unfavourite: (providerText: string) => string;
  readonly detail: (detailText: string) => string;
}
