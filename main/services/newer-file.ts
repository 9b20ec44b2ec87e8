import type * as z from 'zod';

/** Far more than a file has levels: each round removes what the next one need not find again. */
const mostRounds = 50;

/**
 * Reads the content of a file that a newer version of the app wrote, as far as this version understands it: without the fields
 * and the entries of lists that are new. `versionPath` leads to the number of its version. The value is null where nothing of
 * it can be read. null: it does not come from a newer version.
 */
export function readNewer<Value>(
  schema: z.ZodType<Value>,
  content: unknown,
  versionPath: readonly string[] = ['version'],
): { readonly value: Value | null } | null {
  const rest: unknown = structuredClone(content);
  let isNewer = false;
  for (let round = 0; round < mostRounds; round += 1) {
    const parsed = schema.safeParse(rest);
    if (parsed.success) return isNewer ? { value: parsed.data } : null;
    const known = parsed.error.issues.find(isVersionAt(versionPath))?.values[0];
    const declared = at(rest, versionPath);
    if (typeof known === 'number' && Number.isInteger(declared) && Number(declared) > known) {
      isNewer = true;
      put(rest, versionPath, known);
    } else if (parsed.error.issues.some((issue) => issue.code === 'unrecognized_keys')) {
      isNewer = true;
      for (const issue of parsed.error.issues) if (issue.code === 'unrecognized_keys') removeKeys(rest, issue);
    } else if (!isNewer || !removeEntries(rest, parsed.error.issues)) {
      return isNewer ? { value: null } : null;
    }
  }
  return isNewer ? { value: null } : null;
}

const isVersionAt =
  (versionPath: readonly string[]) =>
  (issue: z.core.$ZodIssue): issue is z.core.$ZodIssueInvalidValue =>
    issue.code === 'invalid_value' && issue.path.join('.') === versionPath.join('.');

function put(content: unknown, path: readonly string[], value: unknown): void {
  const owner = at(content, path.slice(0, -1));
  if (typeof owner === 'object' && owner !== null) Reflect.set(owner, path.at(-1) ?? '', value);
}

/** What a path leads to. */
function at(content: unknown, path: readonly PropertyKey[]): unknown {
  let current = content;
  for (const key of path) current = typeof current === 'object' && current !== null ? Reflect.get(current, key) : null;
  return current;
}

function removeKeys(content: unknown, { path, keys }: z.core.$ZodIssueUnrecognizedKeys): void {
  const owner = at(content, path);
  if (typeof owner !== 'object' || owner === null) return;
  for (const key of keys) Reflect.deleteProperty(owner, key);
}

/** Removes the entries of lists that do not fit, those at the end first. false: something else does not fit. */
function removeEntries(content: unknown, issues: readonly z.core.$ZodIssue[]): boolean {
  const places = new Map<string, { readonly list: unknown[]; readonly index: number }>();
  for (const { path } of issues) {
    const depth = path.findLastIndex((key) => typeof key === 'number');
    const list = depth < 0 ? null : at(content, path.slice(0, depth));
    if (!Array.isArray(list)) return false;
    places.set(path.slice(0, depth + 1).join('/'), { list, index: Number(path[depth]) });
  }
  const fromTheEnd = [...places.values()].sort((one, other) => other.index - one.index);
  for (const { list, index } of fromTheEnd) list.splice(index, 1);
  return places.size > 0;
}
