import { builtinModules } from 'node:module';
import path from 'node:path';

/**
 * One bundle: what it is made from and where it goes, relative to the project. Electron 33 runs Node 20 and Chromium
 * 130, the oldest this code must run on.
 * @typedef {object} Target
 * @property {'main' | 'cli' | 'preload' | 'renderer'} name
 * @property {string} entry
 * @property {string} outDir
 * @property {(root: string, outDir: string) => import('vite').InlineConfig | Promise<import('vite').InlineConfig>} config
 */

const NODE = 'node20';
const CHROMIUM = 'chrome130';
const NODE_MODULES = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/**
 * Node code as CommonJS: a sandboxed preload knows nothing else, and Electron is `ready` sooner than with modules.
 * Everything but `external` is inlined, so that a packed app carries no node_modules.
 * @param {string} entry
 * @param {{ external: readonly string[], oneFile: boolean }} options
 * @returns {Target['config']}
 */
const commonJs =
  (entry, { external, oneFile }) =>
  (root, outDir) => ({
    root,
    ssr: { target: 'node', noExternal: true, external: [...external] },
    resolve: { conditions: ['node', 'module', 'import', 'default'] },
    build: {
      ssr: path.join(root, entry),
      target: NODE,
      outDir,
      minify: false,
      rolldownOptions: {
        external: [...external],
        experimental: { attachDebugInfo: 'none' }, // No comment that says where the sources lay: the same everywhere.
        output: {
          format: 'cjs',
          entryFileNames: 'index.cjs',
          chunkFileNames: '[name]-[hash].cjs',
          ...(oneFile ? { codeSplitting: false } : {}),
        },
      },
    },
  });

/** @type {readonly Target[]} */
export const TARGETS = [
  {
    name: 'main',
    entry: 'main/index.ts',
    outDir: 'out/main',
    config: commonJs('main/index.ts', { external: ['electron', ...NODE_MODULES], oneFile: false }),
  },
  {
    name: 'cli',
    entry: 'main/cli.ts',
    outDir: 'out/cli',
    config: commonJs('main/cli.ts', { external: NODE_MODULES, oneFile: false }),
  },
  {
    name: 'preload',
    entry: 'preload/index.ts',
    outDir: 'out/preload',
    config: commonJs('preload/index.ts', { external: ['electron'], oneFile: true }),
  },
  { name: 'renderer', entry: 'renderer/index.html', outDir: 'out/renderer', config: rendererConfig },
];

/**
 * Works below any address and under the strictest content policy: relative URLs, no inline script or style, nothing as
 * a data: URL, no code of Vite's own around module loading.
 * @param {string} root
 * @param {string} outDir
 * @returns {Promise<import('vite').InlineConfig>}
 */
async function rendererConfig(root, outDir) {
  const { default: react } = await import('@vitejs/plugin-react');
  return {
    root: path.join(root, 'renderer'),
    base: './',
    plugins: [react()],
    build: {
      target: CHROMIUM,
      outDir,
      modulePreload: false,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      rolldownOptions: {
        output: { entryFileNames: '[name]-[hash].js', assetFileNames: '[name]-[hash][extname]', codeSplitting: false },
      },
    },
  };
}
