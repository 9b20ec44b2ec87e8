import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttp } from '../../../main/adapters/http/http.ts';
import { createUpdates } from '../../../main/services/updates/updates.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../support/fakes.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const release = (version: string) => JSON.stringify({ tag_name: `v${version}`, draft: false, prerelease: false });
const answering =
  (text: string, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(text);

/** A server of releases on this machine, and the service that asks it, with a clock that the test moves. */
async function looking(answer: (response: ServerResponse) => void, files = memoryFiles(), laterMs = 0) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  endings.push(() => new Promise((resolve) => server.close(resolve)));
  const http = createHttp({ environment: {}, log: memoryLog() });
  endings.push(() => http.close());
  const announced: string[] = [];
  const wanted = { is: true };
  const clock = fakeClock(
    Date.UTC(2026, 10, 27) + laterMs,
    () => 0,
    () => pending(),
  );
  let underWay = 0;
  const ends: (() => void)[] = [];
  /** Waits until no request is under way. */
  const pending = async () => {
    await settle();
    if (underWay > 0) await new Promise<void>((resolve) => ends.push(resolve));
    await settle();
  };
  const updates = createUpdates({
    clock,
    files,
    log: memoryLog(),
    http: {
      async request(request) {
        underWay += 1;
        try {
          return await http.request(request);
        } finally {
          underWay -= 1;
          for (const end of ends.splice(0)) setImmediate(end);
        }
      },
    },
    published: {
      version: '1.2.0',
      releases: {
        latest: `http://127.0.0.1:${(server.address() as AddressInfo).port}/latest`,
        page: 'https://example.org',
      },
    },
    isWanted: () => wanted.is,
    onNewVersion: (version) => announced.push(version),
  });
  endings.push(() => updates.stop());
  await updates.start();
  return { seen, announced, wanted, clock, updates, files };
}

describe('looking for a new version', () => {
  it('asks once a day, without a credential, and announces a version once', async () => {
    const { seen, announced, clock, updates } = await looking(answering(release('1.3.0')));
    await clock.advance(minuteMs);
    expect(seen).toHaveLength(0);
    await clock.advance(12 * hourMs);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.headers).toMatchObject({ 'user-agent': 'QwenGauge/1.2.0' });
    expect(Object.keys(seen[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
      'user-agent',
    ]);
    await clock.advance(11 * hourMs);
    expect(seen).toHaveLength(1);
    await clock.advance(2 * hourMs);
    expect(seen).toHaveLength(2);
    expect(announced).toEqual(['1.3.0']);
    expect(updates.newVersion()).toBe('1.3.0');
  });

  it('asks nobody unless the user agreed, and nothing more once they changed their mind', async () => {
    const { seen, wanted, clock, updates } = await looking(answering(release('1.3.0')));
    wanted.is = false;
    updates.reconsider();
    await clock.advance(72 * hourMs);
    expect(seen).toHaveLength(0);
    wanted.is = true;
    updates.reconsider();
    await clock.advance(hourMs);
    expect(seen).toHaveLength(1);
    wanted.is = false;
    updates.reconsider();
    await clock.advance(72 * hourMs);
    expect(seen).toHaveLength(1);
    expect(updates.newVersion()).toBeNull();
  });

  it('does not ask again after a new start on the same day, and remembers what it announced', async () => {
    const first = await looking(answering(release('1.3.0')));
    await first.clock.advance(hourMs);
    await first.updates.stop();
    const second = await looking(answering(release('1.3.0')), first.files, hourMs);
    expect(second.updates.newVersion()).toBe('1.3.0');
    await second.clock.advance(20 * hourMs);
    expect(second.seen).toHaveLength(0);
    await second.clock.advance(6 * hourMs);
    expect(second.seen).toHaveLength(1);
    expect(second.announced).toEqual([]);
  });

  it('asks nobody where it could not keep that it asked', async () => {
    const files = memoryFiles();
    files.full = true;
    const { seen, clock } = await looking(answering(release('1.3.0')), files);
    await clock.advance(72 * hourMs);
    expect(seen).toHaveLength(0);
  });

  it('asks at once, not in ten years, after the clock was put back', async () => {
    const files = memoryFiles({ 'updates.json': JSON.stringify({ askedAtMs: Date.UTC(2036, 0), announced: null }) });
    const { seen, clock } = await looking(answering(release('1.3.0')), files);
    await clock.advance(hourMs);
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['an older version', answering(release('1.1.9'))],
    ['the same version', answering(release('1.2.0'))],
    ['a pre-release', answering(JSON.stringify({ tag_name: 'v1.3.0', draft: false, prerelease: true }))],
    ['a page', answering('<html>1.3.0</html>')],
    ['nothing', answering('')],
    ['a name with markup', answering(release('1.3.0 <a href=x>'))],
    ['too much', answering(release('1.3.0') + ' '.repeat(3 << 20))],
    ['no such page', answering(release('1.3.0'), 404)],
    ['too many questions', answering(release('1.3.0'), 403)],
    ['a broken connection', (response: ServerResponse) => void response.destroy()],
  ])('announces nothing after %s, and asks again a day later', async (_, answer) => {
    const { seen, announced, clock, updates } = await looking(answer);
    await clock.advance(23 * hourMs);
    expect(seen).toHaveLength(1);
    await clock.advance(2 * hourMs);
    expect(seen).toHaveLength(2);
    expect(announced).toEqual([]);
    expect(updates.newVersion()).toBeNull();
  });

  it('follows no redirect', async () => {
    const { seen, announced, clock } = await looking(answering(release('1.3.0'), 302, { location: '/elsewhere' }));
    await clock.advance(hourMs);
    expect(seen.map(({ url }) => url)).toEqual(['/latest']);
    expect(announced).toEqual([]);
  });
});
