import { expect, it, vi } from 'vitest';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { base, codingPlan, fresh, nowMs, signedIn, snapshotOf, threeWindows } from '../../renderer/states.ts';
import { median, spread } from '../report/numbers.ts';
import { recordRow } from '../report/page.ts';

// Only our own code is measured, up to each call of Electron.
vi.mock('electron', () => ({
  Menu: { buildFromTemplate: (template: unknown) => template },
  Tray: class {
    on(): void {}
    setToolTip(): void {}
    setContextMenu(): void {}
    setImage(): void {}
  },
  nativeImage: { createEmpty: () => ({ addRepresentation: () => {}, setTemplateImage: () => {} }) },
}));
const { createTray } = await import('../../../main/adapters/electron/tray.ts');
const { trayViewOf } = await import('../../../main/app/state.ts');
const { firstTrayContent, trayContent } = await import('../../../main/app/tray-content.ts');

const readings = 200;
const goalMs = 5;
const place = { platform: 'linux', desktop: '', scales: [2] };
const locale = { words: wordsFor('en'), timeZone: 'Europe/Berlin' };

it('shows a new reading in the tray within 5 ms of own code', () => {
  const tray = createTray(firstTrayContent(['en'], place), 'linux');
  const times: number[] = [];
  for (let count = 1; count <= readings; count += 1) {
    // Each reading changes icon, tooltip and menu.
    const snapshot = snapshotOf(fresh(codingPlan(threeWindows(count * 29, count * 100, count * 100))));
    const startedAtMs = performance.now();
    const view = trayViewOf({ ...base, session: signedIn, snapshot, time: { nowMs, rate: 1 } }, locale);
    tray.render(trayContent(view, { ...place, trayIcon: 'automatic', trayIconSize: 'automatic' }));
    times.push(performance.now() - startedAtMs);
  }
  recordRow({
    order: 62,
    what: 'reading → tray changed',
    against: '–',
    ours: spread(times, 'ms', 2),
    reference: '–',
    result: `${median(times).toFixed(2)} ms`,
    goal: `≤ ${goalMs} ms`,
    isMet: median(times) <= goalMs,
    note: `${readings} readings, each with another icon, drawn for a screen of scale 2, and another tooltip. Electron's own calls are left out.`,
  });
  expect(median(times)).toBeLessThanOrEqual(goalMs);
});
