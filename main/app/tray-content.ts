import type { TrayContent } from '../adapters/electron/tray.ts';
import { languageFor } from '../core/language.ts';
import type { Preferences } from '../core/preferences.ts';
import type { TrayInk } from '../core/view/tray/ink.ts';
import { panelIcon } from '../core/view/tray/panel-icon.ts';
import { pictureSizes, type TrayPlace } from '../core/view/tray/tray-size.ts';
import type { TrayView } from '../core/view/tray/tray-view.ts';
import { startingWordsFor } from '../core/view/words/starting.ts';

/** What the icon is drawn for. No system reports the colour of its panel, and themes of windows do not change it. */
type PanelAppearance = TrayPlace & Pick<Preferences, 'trayIcon' | 'trayIconSize'>;

/** The tray's texts with its picture. Pure. */
export function trayContent(view: TrayView, panel: PanelAppearance): TrayContent {
  const { picture } = view;
  const { trayIcon, platform } = panel;
  const { state } = picture;
  // macOS colours a template itself, so amber and red are drawn as plain pictures.
  const template = trayIcon === 'automatic' && platform === 'darwin' && state !== 'amber' && state !== 'red';
  const ink = inkFor(trayIcon, template);
  const sizes = pictureSizes(panel, panel.trayIconSize);
  return {
    icon: {
      key: `${ink} ${template} ${JSON.stringify(picture)} ${JSON.stringify(sizes)}`,
      template,
      pictures: sizes.map(({ scaleFactor, sizePx, scale }) => ({
        scaleFactor,
        pixels: panelIcon(picture, { ink, sizePx, scale }),
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

/** What the tray shows until the app is loaded. Pure. */
export function firstTrayContent(languages: readonly string[], place: TrayPlace): TrayContent {
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
  return trayContent(view, { ...place, trayIcon: 'automatic', trayIconSize: 'automatic' });
}
