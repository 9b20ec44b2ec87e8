import * as z from 'zod';
import {
  json,
  jsonObject,
  type ServiceRequest,
  type ServiceResponse,
} from '../../../main/demo/service/stand-in/messages.ts';
import { codingPlanShapes, gatewayModes, type Modes, personalPlanForms, quotaConfigs, signInModes } from './modes.ts';

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
    personalPlanForm: z.enum(personalPlanForms),
    quotaConfig: z.enum(quotaConfigs),
  })
  .partial();

const CommandSchema = z.strictObject({
  modes: ModesChangeSchema.optional(),
  /** Replaces top-level fields of the account, unchecked. */
  account: z.record(z.string(), z.unknown()).optional(),
  /** Decides the newest pending sign-in. */
  decide: z.enum(['approved', 'denied']).optional(),
  expireTokens: z.boolean().optional(),
});

interface ControlDependencies {
  readonly account: { get(): unknown; update(change: Readonly<Record<string, unknown>>): void };
  modes(): Modes;
  requests(): Readonly<Record<string, number>>;
  setMode(change: Partial<Modes>): void;
  decide(decision: 'approved' | 'denied'): boolean;
  expireTokens(): void;
}

const definedOnly = (change: z.infer<typeof ModesChangeSchema>): Partial<Modes> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const refusal = (error: string, status: number): ServiceResponse => json({ error }, status);

/** Refuses requests from a browser or for another host name: web pages can reach a loopback port too. */
function comesFromProgram({ headers }: ServiceRequest): boolean {
  if ('origin' in headers || 'sec-fetch-site' in headers) return false;
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers['host'] ?? '');
}

/** `GET /__control` returns account, modes and request counts; `POST` changes them, for tests in another process. */
export function createControl(deps: ControlDependencies): (request: ServiceRequest) => ServiceResponse {
  const runCommand = ({ modes, account, decide, expireTokens }: z.infer<typeof CommandSchema>): boolean | null => {
    if (modes) deps.setMode(definedOnly(modes));
    if (account) deps.account.update(account);
    if (expireTokens) deps.expireTokens();
    return decide ? deps.decide(decide) : null;
  };
  return (request) => {
    if (!comesFromProgram(request)) return refusal('loopback programs only', 403);
    const command = CommandSchema.safeParse(request.method === 'POST' ? jsonObject(request.body) : {});
    if (!command.success) return refusal(z.prettifyError(command.error), 400);
    const decided = runCommand(command.data);
    return json({ account: deps.account.get(), modes: deps.modes(), requests: deps.requests(), decided });
  };
}
