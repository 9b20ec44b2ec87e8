import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectsInLine } from '../../../../main/sources/session-log/reading/objects-in-line.ts';
import { recordsInLine } from '../../../../main/sources/session-log/reading/records.ts';

describe('the objects in a line of a log', () => {
  it.each([
    ['one object', '{"a":1}', [{ a: 1 }]],
    ['a byte order mark before it', '\uFEFF{"a":1}', [{ a: 1 }]],
    ['a carriage return behind it', '{"a":1}\r', [{ a: 1 }]],
    ['two objects without a line end between them', '{"a":1}{"b":{"c":2}}', [{ a: 1 }, { b: { c: 2 } }]],
    ['three objects, with a blank between', '{"a":1} {"b":2}{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['NUL bytes before it', '\0\0\0{"a":1}', [{ a: 1 }]],
    ['NUL bytes between two', '{"a":1}\0\0{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['a byte order mark, NUL bytes and two objects', '\uFEFF\0{"a":1}{"b":2}', [{ a: 1 }, { b: 2 }]],
    ['braces and quotes inside of strings', '{"a":"}{\\"\\\\"}{"b":"{"}', [{ a: '}{"\\' }, { b: '{' }]],
    ['an object before one that was cut off', '{"a":1}{"b":', [{ a: 1 }]],
    ['the end of a cut object before a whole one', 'b":1}}{"a":1}', []],
    ['a closing brace too many', '}{"a":1}', [{ a: 1 }]],
    ['an object that is no JSON before one that is', '{a:1}{"b":2}', [{ b: 2 }]],
    ['an array', '[{"a":1}]', []],
    ['nothing', '', []],
  ])('%s', (_, line, objects) => {
    expect(objectsInLine(line)).toEqual(objects);
  });

  it('are all found, whatever they hold and however many stand together', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(object), fc.constantFrom('', ' ', '\0', '\0\0 '), (objects, between) => {
        const line = objects.map((each) => JSON.stringify(each)).join(between);
        expect(objectsInLine(line)).toEqual(objects.map((each) => JSON.parse(JSON.stringify(each))));
      }),
    );
  });
});

describe('records on one line', () => {
  const answer = (id: string): string => {
    const event = { 'event.name': 'qwen-code.api_response', 'event.timestamp': '2026-11-21T21:40:31.661Z' };
    const uiEvent = { ...event, response_id: id, model: 'm' };
    return JSON.stringify({ sessionId: 's', version: '0.24.4', systemPayload: { uiEvent } });
  };
  const prompt = JSON.stringify({ sessionId: 's', type: 'user', message: { parts: [{ text: 'say "}{"' }] } });

  it.each([
    ['an answer and a prompt', `${answer('a')}${prompt}`, ['a']],
    ['a prompt and an answer', `${prompt}${answer('a')}`, ['a']],
    ['two answers', `${answer('a')}${answer('b')}`, ['a', 'b']],
    ['an answer behind NUL bytes', `\0\0${answer('a')}`, ['a']],
  ])('%s of a transcript', (_, line, ids) => {
    expect(recordsInLine('transcript', line)).toMatchObject(ids.map((id) => ({ kind: 'response', id })));
  });

  it('are found in the usage file and among the sums as well', () => {
    const usage = JSON.stringify({ id: 'u', timestamp: '2026-11-21T21:40:31.661Z', sessionId: 's', model: 'm' });
    expect(recordsInLine('usage', `${usage}${usage}`)).toHaveLength(2);
    const sum = (startTime: number) =>
      JSON.stringify({ sessionId: 's', timestamp: 20, startTime, models: { m: { requests: 40 } } });
    expect(recordsInLine('session-total', `${sum(1)}${sum(2)}`)).toMatchObject([{ startMs: 1 }, { startMs: 2 }]);
  });
});
