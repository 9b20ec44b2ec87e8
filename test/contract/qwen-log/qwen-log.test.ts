import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RefusedRequest } from '../../../main/ports/sources.ts';
import type { RequestCounter } from '../../../main/sources/session-log/counter.ts';
import { type QwenGeneration, runQwen } from '../../support/qwen/qwen-client.ts';
import { createWorld, type RunEnvironment } from './environment.ts';

const signal = new AbortController().signal;

let world: RunEnvironment;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

async function countBy(source: RequestCounter) {
  const [answer] = await source.fetch(['coding-plan'], signal);
  return { answer, ...source.counts().fiveHours };
}

/** Expects the count during a session to be a lower bound that is marked as uncertain. */
async function expectWithinClaim(live: RequestCounter) {
  const { answer, likely, from } = await countBy(live);
  expect(from).toBeLessThanOrEqual(world.server.requests().length);
  expect(likely).toBeGreaterThanOrEqual(from);
  expect(answer).toMatchObject({ reading: { windows: [{ certainty: 'estimate' }, {}, {}] } });
}

const generations: readonly QwenGeneration[] = ['qwen-0.24.4', 'qwen-0.15.10'];

describe.each(generations)('the logs of %s', (generation) => {
  const ask = async (...args: string[]) => {
    const { exitCode, stderr } = await runQwen({ generation, home: world.home, starts: 'as-typed', args });
    expect(exitCode, stderr).toBe(0);
  };

  it('hold as many requests as the server got, once the session has ended and when it was resumed', async () => {
    const before = world.source();
    await ask('-p', 'say one');
    expect(world.server.requests().length).toBeGreaterThanOrEqual(1);
    expect((await countBy(before)).likely).toBe(world.server.requests().length);
    await expectWithinClaim(world.source('live'));

    for (let run = 0; run < 3; run++) await ask('--continue', '-p', `say ${run}`);
    const sent = world.server.requests().length;
    expect(await countBy(before)).toMatchObject({ likely: sent, from: sent });
    expect((await countBy(world.source())).likely).toBe(sent);
  });

  if (generation === 'qwen-0.24.4') {
    it('count what a session that branched off took over only where it was answered', async () => {
      await ask('-p', 'say one');
      await ask('--continue', '--fork-session', '-p', 'say two');
      await ask('--continue', '-p', 'say three');
      expect((await countBy(world.source())).likely).toBe(world.server.requests().length);
    });
  }

  it('hold those of many sessions side by side', async () => {
    await Promise.all(['one', 'two', 'three'].map((word) => ask('-p', `say ${word}`)));
    await ask('-p', 'say four');
    expect((await countBy(world.source())).likely).toBe(world.server.requests().length);
  });

  it('name the limit that the service named, while the client still tries again', async () => {
    world.server.setMode({ kind: 'fail', status: 429, message: 'hour allocated quota exceeded.', times: 1000 });
    const source = world.source();
    const news: RefusedRequest[] = [];
    source.onRefusal((refusal) => news.push(refusal));
    let ended = false;
    const run = runQwen({
      generation,
      home: world.home,
      starts: 'as-typed',
      args: ['-p', 'say pong'],
      until: () => news.length > 0,
    });
    void run.then(() => {
      ended = true;
    });
    while (!ended && news.length === 0) {
      await source.fetch(['coding-plan'], signal);
      await pause(200);
    }
    expect(await run).toMatchObject({ exitCode: null });
    expect(news[0]).toMatchObject({ refusal: 'five-hours', model: 'm-a' });
  });
});
