import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'jsonc-parser';
import { expect } from 'vitest';
import { type CatalogueEndpoint, catalogue } from '../../../main/core/provider/catalogue/catalogue.ts';
import type { Protocol } from '../../../main/core/provider/model.ts';
import { type CliEnvironment, createCliEnvironment } from '../../integration/cli/environment.ts';
import { type ModelRequest, type ModelServer, startModelServer } from '../../support/qwen/model-server.ts';
import type { Starts } from '../../support/qwen/npm-programs.ts';
import { type QwenGeneration, type QwenRun, runQwen } from '../../support/qwen/qwen-client.ts';
import { type Outside, startOutside } from './outside.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/settings');

export const startingText = (name: string): string => readFileSync(path.join(fixtures, name), 'utf8');

/** Settings files as written by real clients of three generations, without duplicates. */
export const startingPoints: readonly string[] = readdirSync(fixtures)
  .filter((name) => name.endsWith('.json'))
  .filter((name, at, names) => names.findIndex((other) => startingText(other) === startingText(name)) === at);

export const withComments = 'v0.24.4-tui-auth.before.json';

export const generations: readonly QwenGeneration[] = ['qwen-0.24.4', 'qwen-0.15.10'];

/** The target of a switch, and what the client must send afterwards. */
export interface Goal {
  readonly name: string;
  readonly args: readonly string[];
  readonly protocol: Protocol;
  readonly model: string;
  readonly key: string;
  readonly keyVariable: string;
  /** The path of the request without its query. */
  readonly path: string;
}

const callOf = (protocol: Protocol, model: string): string => {
  if (protocol === 'anthropic') return '/v1/messages';
  return protocol === 'gemini' ? `/v1beta/models/${model}:streamGenerateContent` : '/chat/completions';
};

/** The goal of switching to a provider of the catalogue, at its own address. */
function goalFor(endpoint: CatalogueEndpoint): Goal {
  const url = new URL(endpoint.baseUrl);
  const model = endpoint.models[0]?.id ?? '';
  return {
    name: endpoint.id,
    args: [endpoint.id, '--model', model],
    protocol: endpoint.protocol,
    model,
    key: endpoint.billing === 'plan' ? 'sk-sp-contract-0123456789' : 'sk-contract-9876543210',
    keyVariable: endpoint.keyVariable,
    path: `/${url.host}${url.pathname.replace(/\/$/, '')}${callOf(endpoint.protocol, model)}`,
  };
}

export const catalogueGoals: readonly Goal[] = catalogue.map(goalFor);

export function goalNamed(id: string): Goal {
  const found = catalogueGoals.find(({ name }) => name === id);
  if (found === undefined) throw new Error(`no provider ${id}`);
  return found;
}

/** The goal of switching to a custom endpoint on this machine, which needs no changes to the client. */
export const customGoal = (server: ModelServer, protocol: 'openai' | 'anthropic'): Goal => {
  const base = protocol === 'openai' ? '/box/v1' : '/box';
  return {
    name: `custom ${protocol}`,
    args: [
      ...['custom', '--protocol', protocol, '--base-url', `${server.origin}${base}`],
      ...['--model', 'my-model', '--key-variable', 'MY_BOX_KEY'],
    ],
    protocol,
    model: 'my-model',
    key: 'sk-contract-of-my-box',
    keyVariable: 'MY_BOX_KEY',
    path: `${base}${callOf(protocol, 'my-model')}`,
  };
};

/** A model service, a replacement for the internet, and the programs; for one home folder at a time. */
export interface ContractWorld {
  readonly server: ModelServer;
  /** Creates a home folder with these settings and switches it by the command line. */
  switched(goal: Goal, startText: string, more?: readonly string[]): Promise<CliEnvironment>;
  /** Runs the real client in that home folder and returns its requests. */
  ask(world: CliEnvironment, generation: QwenGeneration): Promise<readonly ModelRequest[]>;
  qwen(world: CliEnvironment, generation: QwenGeneration, args: readonly string[]): Promise<QwenRun>;
  close(): Promise<void>;
}

/** System settings that turn off features with requests of their own, so that a prompt is one request. */
const quiet = JSON.stringify({
  privacy: { usageStatisticsEnabled: false },
  memory: { enableManagedAutoMemory: false },
});

/** `newHome`: where the switch is made; in this process by default. */
export async function contractWorld(starts?: Starts, newHome = createCliEnvironment): Promise<ContractWorld> {
  const server = await startModelServer();
  const outside: Outside = await startOutside(server.origin);

  function qwen(world: CliEnvironment, generation: QwenGeneration, args: readonly string[]): Promise<QwenRun> {
    const system = world.write('system/settings.json', quiet);
    const env = { ...outside.env, QWEN_CODE_SYSTEM_SETTINGS_PATH: system };
    return runQwen({ generation, home: world.home, args, env, starts });
  }

  return {
    server,
    async switched(goal, startText, more = ['--key-in', 'settings']) {
      const world = newHome();
      world.write('.qwen/settings.json', startText);
      const args = ['switch', ...goal.args, '--key-stdin', '--yes', ...more];
      const run = await world.run(args, { stdin: goal.key });
      expect(run, `${goal.name}: ${run.err}`).toMatchObject({ code: 0 });
      return world;
    },
    async ask(world, generation) {
      server.clear();
      const run = await qwen(world, generation, ['-p', 'say pong']);
      expect(run.exitCode, run.stderr).toBe(0);
      return server.requests();
    },
    qwen,
    async close() {
      await outside.close();
      await server.close();
    },
  };
}

type Json = Record<string, unknown>;
const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? { ...(value as Json) } : {});

/** Returns the settings without the fields that a switch changes. */
function unplanned(text: string, { keyVariable }: Goal): Json {
  const settings = objectOf(parse(text));
  const { [keyVariable]: _key, ...env } = objectOf(settings['env']);
  const { selectedType: _type, ...auth } = objectOf(objectOf(settings['security'])['auth']);
  const { name: _name, baseUrl: _baseUrl, ...model } = objectOf(settings['model']);
  const { modelProviders: _lists, $version: _version, ...rest } = settings;
  return { ...rest, env, security: { ...objectOf(settings['security']), auth }, model };
}

const listsOf = (text: string): Record<string, unknown[]> =>
  objectOf(objectOf(parse(text))['modelProviders']) as Record<string, unknown[]>;

const commentsOf = (text: string): readonly string[] =>
  text.replace(/"(?:\\.|[^"\\])*"/g, '""').match(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g) ?? [];

/** Expects every other setting, entry and comment in the file to be unchanged. */
export function expectOnlyPlanned(before: string, after: string, goal: Goal): void {
  expect(unplanned(after, goal)).toEqual(unplanned(before, goal));
  expect(objectOf(parse(after))['$version']).toEqual(objectOf(parse(before))['$version']);
  expect(commentsOf(after)).toEqual(commentsOf(before));
  const lists = listsOf(after);
  for (const [key, entries] of Object.entries(listsOf(before))) {
    if (key !== goal.protocol) expect(lists[key]).toEqual(entries);
    else expect(lists[key]).toEqual(expect.arrayContaining(entries));
  }
}

/** Expects everything that the switch wrote to be still there after the client has saved the file. */
export function expectKept(switched: string, saved: string): void {
  const { mcpServers, ...rest } = objectOf(parse(saved));
  expect(mcpServers).toEqual({ box: expect.objectContaining({ command: '/bin/true' }) });
  expect(rest).toEqual({ ...objectOf(parse(switched)), $version: rest['$version'] });
}

/** Expects every request to go to the goal's address with its key, and the first one to name its model. */
export function expectSent(requests: readonly ModelRequest[], goal: Goal): void {
  const sent = requests.map(({ path: whole, model, key }) => ({ path: whole.replace(/\?.*$/, ''), model, key }));
  expect(sent.length, goal.name).toBeGreaterThan(0);
  for (const one of sent) expect(one, goal.name).toEqual({ path: goal.path, model: goal.model, key: goal.key });
}
