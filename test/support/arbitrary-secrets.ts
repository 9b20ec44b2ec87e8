import fc from 'fast-check';

/** Random secrets in the forms in which keys and tokens are issued. */
export const secrets: fc.Arbitrary<string> = fc.oneof(
  fc.stringMatching(/^sk-[a-z0-9]{20,40}$/),
  fc.stringMatching(/^sk-sp-[a-f0-9]{32}$/),
  fc.stringMatching(/^sk-ws-H\.[A-Z]{7}\.[a-z]{4}\.[A-Za-z0-9]{40}$/),
  fc.stringMatching(/^[0-9a-f]{32}\.[A-Za-z0-9]{16}$/),
  fc.stringMatching(/^ghp_[A-Za-z0-9]{36}$/),
  fc.stringMatching(/^LTAI[A-Za-z0-9]{20}$/),
  fc.stringMatching(/^AIza[A-Za-z0-9_-]{35}$/),
  fc.stringMatching(/^eyJ[A-Za-z0-9]{20}\.eyJ[A-Za-z0-9]{20}\.[A-Za-z0-9]{20}$/),
  fc.stringMatching(/^([a-zA-Z]{3}[0-9]){8}$/),
);

const ownWords = ['m', 'qwen3-coder-plus', 'openai', 'coding', '中文', 'a "quote"', 'https://llm.example.cn/v1', ''];

/** A text of the user that may hold a secret: alone, in an address, an option, a header or a sentence. */
export const textWith = (secret: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...ownWords),
    fc.constantFrom(
      secret,
      `Bearer ${secret}`,
      `--api-key=${secret}`,
      `https://me:${secret}@llm.example.cn/v1`,
      `https://llm.example.cn/${secret}/v1?key=${secret}#${secret}`,
      `https://${secret}.example.cn/v1`,
      `my key: ${secret}, do not share`,
      `\${${secret}}`,
      '$MY_API_KEY',
      `\${MY_API_KEY}`,
    ),
  );
