import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { EnvFileText } from '../../../../../main/core/provider/precedence/facts.ts';
import { inUseOf } from '../../../../../main/core/provider/precedence/in-use.ts';
import type { ClientGeneration } from '../../../../../main/core/provider/precedence/layers.ts';
import { noFlags } from '../../../../../main/core/provider/precedence/resolution.ts';
import { resolveProvider } from '../../../../../main/core/provider/precedence/resolve-provider.ts';
import { contextFrom } from '../../../../support/settings-facts.ts';

interface SentRequest {
  readonly server: 'A' | 'B';
  readonly path: string;
  readonly model: string;
  readonly key: string;
}

interface ObservedCase {
  readonly name: string;
  readonly settings: unknown;
  readonly env: Record<string, string>;
  readonly args: readonly string[];
  readonly files: Record<string, string>;
  readonly workspaceSettings: unknown;
  readonly observed: Record<string, { exit: number; requests: readonly SentRequest[]; stderr?: string }>;
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../../../fixtures/precedence/cases.json', import.meta.url), 'utf8'),
) as { cases: readonly ObservedCase[] };

const servers = { A: 'http://127.0.0.1:41001/v1', B: 'http://127.0.0.1:41002/v1' };

/** The order in which the client searches `.env` files; of the two in a project only the nearest applies. */
const projectFiles = ['$W/.qwen/.env', '$W/.env'];

function envFilesOf(files: Record<string, string>): EnvFileText[] {
  const project = projectFiles.filter((path) => path in files).slice(0, 1);
  const places = [
    ...project.map((path) => ({ path, place: 'project' as const })),
    { path: '~/.qwen/.env', place: 'qwen-home' as const },
    { path: '~/.env', place: 'home' as const },
  ];
  return places.flatMap(({ path, place }) => (path in files ? [{ path, place, text: files[path] as string }] : []));
}

const flagValue = (args: readonly string[], name: string): string | null => {
  const at = args.indexOf(name);
  return at === -1 ? null : (args[at + 1] ?? null);
};

function inputOf(observed: ObservedCase, client: ClientGeneration) {
  return contextFrom({
    client,
    processEnvironment: observed.env,
    envFiles: envFilesOf(observed.files),
    userText: JSON.stringify(observed.settings),
    workspaceText: observed.workspaceSettings === null ? null : JSON.stringify(observed.workspaceSettings),
    systemText: null,
    systemDefaultsText: null,
    folderTrusted: null,
    flags: {
      ...noFlags,
      model: flagValue(observed.args, '--model'),
      authType: flagValue(observed.args, '--auth-type'),
      apiKey: flagValue(observed.args, '--openai-api-key'),
      baseUrl: flagValue(observed.args, '--openai-base-url'),
    },
  });
}

const rows = cases.flatMap((observed) =>
  Object.keys(observed.observed).map((version) => ({ name: observed.name, version, observed })),
);

describe('the resolution compared with the requests of the real client', () => {
  it('covers every case for four client versions', () => {
    expect(rows.length).toBe(cases.length * 4);
    expect(cases.length).toBeGreaterThanOrEqual(30);
  });

  it.each(rows)('$version: $name', ({ version, observed }) => {
    const client = version.startsWith('0.15') ? '0.15' : '0.24';
    const outcome = resolveProvider(inputOf(observed, client));
    const sent = observed.observed[version]?.requests[0];
    if (sent === undefined) {
      expect(outcome.state).toBe('refuses');
      return;
    }
    expect(outcome).toMatchObject({ baseUrl: servers[sent.server], model: sent.model, key: sent.key });
    expect(sent.path).toBe('/v1/chat/completions');
    expect(outcome).toMatchObject({ protocol: 'openai' });
  });

  it.each(rows.filter(({ observed, version }) => observed.observed[version]?.stderr?.includes("'KEY_A'")))(
    'names the variable that is missing, as $version does: $name',
    ({ version, observed }) => {
      const inUse = inUseOf(inputOf(observed, version.startsWith('0.15') ? '0.15' : '0.24'));
      expect(inUse).toMatchObject({ state: 'refuses', code: 'missing-key', subject: 'KEY_A' });
    },
  );

  it('never prints a whole key', () => {
    for (const { observed } of rows) {
      const printed = JSON.stringify([inUseOf(inputOf(observed, '0.24')), inUseOf(inputOf(observed, '0.15'))]);
      expect(printed).not.toMatch(/sk-[A-Z]/);
    }
  });
});
