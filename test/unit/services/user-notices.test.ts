import { describe, expect, it } from 'vitest';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import type { ClientErrorKind } from '../../../main/core/provider/client-error.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import type { Notice } from '../../../main/ports/system.ts';
import { createSnapshotStore } from '../../../main/services/polling/snapshot-store.ts';
import { createUserNotices } from '../../../main/services/user-notices.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../support/fakes.ts';

function setUp(outcome: 'shown' | 'failed' = 'shown') {
  const [clock, log, files] = [fakeClock(), memoryLog(), memoryFiles()];
  const shown: Notice[] = [];
  const opened: string[] = [];
  const notices = createUserNotices({
    store: createSnapshotStore({ files: memoryFiles(), clock, log }),
    notices: {
      async show(notice, onClick) {
        shown.push(notice);
        onClick();
        return outcome;
      },
    },
    journal: { append: () => {} },
    files,
    clock,
    log,
    preferences: () => defaultPreferences,
    foreseen: () => ({ runOuts: [], lastRequestAtMs: null, usualHour: () => null, answersBetween: () => 0 }),
    locale: () => ({ words: wordsFor('en'), timeZone: 'UTC' }),
    onClick: (clicked) => opened.push(clicked),
    onPending: () => {},
  });
  return { notices, clock, shown, opened };
}

it.each([
  ['five-hours', 'providers'],
  ['rate-limit', 'quota'],
  ['key-of-other-endpoint', 'providers'],
  ['connection', null],
  ['input-too-long', null],
] as const)('notifies of %s, and its click opens %s', async (refusal: ClientErrorKind, panel) => {
  const { notices, clock, shown, opened } = setUp();
  await notices.start();
  notices.reportRefusal({ refusal, window: null, resetsAtMs: null, model: null, atMs: clock.now() });
  await settle();
  expect(opened).toEqual(panel === null ? [] : [panel]);
  expect(shown.map(({ tag }) => tag)).toEqual(panel === null ? [] : [`refused/${refusal}`]);
  expect(shown.map(({ title, body }) => title + body).join()).not.toContain('null');
  await notices.stop();
});

describe('a notice that the system could not show', () => {
  const refused = { window: null, resetsAtMs: null, model: 'm-a', atMs: 0 } as const;
  const tags = ({ notices }: ReturnType<typeof setUp>) => notices.pending().map(({ tag }) => tag);

  it('of a refusal goes at the reset that the refusal named, or after ten minutes of a rate limit', async () => {
    const given = setUp('failed');
    await given.notices.start();
    const resetsAtMs = given.clock.now() + 60 * 60_000;
    given.notices.reportRefusal({ ...refused, refusal: 'token-plan', window: 'week', resetsAtMs });
    given.notices.reportRefusal({ ...refused, refusal: 'rate-limit' });
    given.notices.reportRefusal({ ...refused, refusal: 'key-missing' });
    await settle();
    expect(tags(given)).toEqual(['refused/token-plan', 'refused/rate-limit', 'refused/key-missing']);
    await given.clock.advance(10 * 60_000);
    given.notices.reconsider();
    expect(tags(given)).toEqual(['refused/token-plan', 'refused/key-missing']);
    await given.clock.advance(50 * 60_000);
    given.notices.reconsider();
    expect(tags(given)).toEqual(['refused/key-missing']);
    await given.notices.stop();
  });

  it('of a refusal goes with a switch', async () => {
    const given = setUp('failed');
    await given.notices.start();
    given.notices.reportRefusal({ ...refused, refusal: 'key-missing' });
    await settle();
    given.notices.reportSwitch({ tag: 'switch', title: 'Switched', body: '' });
    await settle();
    expect(tags(given)).toEqual(['switch']);
    await given.notices.stop();
  });

  it('of a session goes with the next sign-in, but not with one that ends as soon', async () => {
    const given = setUp('failed');
    await given.notices.start();
    const signedIn = (leftMs: number) =>
      ({
        state: 'signed-in',
        region: 'international',
        account: null,
        expiresAtMs: given.clock.now() + leftMs,
        storage: { kind: 'memory' },
      }) as const;
    given.notices.follow(signedIn(10 * 60_000));
    await settle();
    expect(tags(given)).toEqual(['session']);
    given.notices.follow(signedIn(9 * 60_000));
    await settle();
    expect(tags(given)).toEqual(['session']);
    given.notices.follow(signedIn(24 * 60 * 60_000));
    await settle();
    expect(tags(given)).toEqual([]);
    await given.notices.stop();
  });
});

it('tells of another provider that another program chose, until the user switches', async () => {
  const { notices, shown, opened } = setUp('failed');
  await notices.start();
  notices.report({ kind: 'other-provider', model: 'glm-5' });
  await settle();
  expect(shown.at(-1)).toMatchObject({
    title: 'Another program changed the provider',
    body: 'New sessions of Qwen Code use glm-5.',
  });
  expect(opened).toEqual(['providers']);
  expect(notices.pending()).toHaveLength(1);
  notices.reportSwitch({ tag: 'switch', title: 'Switched', body: '' });
  expect(notices.pending().map(({ title }) => title)).not.toContain('Another program changed the provider');
});
