import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../main/core/provider/catalogue/catalogue.ts';
import { addressFault } from '../../../../main/core/provider/catalogue/known-addresses.ts';
import { typedBaseUrl } from '../../../../main/core/provider/url.ts';

describe('an entered address', () => {
  it.each([
    ['openai', 'https://api.example.cn/v1/chat/completions', 'https://api.example.cn/v1'],
    ['openai', ' https://api.example.cn/v1/chat/completions/ ', 'https://api.example.cn/v1'],
    ['openai', 'https://api.example.cn/v1/chat/completions?key=1#a', 'https://api.example.cn/v1'],
    ['openai', 'https://api.example.cn/v1/Chat/Completions/chat/completions', 'https://api.example.cn/v1'],
    ['openai', 'https://api.example.cn/v1/completions', 'https://api.example.cn/v1'],
    ['openai', 'https://api.example.cn/v1/responses', 'https://api.example.cn/v1'],
    ['openai', 'https://api.example.cn/v1/models', 'https://api.example.cn/v1'],
    ['openai', 'https://api.example.cn/v1/embeddings', 'https://api.example.cn/v1'],
    ['openai-responses', 'https://api.example.cn/v1/responses', 'https://api.example.cn/v1'],
    ['openai', 'https://api.anthropic.com/v1/messages', 'https://api.anthropic.com'],
    ['anthropic', 'https://api.example.cn/apps/anthropic/v1/messages', 'https://api.example.cn/apps/anthropic'],
    ['anthropic', 'https://api.example.cn/anthropic/v1/', 'https://api.example.cn/anthropic'],
    ['anthropic', 'https://api.example.cn/v1/models', 'https://api.example.cn'],
    ['gemini', 'https://g.example.cn/v1beta/models', 'https://g.example.cn/v1beta'],
  ] as const)('in protocol %s loses the path of a request: %s', (protocol, typed, stored) => {
    expect(typedBaseUrl(protocol, typed)).toBe(stored);
    expect(typedBaseUrl(protocol, stored)).toBe(stored);
  });

  it.each([
    'https://api.example.cn/v1',
    'https://api.example.cn/v1/',
    'https://api.example.cn/chat/completions/v1',
    'https://models.example.cn',
    'https://api.example.cn/my-models',
    'https://api.example.cn/v1?tenant=a',
  ])('keeps %s', (typed) => {
    expect(typedBaseUrl('openai', typed)).toBe(typed);
  });
});

describe('a fault of an address', () => {
  const codeOf = (...given: Parameters<typeof addressFault>) => addressFault(...given)?.code ?? null;

  it('is found in no address of the catalogue', () => {
    for (const { protocol, baseUrl } of catalogue) expect(codeOf(protocol, baseUrl), baseUrl).toBeNull();
  });

  it.each([
    ['openai', 'https://coding.dashscope.aliyuncs.com/apps/anthropic', 'https://coding.dashscope.aliyuncs.com/v1'],
    ['openai', 'https://coding.dashscope.aliyuncs.com', 'https://coding.dashscope.aliyuncs.com/v1'],
    [
      'anthropic',
      'https://coding-intl.dashscope.aliyuncs.com',
      'https://coding-intl.dashscope.aliyuncs.com/apps/anthropic',
    ],
    [
      'openai',
      'https://token-plan.cn-beijing.maas.aliyuncs.com/v1',
      'https://token-plan.cn-beijing.maas.aliyuncs.com/compatible-mode/v1',
    ],
    [
      'openai',
      'https://ws-1.cn-beijing.maas.aliyuncs.com/v1',
      'https://ws-1.cn-beijing.maas.aliyuncs.com/compatible-mode/v1',
    ],
    ['openai', 'https://dashscope.aliyuncs.com/api/v1', 'https://dashscope.aliyuncs.com/compatible-mode/v1'],
    ['openai', 'https://api.anthropic.com', ''],
    ['anthropic', 'https://api.openai.com', ''],
  ] as const)('is the protocol %s at %s', (protocol, baseUrl, becomes) => {
    expect(addressFault(protocol, baseUrl)).toMatchObject({ code: 'wrong-address', values: { becomes } });
  });

  it('is a variable that is not set, and the path of a request', () => {
    expect(addressFault('openai', '$BASE/v1')).toMatchObject({ values: { variable: 'BASE' } });
    expect(addressFault('openai', `https://\${HOST}/v1`)).toMatchObject({ values: { variable: 'HOST' } });
    expect(codeOf('anthropic', 'https://api.example.cn/v1')).toBe('address-with-request-path');
    expect(codeOf('openai', 'http://localhost:1234/v1/chat/completions')).toBe('address-with-request-path');
  });

  it.each([
    ['anthropic', 'https://api.deepseek.com/anthropic'],
    ['openai', 'https://api.deepseek.com/v1'],
    ['anthropic', 'https://api.z.ai/api/anthropic'],
    ['openai-responses', 'https://api.openai.com/v1'],
    ['anthropic', 'https://dashscope.aliyuncs.com/apps/anthropic'],
    ['openai', 'http://localhost:11434/v1'],
    ['openai', ''],
  ] as const)('is none where the catalogue does not know better: %s at %s', (protocol, baseUrl) => {
    expect(codeOf(protocol, baseUrl)).toBeNull();
  });
});
