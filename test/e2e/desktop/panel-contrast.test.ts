import { execFile } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { panelIcon } from '../../../main/core/view/tray/panel-icon.ts';
import type { Pixels } from '../../../main/core/view/tray/shapes.ts';
import { type AppSession, openAppSession } from '../../support/app/app-session.ts';
import { askMain } from '../../support/app/ask-main.ts';
import { words } from '../../support/app/popover-page.ts';
import { type Colour, faintestEdge, type ShownIcon } from '../../support/contrast.ts';
import type { Desktop } from '../../support/desktop/session-bus.ts';
import { eventually } from '../../support/eventually.ts';

const run = promisify(execFile);
const panelHeight = 32;
const panels: Readonly<Record<'dark' | 'light', Colour>> = { dark: [29, 29, 29], light: [240, 240, 240] };

/** The right end of the panel as it is on the screen, one colour for each pixel. */
async function cornerOfScreen({ driver }: AppSession): Promise<readonly (readonly Colour[])[]> {
  const bytes = await askMain(
    driver().app,
    async ({ desktopCapturer, screen }, size) => {
      const { width, height } = screen.getPrimaryDisplay().size;
      const [source] = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: { width, height } });
      return source?.thumbnail
        .crop({ x: width - size, y: 0, width: size, height: size })
        .toBitmap()
        .toString('base64');
    },
    panelHeight,
  );
  const bitmap = Buffer.from(bytes ?? '', 'base64');
  const rows = Array.from({ length: panelHeight }, (_, y) => y);
  return rows.map((y) =>
    rows.map((x) => {
      const at = (y * panelHeight + x) * 4;
      return [bitmap[at + 2] ?? 0, bitmap[at + 1] ?? 0, bitmap[at] ?? 0];
    }),
  );
}

const isFar = (one: Colour, other: Colour): boolean =>
  one.some((value, channel) => Math.abs(value - (other[channel] ?? 0)) > 3);

/** The square around everything that differs from the panel; null: there is nothing, or the panel has another colour. */
function iconIn(pixels: readonly (readonly Colour[])[], panel: Colour): ShownIcon | null {
  const drawn = pixels.flatMap((row, y) => row.flatMap((colour, x) => (isFar(colour, panel) ? [{ x, y }] : [])));
  const [left, top] = [Math.min(...drawn.map(({ x }) => x)), Math.min(...drawn.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...drawn.map(({ x }) => x)), Math.max(...drawn.map(({ y }) => y))];
  const width = Math.max(right - left, bottom - top) + 1;
  if (drawn.length === 0 || width > panelHeight - 2) return null;
  return { width, colourAt: (x, y) => pixels[top + y]?.[left + x] ?? panel };
}

/** Whether a panel of this colour shows the pixels of a drawn icon unchanged, anywhere in the corner. */
function showsUnscaled(corner: readonly (readonly Colour[])[], { width, rgba }: Pixels, panel: Colour): boolean {
  const shownAt = (x: number, y: number): Colour => {
    const at = (y * width + x) * 4;
    const over = (rgba[at + 3] ?? 0) / 255;
    return panel.map((below, channel) => (rgba[at + channel] ?? 0) * over + below * (1 - over));
  };
  const places = Array.from({ length: panelHeight - width + 1 }, (_, place) => place);
  const edge = Array.from({ length: width }, (_, place) => place);
  return places.some((top) =>
    places.some((left) =>
      edge.every((y) => edge.every((x) => !isFar(corner[top + y]?.[left + x] ?? panel, shownAt(x, y)))),
    ),
  );
}

describe('the tray icon on a real panel', { sequential: true }, () => {
  let appSession: AppSession;

  beforeAll(async () => {
    appSession = await openAppSession({ tray: false, notifications: false, services: true });
    const file = path.resolve(import.meta.dirname, '../../../build/desktop-shell.mjs');
    const { startShell } = (await import(pathToFileURL(file).href)) as {
      startShell(desktop: Desktop): Promise<{ tray: boolean; notifications: boolean }>;
    };
    await startShell(appSession.bus.desktop);
    await appSession.start();
    await appSession.waitForTooltip(words.tray.signedOut);
  });
  afterAll(() => appSession?.close());

  async function colourPanel(colour: Colour): Promise<void> {
    const set = (...args: readonly string[]) =>
      run('xfconf-query', ['-c', 'xfce4-panel', '-n', ...args], { env: appSession.bus.desktop.env });
    const parts = [...colour.map((value) => String(value / 255)), '1'];
    await set('-p', '/panels/panel-1/background-rgba', ...parts.flatMap((part) => ['-t', 'double', '-s', part]));
    await set('-p', '/panels/panel-1/background-style', '-t', 'uint', '-s', '1');
  }

  it.each([
    ['dark', 'dark'],
    ['dark', 'light'],
    ['light', 'dark'],
    ['light', 'light'],
  ] as const)('has a contrast of 3:1 on a %s panel with the %s theme', async (panel, theme) => {
    const popover = await appSession.openPopover();
    await popover.invoke('preferences:set', { theme });
    await colourPanel(panels[panel]);
    const icon = await eventually('the icon on the panel', async () =>
      iconIn(await cornerOfScreen(appSession), panels[panel]),
    );
    expect(icon.width).toBeGreaterThanOrEqual(14);
    expect(faintestEdge(icon, panels[panel], true)).toBeGreaterThanOrEqual(3);
  });

  it('is shown pixel for pixel as it was drawn', async () => {
    await colourPanel(panels.dark);
    const drawn = panelIcon({ kind: 'letter', state: 'signed-out' }, { ink: 'plated', sizePx: 22, scale: 1 });
    await eventually('the drawn pixels on the panel', async () =>
      showsUnscaled(await cornerOfScreen(appSession), drawn, panels.dark),
    );
  });
});
