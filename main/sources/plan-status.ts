import { isActive, isOver } from '../core/quota/plan-status.ts';
import { isObject, readText } from './values.ts';

/**
 * Reads a plan's status, which the server sends as a word or as `{Code, Name}` (docs/facts/qwencloud-protocol.md §4.4).
 */
export const readStatus = (value: unknown): string | null => readText(isObject(value) ? value['Code'] : value);

/** Chooses the plan to show when an answer lists several: the first active one, else the first that is not over, else the first. */
export const planToShow = <Row>(rows: readonly Row[], statusOf: (row: Row) => string | null): Row | undefined =>
  rows.find((row) => isActive(statusOf(row))) ?? rows.find((row) => !isOver(statusOf(row))) ?? rows[0];
