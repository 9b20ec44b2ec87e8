import { describe, expect, it } from 'vitest';
import { readAppLink } from '../../../main/app/app-link.ts';

const requestOf = (link: string) => readAppLink(['/usr/bin/qwen-gauge-app', '--enable-logging', link]);

describe('readAppLink', () => {
  it('finds no link among other arguments', () => {
    expect(readAppLink([])).toBeNull();
    expect(readAppLink(['app', '--demo', 'https://qwen-gauge.example/qwen-gauge://open'])).toBeNull();
  });

  it.each([
    ['qwen-gauge://switch/deepseek', 'deepseek'],
    ['QWEN-GAUGE://SWITCH/deepseek', 'deepseek'],
    ['qwen-gauge://switch/deepseek/', 'deepseek'],
    ['qwen-gauge://switch/coding-plan/international', 'coding-plan/international'],
    ['qwen-gauge://switch/file/openai/1a2b3c', 'file/openai/1a2b3c'],
  ])('asks for the preview of a switch: %s', (link, providerId) => {
    expect(requestOf(link)).toEqual({ request: { to: 'switch', providerId } });
  });

  it('asks for the panel on which one signs in', () => {
    expect(requestOf('qwen-gauge://sign-in')).toEqual({ request: { to: 'quota' } });
    expect(requestOf('qwen-gauge://sign-in/?account=x')).toEqual({ request: undefined });
  });

  it.each([
    'qwen-gauge://open',
    'qwen-gauge://open/',
    'qwen-gauge:',
    'qwen-gauge://',
    'qwen-gauge://switch',
    'qwen-gauge://switch/',
    'qwen-gauge://switch//',
    'qwen-gauge://switch/deepseek?key=sk-0000000000000000',
    'qwen-gauge://switch/deepseek#confirm',
    'qwen-gauge://user:word@switch/deepseek',
    'qwen-gauge://switch/../../etc/passwd',
    'qwen-gauge://switch/deep%20seek',
    'qwen-gauge://switch/<script>',
    'qwen-gauge://switch/deepseek\n--no-sandbox',
    `qwen-gauge://switch/${'a'.repeat(101)}`,
    'qwen-gauge://undo',
    'qwen-gauge://restore/1',
  ])('only opens the window: %s', (link) => {
    expect(requestOf(link)).toEqual({ request: undefined });
  });
});
