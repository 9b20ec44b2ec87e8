import type { Preferences } from '../../preferences.ts';
import { trayDesktopOf } from './tray-desktop.ts';

/** Where the icon is shown. */
export interface TrayPlace {
  /** That of Node.js. */
  readonly platform: string;
  /** What `XDG_CURRENT_DESKTOP` says; '' where nothing does. */
  readonly desktop: string;
  /** The scale factors of the screens, that of the main one first. */
  readonly scales: readonly number[];
}

interface PictureSize {
  /** The scale factor that Electron is told. */
  readonly scaleFactor: number;
  /** Width and height before scaling. */
  readonly sizePx: number;
  /** The scale at which it is drawn. */
  readonly scale: number;
}

type ChosenSize = Preferences['trayIconSize'];

/** What Xfce, Plasma and LXQt draw unless the user chose another size. */
const usualPx = 22;
/** The same of GNOME's extension. */
const gnomePx = 16;

/**
 * The pictures of which an icon consists. Electron passes one alone to the panels of Linux and to Windows, and it does not
 * ask for its size (docs/facts/desktop.md §5). So that one is drawn in the pixels of the screen: on Linux of the finest,
 * since any of them may have the panel; on Windows of the main one.
 */
export function pictureSizes({ platform, desktop, scales }: TrayPlace, chosen: ChosenSize): readonly PictureSize[] {
  const single = (sizePx: number, scale: number) => [{ scaleFactor: 1, sizePx, scale }];
  switch (platform) {
    case 'darwin':
      return [1, 2].map((scale) => ({ scaleFactor: scale, sizePx: 18, scale }));
    case 'win32':
      return single(16, scales[0] ?? 1);
    default:
      return single(linuxPx(desktop, chosen), Math.max(1, ...scales));
  }
}

function linuxPx(desktop: string, chosen: ChosenSize): number {
  if (chosen !== 'automatic') return Number(chosen.slice('px-'.length));
  const shown = trayDesktopOf(desktop);
  return shown === 'gnome' || shown === 'ubuntu' ? gnomePx : usualPx;
}
