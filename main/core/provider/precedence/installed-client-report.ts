import * as z from 'zod';
import { jsonOf } from '../../json.ts';
import { redact } from '../../redact.ts';
import { shownVariable } from '../keys.ts';
import { maskKeys } from '../settings-text/mask.ts';
import { shownUrl } from '../url.ts';

/** What the installed Qwen Code reports it would use. Holds no key. */
const ClientAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reported'),
    baseUrl: z.string(),
    model: z.string().nullable(),
    /** null: not reported, or the key does not come from a variable. */
    keyVariable: z.string().nullable(),
  }),
  /** Versions up to 0.15 report the model at most. */
  z.strictObject({ kind: z.literal('not-reported'), model: z.string().nullable() }),
  /** The client refuses to start; `reason` is its own text. */
  z.strictObject({ kind: z.literal('refuses'), reason: z.string() }),
  /** The client timed out, could not be started, or printed something unknown to this version. */
  z.strictObject({ kind: z.literal('no-answer') }),
]);
export type ClientAnswer = Readonly<z.infer<typeof ClientAnswerSchema>>;

/** The report of the installed client, or why it was not run. */
export const ClientReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-installed') }),
  z.strictObject({ kind: z.literal('not-agreed'), declined: z.boolean() }),
  ...ClientAnswerSchema.options,
]);
export type ClientReply = Readonly<z.infer<typeof ClientReplySchema>>;

/** The arguments that make the client check itself without sending a request (docs/facts/qwen-code.md §4). */
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
 * Parses the output of `qwen -p "/doctor"`. 0.24.4 reports base URL, model and key variable in the detail of its key
 * check; 0.15.10 has no such detail; both exit with 1 and a sentence when they would not start. Total; `homeFolders`
 * are replaced by `~`.
 */
export function readDoctor({ exitCode, stdout, stderr }: ProgramEnd, homeFolders: readonly string[]): ClientAnswer {
  const checks = checksIn(stdout);
  if (checks === null) {
    const reason = lastLine(stderr);
    return exitCode === 0 || reason === '' ? { kind: 'no-answer' } : refusal(reason, homeFolders);
  }
  const key = checks.find(({ category, name }) => category === 'Authentication' && name === 'API key');
  if (key?.status === 'fail') return refusal(key.detail ?? key.message, homeFolders);
  const reported = (label: string): string | null => valueIn(key?.detail ?? '', label);
  const baseUrl = reported('Base URL');
  if (baseUrl === null) return { kind: 'not-reported', model: shownModel(modelIn(checks)) };
  return {
    kind: 'reported',
    baseUrl: shownUrl(baseUrl),
    model: shownModel(reported('Model')),
    keyVariable: variableIn(reported('API key')),
  };
}

/** Finds the JSON report between other output on the same stream. */
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

/**
 * Reads the variable from "configured (NAME)". "NAME not set" is ignored: the client names the first variable it looked
 * in, although it uses another one.
 */
function variableIn(text: string | null): string | null {
  const name = /^configured \(([^()]+)\)$/.exec(text ?? '')?.[1];
  return name === undefined ? null : shownVariable(name);
}

const shownModel = (model: string | null): string | null => (model === null ? null : maskKeys(model));

/** The model is the second passed check of the category; its name cannot be used, because it is translated. */
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
