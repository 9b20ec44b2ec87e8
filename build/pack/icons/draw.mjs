import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../paths.mjs';
import { encodeIcns } from './icns.mjs';
import { encodeIco } from './ico.mjs';
import { encodePng } from './png.mjs';

/** The one drawing of the app's icon. */
const DRAWING = 'main/core/view/tray/gauge-icon.ts';
const LINUX_SIZES = [16, 22, 24, 32, 48, 64, 128, 256, 512];
const WINDOWS_SIZES = [16, 20, 24, 32, 40, 48, 64, 256];
/** Apple's types for images that are PNG, with their edge in pixels; those from ic11 on are for screens of double density. */
const APPLE_IMAGES = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
]);

/**
 * Writes the app's icon as every system wants it: `icons/16x16.png` and so on, `icon.ico`, `icon.icns`. Icons newer than
 * the drawing are kept.
 * @param {string} folder created if needed
 * @returns {Promise<string>} what was done, in a few words
 */
export async function drawIcons(folder) {
  const last = path.join(folder, 'icon.icns');
  const drawnAt = fs.statSync(last, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = [path.join(root, DRAWING), ...ownFiles()];
  if (sources.every((source) => fs.statSync(source).mtimeMs < drawnAt)) return 'up to date';
  const appIcon = await loadDrawing(path.join(folder, 'drawing'));
  const images = new Map(sizes().map((size) => [size, image(appIcon(size))]));
  const imageOf = (/** @type {number} */ size) => images.get(size) ?? image(appIcon(size));
  fs.mkdirSync(path.join(folder, 'icons'), { recursive: true });
  for (const size of LINUX_SIZES) {
    fs.writeFileSync(path.join(folder, 'icons', `${size}x${size}.png`), imageOf(size).png);
  }
  fs.writeFileSync(path.join(folder, 'icon.ico'), encodeIco(WINDOWS_SIZES.map(imageOf)));
  fs.writeFileSync(last, encodeIcns(APPLE_IMAGES.map(([type, size]) => ({ type, png: imageOf(size).png }))));
  return `drew ${images.size} sizes`;
}

const ownFiles = () => fs.readdirSync(import.meta.dirname).map((name) => path.join(import.meta.dirname, name));

const sizes = () => [...new Set([...LINUX_SIZES, ...WINDOWS_SIZES, ...APPLE_IMAGES.map(([, size]) => size)])];

/** @param {import('./png.mjs').Pixels} pixels square */
const image = (pixels) => ({ size: pixels.width, rgba: pixels.rgba, png: encodePng(pixels) });

/**
 * Bundles the drawing, for Node 20 runs no TypeScript.
 * @param {string} folder
 * @returns {Promise<(sizePx: number) => import('./png.mjs').Pixels>}
 */
async function loadDrawing(folder) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    build: {
      ssr: path.join(root, DRAWING),
      target: 'node20',
      outDir: folder,
      emptyOutDir: true,
      copyPublicDir: false,
      rolldownOptions: { output: { entryFileNames: 'icon.mjs' } },
    },
  });
  return (await import(pathToFileURL(path.join(folder, 'icon.mjs')).href)).appIcon;
}
