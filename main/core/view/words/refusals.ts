/** The sentence for a refusal named by code, or null for a code without one. Total. */
export function refusalText(
  words: Readonly<Record<string, (subject: string) => string>>,
  name: string | undefined,
  subject: string | undefined,
): string | null {
  const sentence = Object.entries(words).find(([known]) => known === name)?.[1];
  return sentence === undefined ? null : sentence(subject ?? '');
}
