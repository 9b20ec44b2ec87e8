import { expect, it } from 'vitest';
import { viewSettings } from '../../../main/core/provider/switch/settings-view.ts';
import { noFacts, planOnText } from '../../support/settings-facts.ts';

const choice = { providerId: 'deepseek', model: 'deepseek-chat', key: 'sk-FAKE87654321' };
const largestBytes = 100_000;

/** Repeats `part` until the text between `start` and `end` is almost as large as accepted settings may be. */
function largest(start: string, part: (at: number) => string, separator: string, end: string): string {
  const parts: string[] = [];
  let length = start.length + end.length + 8_000;
  for (let at = 0; length < largestBytes; at += 1) {
    const text = part(at);
    parts.push(text);
    length += text.length + separator.length;
  }
  return start + parts.join(separator) + end;
}

const server = (at: number): string => `"s${at}": { "command": "npx", "args": ["-y", "server-${at}"] }`;

/** One text for each shape that makes a different step slow: many keys, many values, many lines, many models. */
const texts: Readonly<Record<string, string>> = {
  'short keys on one line': largest('{', (at) => `"${at.toString(36)}":1`, ',', '}'),
  'lists on one line': largest('{', (at) => `"k${at}":[1,{"a":1}]`, ',', '}'),
  'one list of numbers': largest('{"a":[', () => '0', ',', ']}'),
  references: largest('{"env":{', (at) => `"V${at}":"$V${at + 1}"`, ',', '}}'),
  'comment lines': largest('{\n', () => '// x', '\n', '\n}'),
  'programs, one a line': largest('{"mcpServers":{\n', server, ',\n', '\n}}'),
  'models of one provider': largest(
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

it.each(Object.entries(texts))(
  'shows and plans settings of the largest size within a second: %s',
  (name, text) => {
    // The first run also compiles the code, as in an app that has just started: it counts too.
    const times = [0, 1, 2].map(() =>
      durationMs(() => {
        expect(viewSettings({ path: 'settings.json', text, facts: noFacts }).state).toBe('readable');
        expect(planOnText({ text, choice, facts: noFacts }).kind).toBe('plan');
      }),
    );
    const lines = times.map((time) => `${Math.round(time)} ms`).join(', ');
    process.stdout.write(`  ${name}, ${text.length} characters: ${lines}\n`);
    expect(Math.max(...times)).toBeLessThan(1_000);
  },
  60_000,
);
