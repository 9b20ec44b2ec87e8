import { describe, expect, it } from 'vitest';
import { customProviderId } from '../../../../../main/core/provider/catalogue/catalogue.ts';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import {
  type ProviderGroup,
  providerGroups,
  toggledFavourites,
} from '../../../../../main/core/view/providers/provider-rows.ts';
import { languages, wordsFor } from '../../../../../main/core/view/words/index.ts';
import { readable } from '../../../../renderer/states.ts';
import { noFacts } from '../../../../support/settings-facts.ts';

const en = wordsFor('en');
const rowsIn = ({ families }: ProviderGroup) => families.flatMap(({ rows }) => rows);
const groups = (query: string, favourites: readonly string[] = []) => providerGroups(readable, query, favourites, en);
const idsOf = (query: string, favourites: readonly string[] = []) =>
  groups(query, favourites).map((group) => [group.title, rowsIn(group).map(({ option }) => option.id)]);

describe('the list of providers', () => {
  it('puts the user’s own first and the one in use at the top', () => {
    expect(idsOf('')[0]).toEqual(['In your settings', ['file/openai/0', 'file/openai/1']]);
    expect(idsOf('')[1]?.[0]).toBe('More providers');
  });

  it('puts favourites above them, and nowhere else', () => {
    const marked = idsOf('', ['deepseek', 'file/openai/1']);
    expect(marked[0]).toEqual(['Favourites', ['file/openai/1', 'deepseek']]);
    expect(marked[1]).toEqual(['In your settings', ['file/openai/0']]);
    expect(marked[2]?.[1]).not.toContain('deepseek');
  });

  it('then lists what was used lately, newest first', () => {
    const recent = ['moonshot', 'gone', 'deepseek', 'file/openai/0'].map((providerId) => ({ providerId, model: 'm' }));
    const order = (favourites: readonly string[]) =>
      providerGroups(readable, '', favourites, en, recent).map((group) => rowsIn(group).map(({ option }) => option.id));
    expect(order([])[1]?.slice(0, 3)).toEqual(['moonshot', 'deepseek', 'coding-plan/china']);
    expect(order(['deepseek'])[2]?.slice(0, 2)).toEqual(['moonshot', 'coding-plan/china']);
    expect(order([])[0]?.[0]).toBe('file/openai/0');
  });

  it('finds by name, region, host and model, and drops empty groups', () => {
    expect(idsOf('openROUTER')).toEqual([['More providers', ['openrouter']]]);
    expect(idsOf('127.0.0.1')).toEqual([['In your settings', ['file/openai/1']]]);
    expect(idsOf('china')).toEqual([['More providers', ['coding-plan/china']]]);
    expect(idsOf('glm-5')[0]?.[1]).toContain('file/openai/0');
    expect(idsOf('nothing like it')).toEqual([]);
  });

  it('names the models of the user’s file, the one in use first, and not those of the catalogue', () => {
    const rows = groups('').flatMap(rowsIn);
    expect(rows[0]?.modelsText).toBe('qwen3.7-plus, glm-5');
    expect(rows.find(({ option }) => option.id === 'openrouter')?.modelsText).toBe('');
  });

  it('names the models that were searched for, and chooses the one of exactly that name', () => {
    const row = (query: string) => groups(query).flatMap(rowsIn)[0];
    expect(row('GLM')).toMatchObject({ modelsText: 'glm-5', foundModel: 'glm-5' });
    expect(row('qwen3.7-plus')?.foundModel).toBe('qwen3.7-plus');
    expect(row('coding')).toMatchObject({ modelsText: 'qwen3.7-plus, glm-5', foundModel: null });
  });
});

const viewOf = (text: string | null) => {
  const view = viewSettings({ path: '/s', text, facts: noFacts });
  if (view.state !== 'readable') throw new Error('refused');
  return view;
};
const rowsOf = (text: string | null, query = '', words = en) =>
  providerGroups(viewOf(text), query, [], words).flatMap((group) =>
    rowsIn(group).map((row) => ({ title: group.title, ...row })),
  );

describe('the real catalogue', () => {
  it.each(languages)('never says the same twice in %s', (language) => {
    const said = rowsOf(null, '', wordsFor(language)).map((row) => `${row.name} ${row.regionText ?? ''}`);
    expect(new Set(said).size).toBe(said.length);
    expect(said.filter((text) => /^\s|undefined/.test(text))).toEqual([]);
  });

  it('gathers the regions of a provider under its name', () => {
    const families = providerGroups(viewOf(null), '', [], en).flatMap((group) => group.families);
    const coding = families.filter(({ name }) => name === 'Coding Plan');
    expect(coding.map(({ rows }) => rows.map(({ regionText }) => regionText))).toEqual([
      ['China (Beijing)', 'International (Singapore)'],
    ]);
    expect(new Set(families.map(({ name }) => name)).size).toBe(families.length);
  });

  it('finds a model in every provider that offers it, with the protocol that does', () => {
    const found = rowsOf(null, 'deepseek-v3.2');
    expect(found.length).toBeGreaterThan(1);
    for (const { option, foundModel } of found) expect(option.models.map(({ id }) => id)).toContain(foundModel);
  });

  it('folds the protocols of one plan into one row', () => {
    const row = rowsOf(null).find(({ option }) => option.id === 'coding-plan/china');
    expect(row?.endpoints.map(({ protocol }) => protocol)).toEqual(['openai', 'anthropic']);
    expect(rowsOf(null).filter(({ name }) => name === 'Coding Plan')).toHaveLength(2);
  });

  it('names what is not spoken as OpenAI does', () => {
    const about = (id: string) => rowsOf(null).find(({ option }) => option.id === id)?.aboutText;
    expect(about('anthropic')).toBe('Anthropic-compatible');
    expect(about('deepseek')).toBe('');
    expect(about(customProviderId)).toBe('');
  });

  it('begins with the endpoint in use, and lists the plan among the user’s own', () => {
    const text = JSON.stringify({
      security: { auth: { selectedType: 'anthropic' } },
      model: { name: 'glm-5' },
      modelProviders: {
        anthropic: [
          {
            id: 'glm-5',
            name: 'glm-5',
            baseUrl: 'https://coding.dashscope.aliyuncs.com/apps/anthropic',
            envKey: 'BAILIAN_CODING_PLAN_API_KEY',
          },
        ],
      },
    });
    const [row] = rowsOf(text);
    expect(row).toMatchObject({ title: 'In your settings', name: 'Coding Plan', current: true });
    expect(row?.option.protocol).toBe('anthropic');
    expect(row?.endpoints.map(({ origin }) => origin).toSorted()).toEqual(['catalogue', 'file']);
    expect(row?.modelsText).toMatch(/^glm-5, .*, \d+ more$/);
    expect(row?.aboutText).toBe('coding.dashscope.aliyuncs.com');
  });

  it('says of a selected entry why Qwen Code does not start with it', () => {
    const faultOf = (changes: object) => {
      const entry = { id: 'm', baseUrl: 'https://x.example/v1', envKey: 'KEY_A', ...changes };
      const auth = { security: { auth: { selectedType: 'openai' } }, model: { name: 'm' } };
      return rowsOf(JSON.stringify({ ...auth, modelProviders: { openai: [entry] } }))[0];
    };
    expect(faultOf({})).toMatchObject({
      current: true,
      faultText: 'No file sets KEY_A: Qwen Code starts only where the shell exports it.',
    });
    expect(faultOf({ envKey: '' })?.faultText).toMatch(/^Does not start: The entry of m has an empty envKey/);
    expect(faultOf({ envKey: 'sk-sp-0123456789abcdef' })?.faultText).toMatch(/^Does not start: .*…cdef/);
  });

  it('says of another entry that it does not start, and names no key that would be of no use', () => {
    const entry = { id: 'm', baseUrl: 'http://localhost:11434/v1', envKey: '' };
    const [row] = rowsOf(JSON.stringify({ modelProviders: { openai: [entry] }, env: { OPENAI_API_KEY: 'ollama' } }));
    expect(row).toMatchObject({ current: false, aboutText: 'localhost:11434' });
    expect(row?.faultText).toMatch(/^Does not start: The entry of m has an empty envKey/);
  });

  it('calls an own entry by the company whose host it names', () => {
    const entry = { id: 'deepseek-chat', name: 'Chat', baseUrl: 'https://api.deepseek.com/v1', envKey: 'MY_KEY' };
    expect(rowsOf(JSON.stringify({ modelProviders: { openai: [entry] } }))[0]).toMatchObject({
      title: 'In your settings',
      name: 'DeepSeek (api.deepseek.com)',
    });
  });
});

describe('a favourite', () => {
  const rows = (favourites: readonly string[]) =>
    providerGroups(viewOf(null), 'coding plan', favourites, en).flatMap(rowsIn);

  it('is the row, whichever endpoint was marked', () => {
    const marked = rows(['openai', 'coding-plan/china/anthropic']).find(({ favourite }) => favourite);
    expect(marked?.option.id).toBe('coding-plan/china');
    if (marked !== undefined) {
      expect(toggledFavourites(['openai', 'coding-plan/china/anthropic'], marked)).toEqual(['openai']);
    }
  });

  it('is added by the endpoint that is shown', () => {
    const [row] = rows([]);
    if (row !== undefined) expect(toggledFavourites(['openai'], row)).toEqual(['openai', row.option.id]);
    expect(row?.favourite).toBe(false);
  });
});
