import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../../main/core/provider/catalogue/catalogue.ts';
import { holders } from '../../../../../main/core/provider/catalogue/holders.ts';
import { providerPage } from '../../../../../main/core/provider/catalogue/provider-links.ts';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import { noFacts } from '../../../../support/settings-facts.ts';

const own = {
  modelProviders: {
    openai: [
      { id: 'a', baseUrl: 'https://openrouter.ai/api/v1', envKey: 'MY_OWN_KEY' },
      { id: 'b', baseUrl: 'http://127.0.0.1:4000/v1', envKey: 'LOCAL_KEY' },
    ],
  },
};
const view = viewSettings({ path: '/x', text: JSON.stringify(own), facts: noFacts });
const options = view.state === 'readable' ? view.options : [];

describe('pages of a provider', () => {
  it('exist for each provider with known terms, and for no other', () => {
    expect(options.length).toBeGreaterThan(catalogue.length);
    for (const option of options) {
      for (const page of ['terms', 'privacy', 'documentation'] as const) {
        const address = providerPage(option, page);
        if (option.termsOf === null) expect(address, option.id).toBeNull();
        else expect(address, option.id).toMatch(/^https:\/\/[a-z0-9.-]+(\/|$)/);
      }
    }
  });

  it('are those of the company behind an entry of the user', () => {
    const mine = options.find(({ keyVariable }) => keyVariable === 'MY_OWN_KEY');
    expect(mine === undefined ? null : providerPage(mine, 'terms')).toBe('https://openrouter.ai/terms');
    const local = options.find(({ keyVariable }) => keyVariable === 'LOCAL_KEY');
    expect(local === undefined ? '' : providerPage(local, 'terms')).toBeNull();
  });

  it('depend on the region when two companies share one name', () => {
    const terms = (id: string) => catalogue.find((endpoint) => endpoint.id === id)?.links.terms;
    for (const name of ['kimi', 'minimax', 'coding-plan', 'token-plan']) {
      expect(terms(`${name}/china`)).not.toBe(terms(`${name}/international`));
    }
  });

  it('have separate addresses for terms and privacy, without credentials or query', () => {
    for (const { terms, privacy } of [...Object.values(holders), ...catalogue.map(({ links }) => links)]) {
      expect(terms).not.toBe(privacy);
      for (const address of [terms, privacy]) {
        expect(new URL(address)).toMatchObject({ protocol: 'https:', username: '', search: '', hash: '' });
      }
    }
  });
});
