import type { AppState } from '../../preload/contract.ts';
import type { TrayContent } from '../adapters/electron/tray.ts';
import type { Preferences } from '../core/preferences.ts';
import type { Locale } from '../core/view/format.ts';
import { gaugeIcon, type TrayInk } from '../core/view/tray/gauge-icon.ts';
import { type TrayView, trayView } from '../core/view/tray/tray-view.ts';
import { languageFor, wordsFor } from '../core/view/words/index.ts';

/** What the icon is drawn for. No system reports the colour of its panel, and themes of windows do not change it. */
interface PanelAppearance {
  readonly trayIcon: Preferences['trayIcon'];
  readonly platform: NodeJS.Platform;
}

/** Panels scale a picture badly, so one is drawn for each scale that screens have. */
const scaleFactors = [1, 1.25, 1.5, 2] as const;
/** The height in px of icons in the menu bar of macOS, the notification area of Windows and the panels of Linux. */
const edges: Partial<Record<NodeJS.Platform, number>> = { darwin: 18, win32: 16 };
const linuxEdge = 22;

/** The tray's texts with its picture. Pure. */
export function trayContent(view: TrayView, { trayIcon, platform }: PanelAppearance): TrayContent {
  const { state } = view;
  // Half a percent is less than one pixel of any icon, and equal pictures are not drawn again.
  const level = view.level === null ? null : Math.round(view.level * 200) / 200;
  // macOS colours a template itself, so amber and red are drawn as plain pictures.
  const template = trayIcon === 'automatic' && platform === 'darwin' && state !== 'amber' && state !== 'red';
  const ink = inkFor(trayIcon, template);
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

function inkFor(trayIcon: Preferences['trayIcon'], template: boolean): TrayInk {
  if (trayIcon !== 'automatic') return trayIcon;
  return template ? 'dark' : 'plated';
}

/** The tray's texts for a state. Pure. */
export const trayViewOf = ({ time, ...state }: AppState, locale: Locale): TrayView =>
  trayView({ ...state, locale, nowMs: time.nowMs });

/** What the tray shows until the app is loaded. Pure. */
export function firstTrayContent(languages: readonly string[], platform: NodeJS.Platform): TrayContent {
  const words = wordsFor(languageFor(languages));
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
  return trayContent(view, { trayIcon: 'automatic', platform });
}
