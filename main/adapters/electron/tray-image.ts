import { type NativeImage, nativeImage, screen } from 'electron';
import type { Pixels } from '../../core/view/tray/shapes.ts';
import type { TrayPlace } from '../../core/view/tray/tray-size.ts';

export interface TrayIcon {
  /** Equal keys mean equal pictures, which are not drawn again. */
  readonly key: string;
  /** macOS colours a template image itself; other systems have none. */
  readonly template: boolean;
  /** One picture for each scale factor that Electron is told, beginning with 1. */
  readonly pictures: readonly { readonly scaleFactor: number; readonly pixels: Pixels }[];
}

/** Where the icon is shown now. To be called after `ready`. */
export const trayPlace = (): TrayPlace => ({
  platform: process.platform,
  desktop: process.env['XDG_CURRENT_DESKTOP'] ?? '',
  scales: [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ scaleFactor }) => scaleFactor),
});

/** Reports each change of the screens. Returns the function that ends this. */
export function watchScreens(onChange: () => void): () => void {
  const listener = (): void => onChange();
  screen.on('display-added', listener).on('display-removed', listener).on('display-metrics-changed', listener);
  return () =>
    void screen
      .off('display-added', listener)
      .off('display-removed', listener)
      .off('display-metrics-changed', listener);
}

export function imageOf(icon: TrayIcon): NativeImage {
  const image = nativeImage.createEmpty();
  for (const { scaleFactor, pixels } of icon.pictures) {
    const { width, height } = pixels;
    image.addRepresentation({ scaleFactor, width, height, buffer: Buffer.from(premultipliedBgra(pixels.rgba)) });
  }
  image.setTemplateImage(icon.template);
  return image;
}

/** Converts to the layout of Electron's raw bitmaps, which is the same on every platform. Pure. */
export function premultipliedBgra(rgba: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] ?? 0;
    out[at] = Math.round(((rgba[at + 2] ?? 0) * alpha) / 255);
    out[at + 1] = Math.round(((rgba[at + 1] ?? 0) * alpha) / 255);
    out[at + 2] = Math.round(((rgba[at] ?? 0) * alpha) / 255);
    out[at + 3] = alpha;
  }
  return out;
}
