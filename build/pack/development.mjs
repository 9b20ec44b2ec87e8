import { SetupError } from '../setup/steps.mjs';

/** Part of the version, and so of the app's own display and of every file name, where the fallback runtime is inside. */
const MARK = 'development';

/**
 * The version that a package carries. One that contains the fallback runtime is older than the release of the same number,
 * which therefore replaces it.
 * @param {string} version of package.json
 * @param {'official' | 'fallback'} runtime
 */
export const packedVersion = (version, runtime) => (runtime === 'official' ? version : `${version}-${MARK}`);

/**
 * Throws a SetupError when one of the files must not be published, because it contains the fallback runtime: a Chromium
 * out of support, of an origin that cannot be checked.
 * @param {readonly string[]} names of files in the release folder
 */
export function refuseDevelopmentBuilds(names) {
  const marked = names.filter((name) => new RegExp(`[-~]${MARK}`).test(name));
  if (marked.length === 0) return;
  throw new SetupError(
    `${marked.join(', ')}: made with the fallback Electron, for development alone. Nothing was published; make the packages where the official Electron can be downloaded.`,
  );
}
