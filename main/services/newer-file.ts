import * as z from 'zod';

const VersionSchema = z.looseObject({ version: z.number().int() });

/** Far more than a file has levels: each round removes what the next one need not find again. */
const mostRounds = 50;

/**
 * Reads the content of a file that a newer version of the app wrote, as far as this version understands it: without the fields
 * and the entries of lists that are new. null: it does not come from a newer version, or nothing of it can be read.
 */
export function readNewer<Value>(schema: z.ZodType<Value>, content: unknown): { readonly value: Value | null } | null {
  const rest: unknown = structuredClone(content);
  let isNewer = false;
  for (let round = 0; round < mostRounds; round += 1) {
    const parsed = schema.safeParse(rest);
    if (parsed.success) return isNewer ? { value: parsed.data } : null;
    const known = parsed.error.issues.find(isOlderVersion);
    if (known !== undefined && declaresMoreThan(rest, known.values[0])) {
      isNewer = true;
      rest.version = Number(known.values[0]);
    } else if (parsed.error.issues.some((issue) => issue.code === 'unrecognized_keys')) {
      isNewer = true;
      for (const issue of parsed.error.issues) if (issue.code === 'unrecognized_keys') removeKeys(rest, issue);
    } else if (!isNewer || !removeEntries(rest, parsed.error.issues)) {
      return isNewer ? { value: null } : null;
    }
  }
  return isNewer ? { value: null } : null;
}

const isOlderVersion = (issue: z.core.$ZodIssue): issue is z.core.$ZodIssueInvalidValue =>
  issue.code === 'invalid_value' && issue.path.join('.') === 'version';

/** Whether the content names a version above the only one that is known. */
function declaresMoreThan(content: unknown, known: unknown): content is { version: number } {
  const declared = VersionSchema.safeParse(content);
  return declared.success && typeof known === 'number' && declared.data.version > known;
}

/** The object or list that a path leads to. */
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
