import type { IconPixels, TrayContent } from './adapters/electron/tray.ts';
import { languageInForce } from './app-language.ts';
import type { TrayView } from './core/view/tray.ts';
import { wordsFor } from './core/view/words.ts';

/** What bears on the icon's picture beside what it shows. */
export interface IconSurroundings {
  /** The panel is dark, as far as the system says: the ink is light. */
  readonly dark: boolean;
  readonly platform: NodeJS.Platform;
}

/** Panels scale one picture badly: one for each scale that screens have. */
const scaleFactors = [1, 2] as const;
const edge = 22;

/** The tray's words with its picture. Pure. */
export function trayContent(view: TrayView, { dark, platform }: IconSurroundings): TrayContent {
  const ink = dark ? 'light' : 'dark';
  return {
    icon: {
      key: `${ink} ${view.state} ${view.level}`,
      template: platform === 'darwin' && view.state === 'calm',
      pictures: scaleFactors.map((scaleFactor) => ({ scaleFactor, pixels: draw(view, ink, edge * scaleFactor) })),
    },
    tooltip: view.tooltip,
    title: view.title,
    menu: view.menu,
  };
}

/** What the tray shows until the app behind it is loaded. Pure. */
export function firstTrayContent(
  surroundings: IconSurroundings & { readonly languages: readonly string[] },
): TrayContent {
  const words = wordsFor(languageInForce('system', surroundings.languages));
  const view: TrayView = {
    level: null,
    state: 'unknown',
    tooltip: words.appName,
    title: '',
    menu: [
      { kind: 'text', label: words.tray.loading },
      { kind: 'separator' },
      { kind: 'command', id: 'open', label: words.tray.open },
      { kind: 'command', id: 'quit', label: words.common.quit },
    ],
  };
  return trayContent(view, surroundings);
}

function draw(view: TrayView, ink: 'light' | 'dark', size: number): IconPixels {
  const rgba = new Uint8Array(size * size * 4);
  const shade = ink === 'light' ? 255 : 30;
  const filledFrom = size - Math.round((view.level ?? 0) * size);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const edgeOf = x === 0 || y === 0 || x === size - 1 || y === size - 1;
      if (edgeOf || y >= filledFrom) rgba.set([shade, shade, shade, 255], (y * size + x) * 4);
    }
  }
  return { width: size, height: size, rgba };
}
