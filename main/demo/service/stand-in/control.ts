import * as z from 'zod';
import type { AccountState } from './account/account.ts';
import { type Answer, json, jsonObject, type Question } from './messages.ts';
import { codingPlanShapes, gatewayModes, type Modes, signInModes } from './modes.ts';

const ModesChangeSchema = z
  .strictObject({
    gateway: z.enum(gatewayModes),
    gatewayOnly: z.string().nullable(),
    signIn: z.enum(signInModes),
    approval: z.enum(['by-hand', 'automatic']),
    codingPlanShape: z.enum(codingPlanShapes),
    retryAfterSeconds: z.number(),
    deadToken: z.enum(['console-need-login', 'gw401', 'not-logined']),
    catalogue: z.enum(['ok', 'http-500', 'html', 'hang']),
    personalPlanAtGateway: z.enum(['refused', 'answered', 'not-logined']),
  })
  .partial();

const CommandSchema = z.strictObject({
  modes: ModesChangeSchema.optional(),
  /** Whole top-level fields of the account, taken as they are. */
  account: z.record(z.string(), z.unknown()).optional(),
  /** Decides the newest waiting sign-in. */
  decide: z.enum(['approved', 'denied']).optional(),
  expireTokens: z.boolean().optional(),
});

interface ControlDependencies {
  readonly account: { get(): AccountState; update(change: Readonly<Record<string, unknown>>): void };
  modes(): Modes;
  requests(): Readonly<Record<string, number>>;
  setMode(change: Partial<Modes>): void;
  decide(decision: 'approved' | 'denied'): boolean;
  expireTokens(): void;
}

const definedOnly = (change: z.infer<typeof ModesChangeSchema>): Partial<Modes> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const refusal = (error: string, status: number): Answer => json({ error }, status);

/** A web page can reach a loopback port too: whatever a browser sends, or a name that is not ours, is refused. */
function comesFromProgram({ headers }: Question): boolean {
  if ('origin' in headers || 'sec-fetch-site' in headers) return false;
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers['host'] ?? '');
}

/** `GET /__control` tells account, modes and request counts; `POST` changes them, for tests in another process. */
export function createControl(deps: ControlDependencies): (question: Question) => Answer {
  const runTrayCommand = ({ modes, account, decide, expireTokens }: z.infer<typeof CommandSchema>): boolean | null => {
    if (modes) deps.setMode(definedOnly(modes));
    if (account) deps.account.update(account);
    if (expireTokens) deps.expireTokens();
    return decide ? deps.decide(decide) : null;
  };
  return (question) => {
    if (!comesFromProgram(question)) return refusal('loopback programs only', 403);
    const command = CommandSchema.safeParse(question.method === 'POST' ? jsonObject(question.body) : {});
    if (!command.success) return refusal(z.prettifyError(command.error), 400);
    const decided = runTrayCommand(command.data);
    return json({ account: deps.account.get(), modes: deps.modes(), requests: deps.requests(), decided });
  };
}
