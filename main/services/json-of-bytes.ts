import { jsonOf } from '../core/json.ts';

/** The value of a JSON file in UTF-8; undefined where it is not JSON. */
export const jsonOfBytes = (bytes: Uint8Array): unknown => jsonOf(new TextDecoder().decode(bytes));
