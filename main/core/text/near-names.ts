const mostResults = 3;
/** Only this many letters are compared, which is enough to distinguish models and limits the work. */
const longestCompared = 80;

/** Returns at most three candidates that a mistyped name may have meant, nearest first. Dissimilar names are left out. */
export function nearNames(name: string, candidates: readonly string[]): readonly string[] {
  const wanted = plain(name);
  const furthest = Math.max(2, Math.floor(wanted.length / 3));
  return [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: distanceOf(wanted, plain(candidate)) }))
    .filter(({ distance }) => distance <= furthest)
    .toSorted((one, other) => one.distance - other.distance || one.candidate.localeCompare(other.candidate, 'en'))
    .slice(0, mostResults)
    .map(({ candidate }) => candidate);
}

const plain = (name: string): string => name.trim().toLowerCase().slice(0, longestCompared);

/** Counts a name that begins with the other one as near, however long it is: "qwen-plus" and "qwen-plus-latest". */
function distanceOf(one: string, other: string): number {
  const edits = editsBetween(one, other);
  const isPrefix = one.length >= 3 && other.length >= 3 && (one.startsWith(other) || other.startsWith(one));
  return isPrefix ? Math.min(edits, 2) : edits;
}

/** Counts the fewest letters to add, drop or change (Levenshtein distance). */
function editsBetween(one: string, other: string): number {
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...one].entries()) {
    const now = [row + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const changed = (before[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      now.push(Math.min(changed, (before[column + 1] ?? 0) + 1, (now[column] ?? 0) + 1));
    }
    before = now;
  }
  return before.at(-1) ?? 0;
}
