import { expect, it } from 'vitest';
import { succeed } from '../../../../main/core/failure.ts';
import { createGateway } from '../../../../main/sources/qwencloud/gateway.ts';
import { internationalSite } from '../../../../main/sources/qwencloud/sites.ts';
import { fakeClock, memoryLog, settle } from '../../../support/fakes.ts';
import { type ScriptedAnswer, scriptedHttp } from '../../../support/scripted-http.ts';
import { envelope } from './answers.ts';

/** A gateway whose requests are answered one by one, when the test says so. */
function opened() {
  const waiting: (() => void)[] = [];
  const answered = (): Promise<ScriptedAnswer> =>
    new Promise((resolve) => void waiting.push(() => resolve({ json: envelope({}) })));
  const http = scriptedHttp(answered);
  const token = () => succeed('t');
  const url = 'https://example.com/api.json';
  const gateway = createGateway({ site: internationalSite, url, http, clock: fakeClock(), log: memoryLog(), token });
  const ask = (action: string, signal = new AbortController().signal) =>
    gateway.call({ product: 'p', action, params: {} }, signal);
  const asked = () => http.requests.map(({ body }) => JSON.parse(body ?? '').action);
  return { ask, asked, answerNext: () => waiting.shift()?.() };
}

it('sends one request at a time, in the order they came', async () => {
  const { ask, asked, answerNext } = opened();
  const all = Promise.all([ask('one'), ask('two'), ask('three')]);
  for (const known of [['one'], ['one', 'two'], ['one', 'two', 'three']]) {
    await settle();
    expect(asked()).toEqual(known);
    answerNext();
  }
  expect((await all).every(({ ok }) => ok)).toBe(true);
});

it('does not let an aborted caller or the callers after it wait', async () => {
  const { ask, asked, answerNext } = opened();
  const leaving = new AbortController();
  const first = ask('one');
  const second = ask('two', leaving.signal);
  const third = ask('three');
  await settle();
  leaving.abort();
  expect(await second).toEqual({ ok: false, failure: { kind: 'offline' } });
  answerNext();
  await settle();
  expect(asked().at(-1)).toBe('three');
  answerNext();
  expect([(await first).ok, (await third).ok]).toEqual([true, true]);
});

it('continues after a request that was aborted while running', async () => {
  const { ask, asked, answerNext } = opened();
  const leaving = new AbortController();
  const first = ask('one', leaving.signal);
  const second = ask('two');
  await settle();
  leaving.abort();
  expect((await first).ok).toBe(false);
  await settle();
  expect(asked()).toEqual(['one', 'two']);
  answerNext();
  answerNext();
  expect((await second).ok).toBe(true);
});
