import type { KeyPlacement } from './model.ts';

/** Where a key goes that is not kept yet: apart from the settings, which are shared and committed more easily. */
export const newKeyPlace: KeyPlacement = 'env-file';
