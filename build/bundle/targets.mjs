import { builtinModules } from 'node:module';
import path from 'node:path';

/**
 * One bundle: its entries and its output folder, relative to the checkout. The oldest runtime this code supports is
 * Electron 33, with Node 20 and Chromium 130.
 * @typedef {object} Target
 * @property {'main' | 'file-process' | 'preload' | 'renderer'} name
 * @property {readonly string[]} entries
 * @property {string} outDir
 * @property {(root: string, outDir: string) => import('vite').InlineConfig | Promise<import('vite').InlineConfig>} config
 */

const NODE = 'node20';
const CHROMIUM = 'chrome130';
/** Names stay as they are, so that a stack trace in a report names the functions. */
const MINIFY = { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } };
const NODE_MODULES = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

/**
 * Bundles Node code as CommonJS: a sandboxed preload accepts nothing else, and Electron is `ready` sooner than with
 * modules. Everything but `external` is inlined, so that a packaged app needs no node_modules.
 * @param {readonly string[]} entries
 * @param {{ external: readonly string[], oneFile: boolean }} options
 * @returns {Target['config']}
 */
const commonJs =
  (entries, { external, oneFile }) =>
  (root, outDir) => ({
    root,
    ssr: { target: 'node', noExternal: true, external: [...external] },
    resolve: {
      conditions: ['node', 'module', 'import', 'default'],
      alias: [
        {
          find: /^(ajv(-formats|\/dist\/2020\.js)|semver|\.\.\/web\/fetch\/body\.js)$/,
          replacement: path.join(import.meta.dirname, 'left-out.mjs'),
        },
        {
          find: /^\.\.\/core\/(json-schema-processors|to-json-schema)\.js$/,
          replacement: path.join(import.meta.dirname, 'left-out-of-zod.cjs'),
        },
        {
          // undici has its parser twice, and falls back to the plain one by itself. Few answers do not need the fast one.
          find: /^(\.\.\/llhttp\/llhttp)_simd(-wasm\.js)$/,
          replacement: '$1$2',
        },
      ],
    },
    build: {
      ssr: true,
      target: NODE,
      outDir,
      minify: false,
      rolldownOptions: {
        input: entries.map((entry) => path.join(root, entry)),
        external: [...external],
        experimental: {
          attachDebugInfo: 'none', // No comments with source paths: the same bytes on every machine.
          chunkOptimization: false, // It would move what only some chunks need, such as zod, into the entry.
        },
        output: {
          format: 'cjs',
          entryFileNames: oneFile ? 'index.cjs' : '[name].cjs',
          chunkFileNames: '[name]-[hash].cjs',
          minify: MINIFY,
          ...(oneFile ? { codeSplitting: false } : {}),
        },
      },
    },
  });

const APP_AND_COMMAND_LINE = ['main/index.ts', 'main/cli.ts'];
const FILE_PROCESS = ['main/file-process.ts'];
const PRELOAD = ['preload/index.ts'];

/** @type {readonly Target[]} */
export const TARGETS = [
  {
    // The app is `index.cjs`, the command line is `cli.cjs`: what both need is there once.
    name: 'main',
    entries: APP_AND_COMMAND_LINE,
    outDir: 'out/main',
    config: commonJs(APP_AND_COMMAND_LINE, { external: ['electron', ...NODE_MODULES], oneFile: false }),
  },
  {
    // A bundle of its own, of 4 kB: such a process is started often, and reads one file.
    name: 'file-process',
    entries: FILE_PROCESS,
    outDir: 'out/file-process',
    config: commonJs(FILE_PROCESS, { external: NODE_MODULES, oneFile: true }),
  },
  {
    name: 'preload',
    entries: PRELOAD,
    outDir: 'out/preload',
    config: commonJs(PRELOAD, { external: ['electron'], oneFile: true }),
  },
  { name: 'renderer', entries: ['renderer/index.html'], outDir: 'out/renderer', config: rendererConfig },
];

/**
 * Bundles the page for any address and for the strictest content policy: relative URLs, no inline script or style, no
 * data: URL, no helper code of Vite's own.
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
