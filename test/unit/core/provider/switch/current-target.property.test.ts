import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseLayer } from '../../../../../main/core/provider/precedence/layers.ts';
import { isJsonObject } from '../../../../../main/core/provider/settings-text/json.ts';
import { currentOf } from '../../../../../main/core/provider/switch/current-target.ts';
import { viewSettings } from '../../../../../main/core/provider/switch/settings-view.ts';
import { noFacts } from '../../../../support/settings-facts.ts';
import { settings } from '../arbitrary-switches.ts';

it('finds what the view of the settings marks as current, reading the text as Qwen Code does', () => {
  fc.assert(
    fc.property(settings, (value) => {
      const text = JSON.stringify(value);
      const parsed = parseLayer(text)?.value;
      if (!isJsonObject(parsed)) throw new Error('no settings');
      const view = viewSettings({ path: '/home/me/.qwen/settings.json', text, facts: noFacts });
      if (view.state !== 'readable') return;
      const { model, target } = currentOf(parsed);
      expect([model, target?.id]).toEqual([view.currentModel, view.options.find(({ current }) => current)?.id]);
    }),
  );
});
