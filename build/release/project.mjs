import fs from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { SetupError } from '../setup/steps.mjs';

/**
 * What package.json says of the project.
 * @typedef {object} Manifest
 * @property {string} name
 * @property {string} productName
 * @property {string} version
 * @property {string} description
 * @property {string} license
 * @property {string} author
 * @property {string} homepage the project's page, whose releases lie below it as on GitHub
 * @property {Readonly<Record<string, string>>} engines
 * @property {Readonly<Record<string, string>>} devDependencies
 */

/** @returns {Manifest} */
export const readManifest = () => JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

/** A host that no one can own (RFC 2606). It stands in `homepage` until the project has an address. */
const NOT_SET = 'example.invalid';

/** @param {Manifest} manifest */
export const hasAddress = ({ homepage }) => new URL(homepage).hostname !== NOT_SET;

/**
 * The addresses that follow from the homepage.
 * @param {Manifest} manifest
 */
export function addressesOf({ homepage, version }) {
  const page = homepage.replace(/\/+$/, '');
  return {
    homepage: page,
    repository: `${page}.git`,
    bugs: `${page}/issues`,
    release: `${page}/releases/tag/v${version}`,
    downloads: `${page}/releases/download/v${version}`,
  };
}

/**
 * Throws a SetupError while the project has no address, since a release is found by it.
 * @param {Manifest} manifest
 */
export function refuseWithoutAddress(manifest) {
  if (hasAddress(manifest)) return;
  throw new SetupError(
    `Nothing is published while "homepage" in package.json is ${manifest.homepage}: set it to the repository's address first.`,
  );
}
