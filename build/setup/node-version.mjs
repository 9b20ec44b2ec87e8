import { SetupError } from './steps.mjs';

const OLDEST = [20, 19];

/**
 * @param {string} version such as `v20.19.0`
 * @returns {string} the version, for the step's line
 */
export function checkNodeVersion(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return version;
  throw new SetupError(
    `Qwen Gauge needs Node.js ${OLDEST.join('.')} or newer to build; this is ${version}. Install a newer one and try again.`,
  );
}
