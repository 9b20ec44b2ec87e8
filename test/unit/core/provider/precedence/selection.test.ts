import { describe, expect, it } from 'vitest';
import type { Protocol } from '../../../../../main/core/provider/model.ts';
import { groupEntries, readEntries, readLists } from '../../../../../main/core/provider/precedence/entries.ts';
import type { ClientGeneration } from '../../../../../main/core/provider/precedence/layers.ts';
import {
  fatalListProblem,
  type Selection,
  selectEntry,
} from '../../../../../main/core/provider/precedence/selection.ts';

const lists = (modelProviders: object, more: object = {}) => ({ modelProviders, ...more });
const at = (host: string, more: object = {}) => ({ id: 'm', baseUrl: `https://${host}.example/v1`, ...more });

function selected(modelProviders: object, part: Partial<Selection> = {}, hasOwnCredentials = false) {
  const selection = { client: '0.24', selectedType: 'openai', model: 'm', savedBaseUrl: '', ...part } as const;
  const { protocol, entry, fellBack } = selectEntry(lists(modelProviders), selection, () => hasOwnCredentials);
  return { protocol, place: entry === null ? null : `${entry.listKey}/${entry.index}`, fellBack };
}

describe('the entry of a request', () => {
  it('is the first with the id, or in 0.24 the one at the saved address', () => {
    const openai = [at('x', { id: 'other' }), at('a'), at('b')];
    const savedBaseUrl = 'https://b.example/v1';
    expect(selected({ openai })).toEqual({ protocol: 'openai', place: 'openai/1', fellBack: false });
    expect(selected({ openai }, { savedBaseUrl }).place).toBe('openai/2');
    expect(selected({ openai }, { savedBaseUrl, client: '0.15' }).place).toBe('openai/1');
    expect(selected({ openai }, { savedBaseUrl: 'https://gone.example/v1' }).place).toBe('openai/1');
  });

  it('is the first of the protocol if no list has the id, unless a key or address stands outside the lists', () => {
    const providers = { anthropic: [at('z')], openai: [at('x', { imageOnly: true }), at('a')] };
    expect(selected(providers, { model: 'gone' })).toMatchObject({ place: 'openai/1', fellBack: true });
    expect(selected(providers, { model: 'gone', client: '0.15' })).toMatchObject({ place: 'openai/0', fellBack: true });
    expect(selected(providers, { model: 'gone' }, true)).toMatchObject({ place: null, fellBack: false });
    expect(selected({ openai: [] }, { model: 'gone' })).toMatchObject({ place: null, fellBack: false });
  });

  it.each<[string, object, Partial<Selection>, Protocol, string | null]>([
    [
      'another protocol',
      { openai: [at('a')], anthropic: [at('b')] },
      { selectedType: 'anthropic' },
      'anthropic',
      'anthropic/0',
    ],
    ['wireApi of the entry', { openai: [at('a', { wireApi: 'responses' })] }, {}, 'openai-responses', 'openai/0'],
    ['wireApi that says chat', { openai: [at('a', { wireApi: 'chat-completions' })] }, {}, 'openai', 'openai/0'],
    ['a list of responses alone', { 'openai-responses': [at('a')] }, {}, 'openai-responses', 'openai-responses/0'],
    [
      'the selected protocol before another',
      { 'openai-responses': [at('a')], openai: [at('b')] },
      {},
      'openai',
      'openai/0',
    ],
    [
      'the selected protocol before another, the other way round',
      { openai: [at('b', { wireApi: 'chat-completions' })], 'openai-responses': [at('a')] },
      { selectedType: 'openai-responses' },
      'openai-responses',
      'openai-responses/0',
    ],
    [
      'the saved address before the selected protocol',
      { openai: [at('b')], 'openai-responses': [at('a')] },
      { savedBaseUrl: 'https://a.example/v1' },
      'openai-responses',
      'openai-responses/0',
    ],
    [
      'no other protocol for an id that only differs',
      { openai: [at('b', { id: 'x', wireApi: 'responses' })] },
      {},
      'openai',
      null,
    ],
    [
      'no plain chat entry where responses are selected',
      { openai: [at('b')] },
      { selectedType: 'openai-responses' },
      'openai-responses',
      null,
    ],
    ['wireApi outside OpenAI', { anthropic: [at('b', { wireApi: 'responses' })] }, {}, 'openai', null],
    [
      '0.15, which knows no wireApi',
      { openai: [at('a', { wireApi: 'responses' })] },
      { client: '0.15' },
      'openai',
      'openai/0',
    ],
    ['0.15, which knows no list of responses', { 'openai-responses': [at('a')] }, { client: '0.15' }, 'openai', null],
  ])('goes by %s', (_, providers, part, protocol, place) => {
    expect(selected(providers, part)).toMatchObject({ protocol, place });
  });

  it('of a list with an invented name is known to 0.24 alone', () => {
    const settings = lists({ mine: [at('a')] }, { providerProtocol: { mine: 'openai' } });
    const found = (client: ClientGeneration) =>
      selectEntry(settings, { client, selectedType: 'openai', model: 'm', savedBaseUrl: '' }, () => false).entry
        ?.listKey;
    expect(found('0.24')).toBe('mine');
    expect(found('0.15')).toBeUndefined();
  });

  it('is in no wrapped list', () => {
    expect(selected({ openai: { models: [at('a')] } }).place).toBeNull();
  });
});

describe('a problem in the lists that keeps the client from starting', () => {
  it.each<[object, unknown, unknown]>([
    [{ openai: [at('a')] }, null, null],
    [{ openai: [{ id: '' }] }, 'missing-id', 'missing-id'],
    [{ openai: ['m'] }, 'missing-id', 'missing-id'],
    [{ openai: [at('a', { wireApi: 'grpc' })] }, 'bad-wire-api', null],
    [{ openai: [at('a', { wireApi: 'responses' })] }, null, null],
    [{ openai: [at('a', { wireApi: 'chat-completions' })] }, null, null],
    [{ 'openai-responses': [at('a', { wireApi: 'responses' })] }, null, null],
    [{ 'openai-responses': [at('a', { wireApi: 'x' })] }, 'bad-wire-api', null],
    [{ anthropic: [at('a', { wireApi: 'responses' })] }, 'bad-wire-api', null],
    [{ openai: { models: [{}] } }, null, 'wrapped-models'],
    [{ openai: { models: [] }, anthropic: [{}] }, 'missing-id', 'wrapped-models'],
    [{ mine: [{}] }, null, null],
    [{ openai: 'text' }, null, null],
  ])('%j', (providers, newer, older) => {
    expect(fatalListProblem(lists(providers), '0.24')).toBe(newer);
    expect(fatalListProblem(lists(providers), '0.15')).toBe(older);
  });

  it('counts for 0.24 in a list of an invented name, which 0.15 does not read', () => {
    const settings = lists({ mine: [{}] }, { providerProtocol: { mine: 'openai' } });
    expect([fatalListProblem(settings, '0.24'), fatalListProblem(settings, '0.15')]).toEqual(['missing-id', null]);
  });
});

describe('the lists of a settings value', () => {
  it.each<[string, object, object[]]>([
    ['plain', { openai: [1] }, [{ protocol: 'openai', wrapped: false, canOpen: false, items: [1] }]],
    ['of an unknown protocol', { mine: [1] }, [{ protocol: null, wrapped: false, canOpen: false, items: [1] }]],
    [
      'wrapped',
      { openai: { protocol: 'openai', models: [1] } },
      [{ protocol: 'openai', wrapped: true, canOpen: true, items: [1] }],
    ],
    ['wrapped and empty', { openai: {} }, [{ protocol: 'openai', wrapped: true, canOpen: true, items: [] }]],
    [
      'wrapped, with more beside',
      { openai: { models: [1], note: 'mine' } },
      [{ wrapped: true, canOpen: false, items: [1] }],
    ],
    ['wrapped around no list', { openai: { models: 'm' } }, [{ wrapped: true, canOpen: false, items: [] }]],
    ['wrapped, of an unknown protocol', { mine: { models: [] } }, [{ protocol: null, wrapped: true, canOpen: false }]],
    ['no list at all', { openai: 'text', anthropic: null }, []],
  ])('%s', (_, providers, expected) => {
    expect(readLists(lists(providers))).toMatchObject(expected);
    expect(readLists(lists(providers))).toHaveLength(expected.length);
  });

  it('give their entries, without those that have no id', () => {
    const openai = [at('a', { name: 'A', envKey: 'KEY_A', fastOnly: true }), { name: 'no id' }, 'text', { id: 'bare' }];
    expect(readEntries(lists({ openai, mine: [at('b')] }))).toMatchObject([
      { index: 0, id: 'm', name: 'A', baseUrl: 'https://a.example/v1', keyVariable: 'KEY_A', serviceOnly: true },
      { index: 3, id: 'bare', name: 'bare', baseUrl: '', keyVariable: 'OPENAI_API_KEY', serviceOnly: false },
    ]);
  });

  it('give one group for each endpoint and variable, with an id that the order does not change', () => {
    const openai = [at('a'), at('b'), at('a', { id: 'n' }), at('a', { envKey: 'OTHER' })];
    const groups = groupEntries(readEntries(lists({ openai })));
    expect(groups.map(({ entries }) => entries.map(({ index }) => index))).toEqual([[0, 2], [1], [3]]);
    expect(new Set(groups.map(({ id }) => id)).size).toBe(3);
    for (const { id } of groups) expect(id).toMatch(/^file\/openai\/[0-9a-f]{8}$/);
    const reversed = groupEntries(readEntries(lists({ openai: openai.toReversed() })));
    expect(new Set(reversed.map(({ id }) => id))).toEqual(new Set(groups.map(({ id }) => id)));
  });
});
