import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { liteCodingPlan } from '../../../main/demo/service/stand-in/account/account.ts';
import { eventually } from '../../support/eventually.ts';
import { openSimulatedDay } from '../../support/simulated-day.ts';

it('status.json names the pool in use, and follows a change of the settings at once', async () => {
  const day = await openSimulatedDay((nowMs) => ({ codingPlan: liteCodingPlan(nowMs) }));
  onTestFinished(day.close);
  const inUse = (): unknown => JSON.parse(day.files.get('status.json') ?? '{}').qwen_gauge?.in_use_pool;
  expect(inUse()).toBeNull();
  for (const [baseUrl, name] of [
    ['https://coding-intl.dashscope.aliyuncs.com/v1', 'coding-plan'],
    ['http://127.0.0.1:41001/v1', 'elsewhere'],
  ]) {
    const openai = [{ id: 'qwen3.5-plus', name: 'One', baseUrl, envKey: 'KEY_A' }];
    const settings = {
      env: { KEY_A: 'sk-aaaa-1111' },
      modelProviders: { openai },
      security: { auth: { selectedType: 'openai' } },
      model: { name: 'qwen3.5-plus' },
    };
    writeFileSync(path.join(day.home, '.qwen/settings.json'), JSON.stringify(settings));
    day.runtime.attentionChanged();
    // Neither the clock moves nor is the service asked.
    await eventually(`status.json to say ${name}`, () => inUse() === name);
  }
});
