import { type Node, parseTree } from 'jsonc-parser';
import { expect } from 'vitest';
import { commentsOf } from './support.ts';

/**
 * A path that a switch may change. `list`: elements may move and new ones may be added; `opened`: the list was wrapped
 * before.
 */
export interface Claim {
  readonly path: readonly string[];
  readonly kind: 'value' | 'list' | 'opened';
}

interface Side {
  readonly text: string;
  readonly node: Node;
}

const raw = ({ text, node }: Side): string => text.slice(node.offset, node.offset + node.length);
const child = (side: Side, at: number): Side => ({ text: side.text, node: side.node.children?.[at] as Node });
const count = ({ node }: Side): number => node.children?.length ?? 0;

/** Works as `toBe`, which is slow even for equal values. */
function expectSame(after: string | undefined, before: string | undefined): void {
  if (after !== before) expect(after).toBe(before);
}

/** The texts between the children of a node, including those before the first and after the last. */
function gapsOf({ text, node }: Side): string[] {
  const edges = (node.children ?? []).flatMap(({ offset, length }) => [offset, offset + length]);
  const all = [node.offset + 1, ...edges, node.offset + node.length - 1];
  return Array.from({ length: all.length / 2 }, (_, at) => text.slice(all[at * 2], all[at * 2 + 1]));
}

const claimOf = (claims: readonly Claim[], path: readonly string[]): Claim | undefined =>
  claims.find((claim) => claim.path.length === path.length && claim.path.every((key, at) => key === path[at]));

const leadsToClaim = (claims: readonly Claim[], path: readonly string[]): boolean =>
  claims.some((claim) => path.every((key, at) => key === claim.path[at]));

/**
 * Checks the end of an object with new members: the text after the last old member stays on its line, and the rest
 * stays before the closing bracket. An object that was empty keeps its comments.
 */
function expectGrown(before: string, added: readonly string[], wasEmpty: boolean): void {
  const [first = '', last = ''] = [added[0], added.at(-1)];
  if (wasEmpty) {
    expect(commentsOf(added.join(''))).toEqual(commentsOf(before));
    return;
  }
  expect(before.endsWith(last), before).toBe(true);
  expect(first.startsWith(`,${before.slice(0, before.length - last.length)}`), before).toBe(true);
}

function expectObjects(before: Side, after: Side, path: readonly string[], claims: readonly Claim[]): void {
  const kept = count(before);
  const [gaps, grown] = [gapsOf(before), gapsOf(after)];
  for (let at = 0; at < kept; at += 1) {
    expectSame(grown[at], gaps[at]);
    const [one, other] = [child(before, at), child(after, at)];
    const key = one.node.children?.[0]?.value as string;
    expectSame(raw(child(other, 0)), raw(child(one, 0)));
    // The comments inside a removed wrapper now precede its list.
    const isOpened = claimOf(claims, [...path, key])?.kind === 'opened';
    expectSame(between(other).slice(0, isOpened ? between(one).length : undefined), between(one));
    expectOutside(child(one, 1), child(other, 1), [...path, key], claims);
  }
  for (let at = kept; at < count(after); at += 1) {
    expect(leadsToClaim(claims, [...path, child(after, at).node.children?.[0]?.value as string])).toBe(true);
  }
  if (count(after) === kept) expectSame(grown[kept], gaps[kept]);
  else expectGrown(gaps[kept] ?? '', grown.slice(kept), kept === 0);
}

/** The text between a key and its value. */
function between({ text, node }: Side): string {
  const [key, value] = node.children ?? [];
  return text.slice((key?.offset ?? 0) + (key?.length ?? 0), value?.offset);
}

/** Checks that every element and every comment is still there as written. */
function expectRearranged(before: Side, after: Side): void {
  const elements = (side: Side): string[] => (side.node.children ?? []).map((node) => raw({ text: side.text, node }));
  expect(elements(after)).toEqual(expect.arrayContaining(elements(before)));
  const bag = (side: Side): string[] =>
    commentsOf(raw(side))
      .map((comment) => comment.trimEnd())
      .sort();
  expect(bag(after)).toEqual(bag(before));
}

function expectOutside(before: Side, after: Side, path: readonly string[], claims: readonly Claim[]): void {
  const claim = claimOf(claims, path);
  const [one, other] = [before.node.type, after.node.type];
  if (claim?.kind === 'list' && one === 'array' && other === 'array') expectRearranged(before, after);
  else if (claim !== undefined) expect(raw(after)).toMatch(/./);
  else if (one === 'object' && other === 'object') expectObjects(before, after, path, claims);
  // The switch replaces a plain value or an empty list where it needs an object.
  else if (leadsToClaim(claims, path) && raw(before) !== raw(after))
    expect(raw(before)).toMatch(/^(?:\[\s*\]|[^[{].*)$/s);
  else expectSame(raw(after), raw(before));
}

/** Checks that the two texts differ only in the claimed paths, byte for byte. */
export function expectOnlyClaimed(before: string, after: string, claims: readonly Claim[]): void {
  const sides = [before, after].map((text): Side => ({ text, node: parseTree(text.replace('\uFEFF', ' ')) as Node }));
  const [one, other] = sides as [Side, Side];
  expect(after.slice(0, other.node.offset)).toBe(before.slice(0, one.node.offset));
  expect(after.slice(other.node.offset + other.node.length)).toBe(before.slice(one.node.offset + one.node.length));
  expectOutside(one, other, [], claims);
}
