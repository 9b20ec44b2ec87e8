import { expect, it } from 'vitest';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import type { ClientErrorKind } from '../../../main/core/provider/client-error.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import type { Notice } from '../../../main/ports/system.ts';
import { createSnapshotStore } from '../../../main/services/polling/snapshot-store.ts';
import { createUserNotices } from '../../../main/services/user-notices.ts';
import { fakeClock, memoryFiles, memoryLog, settle } from '../../support/fakes.ts';

it.each([
  ['five-hours', 'providers'],
  ['rate-limit', 'quota'],
  ['key-of-other-endpoint', 'providers'],
  ['connection', null],
  ['input-too-long', null],
] as const)('notifies of %s, and its click opens %s', async (refusal: ClientErrorKind, panel) => {
  const [clock, log, files] = [fakeClock(), memoryLog(), memoryFiles()];
  const shown: Notice[] = [];
  const opened: string[] = [];
  const notices = createUserNotices({
    store: createSnapshotStore({ files: memoryFiles(), clock, log }),
    notices: {
      async show(notice, onClick) {
        shown.push(notice);
        onClick();
        return 'shown';
      },
    },
    files,
    clock,
    log,
    preferences: () => defaultPreferences,
    locale: () => ({ words: wordsFor('en'), timeZone: 'UTC' }),
    onClick: (clicked) => opened.push(clicked),
    onPending: () => {},
  });
  await notices.start();
  notices.reportRefusal({ refusal, window: null, resetsAtMs: null, model: null, atMs: clock.now() });
  await settle();
  expect(opened).toEqual(panel === null ? [] : [panel]);
  expect(shown.map(({ tag }) => tag)).toEqual(panel === null ? [] : [`refused/${refusal}`]);
  expect(shown.map(({ title, body }) => title + body).join()).not.toContain('null');
  await notices.stop();
});
