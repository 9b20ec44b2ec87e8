import { expect, it } from 'vitest';
import { largestSettingsBytes } from '../../../main/core/provider/settings-text/largest.ts';
import { viewSettings } from '../../../main/core/provider/switch/settings-view.ts';
import { noFacts, planOnText } from '../../support/settings-facts.ts';

const choice = { providerId: 'deepseek', model: 'deepseek-chat', key: 'sk-FAKE87654321' };

/** Real settings are far smaller. */
const largeBytes = 100_000;

/** Repeats `part` until the text between `start` and `end` is almost that large. */
function filled(toBytes: number, start: string, part: (at: number) => string, separator: string, end: string): string {
  const parts: string[] = [];
  let length = start.length + end.length + 8_000;
  for (let at = 0; length < toBytes; at += 1) {
    const text = part(at);
    parts.push(text);
    length += text.length + separator.length;
  }
  return start + parts.join(separator) + end;
}

const server = (at: number): string => `"s${at}": { "command": "npx", "args": ["-y", "server-${at}"] }`;

/** One text for each shape that makes a different step slow: many keys, many values, many lines, many models. */
const shapes: Readonly<Record<string, (toBytes: number) => string>> = {
  'short keys on one line': (toBytes) => filled(toBytes, '{', (at) => `"${at.toString(36)}":1`, ',', '}'),
  'lists on one line': (toBytes) => filled(toBytes, '{', (at) => `"k${at}":[1,{"a":1}]`, ',', '}'),
  'one list of numbers': (toBytes) => filled(toBytes, '{"a":[', () => '0', ',', ']}'),
  references: (toBytes) => filled(toBytes, '{"env":{', (at) => `"V${at}":"$V${at + 1}"`, ',', '}}'),
  'comment lines': (toBytes) => filled(toBytes, '{\n', () => '// x', '\n', '\n}'),
  'programs, one a line': (toBytes) => filled(toBytes, '{"mcpServers":{\n', server, ',\n', '\n}}'),
  'models of one provider': (toBytes) =>
    filled(
      toBytes,
      '{"modelProviders":{"openai":[',
      (at) => `{"id":"m${at}","baseUrl":"https://a.example/v1","envKey":"KEY_A"}`,
      ',',
      ']}}',
    ),
};

const durationMs = (work: () => void): number => {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
};

it.each([
  ['100 KB', largeBytes, 1_000],
  // Linear: a file of the largest size that is read takes ten times as long.
  ['the largest size', largestSettingsBytes, 10_000],
] as const)(
  'shows and plans settings of %s in time',
  (_name, toBytes, limitMs) => {
    for (const [name, shape] of Object.entries(shapes)) {
      const text = shape(toBytes);
      // The first run also compiles the code, as in an app that has just started: it counts too.
      const times = [0, 1, 2].map(() =>
        durationMs(() => {
          expect(viewSettings({ path: 'settings.json', text, facts: noFacts }).state).toBe('readable');
          expect(planOnText({ text, choice, facts: noFacts }).kind).toBe('plan');
        }),
      );
      const lines = times.map((time) => `${Math.round(time)} ms`).join(', ');
      process.stdout.write(`  ${name}, ${text.length} characters: ${lines}\n`);
      expect(Math.max(...times), name).toBeLessThan(limitMs);
    }
  },
  180_000,
);
