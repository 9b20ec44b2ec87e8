import type { RefusalCode } from '../../provider/precedence/client-rules.ts';

/** Why Qwen Code would not start, or would fail at once. */
export type RefusalName = RefusalCode | 'x-api-key';

/** One sentence for each; `subject` is the one name it is about (a type, a variable, a model, a layer), or empty. */
export type RefusalWords = Readonly<Record<RefusalName, (subject: string) => string>>;

/** The sentence of a refusal that came by name, or what else is there to say. Total. */
export function refusalText(words: RefusalWords, name: string | undefined, subject: string | undefined): string | null {
  const sentence = Object.entries(words).find(([known]) => known === name)?.[1];
  return sentence === undefined ? null : sentence(subject ?? '');
}
