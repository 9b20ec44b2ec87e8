import type { KeyPlacement, ProviderOption } from '../../provider/model.ts';
import { newKeyPlace } from '../../provider/new-key-place.ts';

/** Where the form offers first to keep a key: one that replaces another goes where that one is. */
export const recommendedPlacement = ({ key }: ProviderOption): KeyPlacement | 'as-now' =>
  key.state === 'missing' ? newKeyPlace : 'as-now';
