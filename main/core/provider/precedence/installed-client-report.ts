import * as z from 'zod';
import { jsonOf } from '../../json.ts';
import { redact } from '../../redact.ts';
import { shownUrl } from '../url.ts';

/** What the installed Qwen Code says it would use. Holds no key. */
const ClientAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('told'),
    baseUrl: z.string(),
    model: z.string().nullable(),
    /** null: it does not tell, or the key comes from no variable. */
    keyVariable: z.string().nullable(),
  }),
  /** Up to 0.15 it names the model at most. */
  z.strictObject({ kind: z.literal('does-not-tell'), model: z.string().nullable() }),
  /** It does not start; the reason in its own words. */
  z.strictObject({ kind: z.literal('refuses'), reason: z.string() }),
  /** It took too long, could not be started, or said something this version does not know. */
  z.strictObject({ kind: z.literal('no-answer') }),
]);
export type ClientAnswer = Readonly<z.infer<typeof ClientAnswerSchema>>;

/** What it says, or why it was not asked. */
export const ClientReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-installed') }),
  z.strictObject({ kind: z.literal('not-agreed'), declined: z.boolean() }),
  ...ClientAnswerSchema.options,
]);
export type ClientReply = Readonly<z.infer<typeof ClientReplySchema>>;

/** The question that sends no request (docs/facts/qwen-code.md §4). */
export const doctorArguments = ['-p', '/doctor'] as const;

const DoctorSchema = z.object({
  checks: z.array(
    z.object({
      category: z.string(),
      name: z.string(),
      status: z.string(),
      message: z.string(),
      detail: z.string().optional(),
    }),
  ),
});
type Checks = z.infer<typeof DoctorSchema>['checks'];

interface ProgramEnd {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Reads the end of `qwen -p "/doctor"`. 0.24.4 tells base URL, model and key variable in the detail of its key check;
 * 0.15.10 has no detail there; both end with 1 and a sentence where they would not start. Total; `homeFolders` are
 * written as `~`.
 */
export function readDoctor({ exitCode, stdout, stderr }: ProgramEnd, homeFolders: readonly string[]): ClientAnswer {
  const checks = checksIn(stdout);
  if (checks === null) {
    const reason = lastLine(stderr);
    return exitCode === 0 || reason === '' ? { kind: 'no-answer' } : refusal(reason, homeFolders);
  }
  const key = checks.find(({ category, name }) => category === 'Authentication' && name === 'API key');
  if (key?.status === 'fail') return refusal(key.detail ?? key.message, homeFolders);
  const told = (label: string): string | null => valueIn(key?.detail ?? '', label);
  const baseUrl = told('Base URL');
  if (baseUrl === null) return { kind: 'does-not-tell', model: modelIn(checks) };
  return { kind: 'told', baseUrl: shownUrl(baseUrl), model: told('Model'), keyVariable: variableIn(told('API key')) };
}

/** What is said around the answer, on the same channel, is not part of it. */
function checksIn(stdout: string): Checks | null {
  const [start, end] = [stdout.indexOf('{'), stdout.lastIndexOf('}')];
  if (start < 0 || end < start) return null;
  const parsed = DoctorSchema.safeParse(jsonOf(stdout.slice(start, end + 1)));
  return parsed.success ? parsed.data.checks : null;
}

function valueIn(detail: string, label: string): string | null {
  const line = detail.split('\n').find((one) => one.startsWith(`${label}: `));
  return line?.slice(label.length + 2).trim() || null;
}

/** "configured (NAME)". Of "NAME not set" nothing follows: the client names the variable it looked in first, and uses another. */
const variableIn = (text: string | null): string | null => /^configured \((\w+)\)$/.exec(text ?? '')?.[1] ?? null;

/** The name of that check is in the client's language, its place is not: settings first, then the model. */
const modelIn = (checks: Checks): string | null =>
  checks.filter(({ category, status }) => category === 'Configuration' && status === 'pass')[1]?.message ?? null;

const lastLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '') ?? '';

const longestReason = 300;

const refusal = (reason: string, homeFolders: readonly string[]): ClientAnswer => ({
  kind: 'refuses',
  reason: redact(reason, homeFolders).slice(0, longestReason),
});
