import { isObject, readText } from './values.ts';

/** A plan's status in the server's own words, told as a word or as `{Code, Name}` (§4.4). */
export const readStatus = (value: unknown): string | null => readText(isObject(value) ? value['Code'] : value);

export const isValid = (status: string | null): boolean => status?.toLowerCase() === 'valid';

const endedStatus = /expire|release|invalid|close|cancel|refund|terminat/i;

/** The server's word for a plan that is over. Its windows can bind nothing any more, whatever they say. */
export const hasEnded = (status: string | null): boolean => status !== null && endedStatus.test(status);

/** Of several plans the one that speaks: the first valid one, else the first that is not over, else the first. */
export const speaking = <Row>(rows: readonly Row[], statusOf: (row: Row) => string | null): Row | undefined =>
  rows.find((row) => isValid(statusOf(row))) ?? rows.find((row) => !hasEnded(statusOf(row))) ?? rows[0];
