/**
 * What electron-builder asks fpm for: single values by option, lists, and the files to pack.
 * @typedef {object} Request
 * @property {Readonly<Record<string, string>>} values such as `--name` and `--version`
 * @property {readonly string[]} depends
 * @property {readonly string[]} recommends
 * @property {readonly { readonly from: string, readonly to: string }[]} files
 */

const FLAGS = new Set(['--force', '--debug']);
const LISTS = new Set(['-d', '--deb-recommends']);
const VALUES = new Set([
  ...['-s', '-t', '--architecture', '--after-install', '--after-remove', '--description', '--version', '--package'],
  ...['--name', '--maintainer', '--vendor', '--url', '--category', '--deb-priority', '--license', '--iteration'],
  ...['--deb-compression', '--rpm-compression', '--rpm-os', '--rpm-summary', '--log'],
]);

/**
 * Parses fpm's command line. Throws on an option it does not know, since a package without it would be another package.
 * @param {readonly string[]} words
 * @returns {Request}
 */
export function parseRequest(words) {
  /** @type {Record<string, string>} */
  const values = {};
  /** @type {Record<string, string[]>} */
  const lists = {};
  const files = [];
  const queue = words[Symbol.iterator]();
  const next = () => String(queue.next().value ?? '');
  for (const word of queue) {
    if (VALUES.has(word)) values[word] = next();
    else if (LISTS.has(word)) lists[word] = [...(lists[word] ?? []), next()];
    else if (!word.startsWith('-')) files.push(fileOf(word));
    else if (!FLAGS.has(word)) throw new Error(`build/pack/linux/make-package.mjs does not know the option ${word}`);
  }
  return { values, files, depends: lists['-d'] ?? [], recommends: lists['--deb-recommends'] ?? [] };
}

/** @param {string} word source=target */
function fileOf(word) {
  const cut = word.indexOf('=');
  if (cut < 0) throw new Error(`${word}: expected SOURCE=TARGET`);
  return { from: word.slice(0, cut), to: word.slice(cut + 1) };
}

/**
 * The description as one line and the rest, which electron-builder sends as one text.
 * @param {Request} request
 * @returns {{ synopsis: string, rest: readonly string[] }}
 */
export function descriptionOf({ values }) {
  const lines = (values['--description'] ?? '').split('\n').map((line) => line.trim());
  const [synopsis = values['--name'] ?? '', ...rest] = lines.filter(Boolean);
  return { synopsis, rest };
}
