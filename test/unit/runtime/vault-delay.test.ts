import { expect, it } from 'vitest';
import { defaultPreferences } from '../../../main/core/preferences.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { createRuntime } from '../../../main/runtime/runtime.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../support/fakes.ts';
import { scriptedHttp } from '../../support/scripted-http.ts';

it('does not touch the keyring, which may block the process, before the tray icon has had time to register', async () => {
  const clock = fakeClock();
  const touched: number[] = [];
  const startMs = clock.now();
  const touch = async <Value>(value: Value): Promise<Value> => {
    touched.push(clock.now() - startMs);
    return value;
  };
  const vault = JSON.stringify({ version: 1, backend: 'gnome_libsecret', ciphertext: 'AAAA' });
  const runtime = createRuntime({
    runEnvironment: {
      isDemo: true,
      fixedEveryMs: null,
      clock,
      http: scriptedHttp(() => ({ status: 500 })),
      dataFiles: memoryFiles({ 'vault.bin': vault }),
      secrets: {
        backend: () => touch({ kind: 'encrypted', name: 'gnome_libsecret' }),
        encrypt: () => touch(new Uint8Array()),
        decrypt: () => touch(null),
      },
      overrides: { gatewayUrl: null, authUrl: null, catalogueUrl: null },
      qwen: { environment: () => ({ HOME: '/nowhere' }), home: () => '/nowhere' },
      exclusively: (task) => task(),
      openPage: () => {},
    },
    log: memoryLog(),
    notices: { show: async () => 'shown' },
    preferences: () => defaultPreferences,
    locale: () => ({ words: wordsFor('en'), timeZone: 'UTC' }),
    lastInterestAtMs: () => null,
    isIdle: () => false,
    onNoticeClick: () => {},
    onSwitchQuestion: () => {},
    onChange: () => {},
  });
  await runtime.start();
  await clock.advance(399);
  expect(touched).toEqual([]);
  await clock.advance(1);
  await expect.poll(() => touched.length).toBeGreaterThan(0);
  await runtime.stop();
});
