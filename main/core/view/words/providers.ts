import type { KeyPlacement, KeyState, Protocol } from '../../provider/model.ts';
import type { Explanation } from './problems.ts';

/** Where the key comes from that Qwen Code sends. */
export type KeySourceName = 'environment' | 'env-file' | 'settings' | 'flag' | 'default';

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
  readonly fromFile: string;
  readonly fromCatalogue: string;
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
  /** Alibaba's platform itself, billed by use. */
  readonly modelStudio: string;
  /** The endpoint whose address the user names. */
  readonly custom: string;
  readonly protocolNames: Readonly<Record<Protocol, string>>;
  readonly terms: (nameText: string) => string;
  readonly termsPage: string;
  readonly privacyPage: string;
  /** An address of the user's own. */
  readonly termsUnknown: string;
  readonly billingLabel: string;
  readonly billing: { readonly plan: string; readonly billed: string };
  readonly repairsTitle: string;
  readonly secondFile: (pathText: string) => string;
  readonly preview: string;
  readonly previewTitle: string;
  readonly previewHint: string;
  readonly previewing: string;
  readonly diffLabel: string;
  readonly diffAdded: string;
  readonly diffRemoved: string;
  readonly diffGap: string;
  readonly warningsTitle: (count: number) => string;
  /** What Qwen Code will use, worked out from the files as they are after the switch. */
  readonly inUse: {
    readonly uses: (modelText: string, hostText: string, keyText: string) => string;
    readonly keyFrom: Readonly<Record<KeySourceName, string>>;
    readonly refuses: (reasonText: string) => string;
    /** It is something else than what was just chosen. */
    readonly differs: string;
    /** How that is known. */
    readonly checked: string;
  };
  readonly backups: {
    readonly open: string;
    readonly title: string;
    readonly intro: string;
    readonly none: string;
    readonly unnamed: string;
    readonly restore: string;
    readonly restoreOf: (clockText: string) => string;
    readonly confirmTitle: string;
    readonly confirmHint: string;
    readonly restoring: string;
    readonly restored: Explanation;
  };
  readonly repair: {
    readonly start: string;
    readonly title: string;
    readonly confirm: string;
    readonly confirming: string;
    readonly done: Explanation;
  };
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
