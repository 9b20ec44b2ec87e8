import type { TrayContent } from '../adapters/electron/tray.ts';
import { languageFor } from '../core/language.ts';
import type { Preferences } from '../core/preferences.ts';
import type { TrayInk } from '../core/view/tray/ink.ts';
import { panelIcon } from '../core/view/tray/panel-icon.ts';
import type { TrayView } from '../core/view/tray/tray-view.ts';
import { startingWordsFor } from '../core/view/words/starting.ts';

/** What the icon is drawn for. No system reports the colour of its panel, and themes of windows do not change it. */
interface PanelAppearance {
  readonly trayIcon: Preferences['trayIcon'];
  readonly platform: NodeJS.Platform;
  /** Panels scale a picture badly, so one is drawn for each scale that screens have. */
  readonly scaleFactors?: readonly number[];
}

const usualScaleFactors = [1, 1.25, 1.5, 2];
/** The height in px of icons in the menu bar of macOS, the notification area of Windows and the panels of Linux. */
const edges: Partial<Record<NodeJS.Platform, number>> = { darwin: 18, win32: 16 };
const linuxEdge = 22;

/** The tray's texts with its picture. Pure. */
export function trayContent(
  view: TrayView,
  { trayIcon, platform, scaleFactors = usualScaleFactors }: PanelAppearance,
): TrayContent {
  const { picture } = view;
  const { state } = picture;
  // macOS colours a template itself, so amber and red are drawn as plain pictures.
  const template = trayIcon === 'automatic' && platform === 'darwin' && state !== 'amber' && state !== 'red';
  const ink = inkFor(trayIcon, template);
  const sizePx = edges[platform] ?? linuxEdge;
  return {
    icon: {
      key: `${ink} ${template} ${JSON.stringify(picture)} ${scaleFactors.join(' ')}`,
      template,
      pictures: scaleFactors.map((scaleFactor) => ({
        scaleFactor,
        pixels: panelIcon(picture, { ink, sizePx, scale: scaleFactor }),
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

/**
 * What the tray shows until the app is loaded, drawn only for the scale of the main screen: each further picture would
 * delay the icon. Pure.
 */
export function firstTrayContent(
  languages: readonly string[],
  platform: NodeJS.Platform,
  mainScaleFactor: number,
): TrayContent {
  const words = startingWordsFor(languageFor(languages));
  const view: TrayView = {
    picture: { kind: 'letter', state: 'unknown' },
    hasPassingTime: false,
    tooltip: words.appName,
    title: '',
    menu: [
      { kind: 'text', label: words.loading },
      { kind: 'separator' },
      { kind: 'command', id: 'open', label: words.open },
      { kind: 'command', id: 'quit', label: words.quit },
    ],
  };
  const scaleFactors = mainScaleFactor === 1 ? [1] : [1, mainScaleFactor];
  return trayContent(view, { trayIcon: 'automatic', platform, scaleFactors });
}
