import type { AppState } from '../../preload/contract.ts';
import type { TrayContent } from '../adapters/electron/tray.ts';
import type { Place } from '../core/view/format.ts';
import { gaugeIcon } from '../core/view/tray/gauge-icon.ts';
import { type TrayView, trayView } from '../core/view/tray/tray-view.ts';
import { languageFor, wordsFor } from '../core/view/words/index.ts';

/** What bears on the icon's picture beside what it shows. */
export interface IconSurroundings {
  /** The panel is dark, as far as the system says: the ink is light. */
  readonly dark: boolean;
  readonly platform: NodeJS.Platform;
}

/** Panels scale one picture badly: one for each scale that screens have. */
const scaleFactors = [1, 1.25, 1.5, 2] as const;
/** The height of the menu bar's icons on macOS, of the notification area's on Windows, and what Linux panels expect. */
const edges: Partial<Record<NodeJS.Platform, number>> = { darwin: 18, win32: 16 };
const linuxEdge = 22;

/** The tray's words with its picture. Pure. */
export function trayContent(view: TrayView, { dark, platform }: IconSurroundings): TrayContent {
  const { state } = view;
  // Half a percent is less than one pixel of any icon: what looks the same is not drawn again.
  const level = view.level === null ? null : Math.round(view.level * 200) / 200;
  // macOS inks a template by itself; colour would be lost in it.
  const template = platform === 'darwin' && state !== 'amber' && state !== 'red';
  const ink = dark && !template ? 'light' : 'dark';
  const sizePx = edges[platform] ?? linuxEdge;
  return {
    icon: {
      key: `${ink} ${template} ${state} ${level}`,
      template,
      pictures: scaleFactors.map((scaleFactor) => ({
        scaleFactor,
        pixels: gaugeIcon({ level, state, ink, sizePx, scale: scaleFactor }),
      })),
    },
    tooltip: view.tooltip,
    title: view.title,
    menu: view.menu,
  };
}

/** The tray's words for a state. Pure. */
export const trayViewOf = ({ time, ...state }: AppState, place: Place): TrayView =>
  trayView({ ...state, place, nowMs: time.nowMs });

/** What the tray shows until the app behind it is loaded. Pure. */
export function firstTrayContent(
  surroundings: IconSurroundings & { readonly languages: readonly string[] },
): TrayContent {
  const words = wordsFor(languageFor(surroundings.languages));
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
