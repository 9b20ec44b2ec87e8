import { leaks } from './leaks.mjs';
import { links } from './links.mjs';
import { masking } from './masking.mjs';
import { names } from './names.mjs';
import { network } from './network.mjs';
import { ownFiles } from './own-files.mjs';
import { page } from './page.mjs';
import { settingsFiles } from './settings-files.mjs';
import { terminals } from './terminal.mjs';

/**
 * A text that occurs once in a file, and the text to put in its place.
 * @typedef {{ file: string, find: string, put: string }} Edit
 */

/**
 * A small change to the code that breaks a promise, and the test that has to fail with it.
 * @typedef {object} Mutant
 * @property {string} name what no longer holds
 * @property {readonly Edit[]} edits
 * @property {'unit' | 'integration' | 'integration-long' | 'race' | 'e2e'} project
 * @property {string} test the file of the test
 * @property {string} [title] runs only the tests of the file whose title contains this
 */

/** @type {readonly Mutant[]} */
export const mutants = [
  ...leaks,
  ...names,
  ...masking,
  ...terminals,
  ...network,
  ...page,
  ...links,
  ...settingsFiles,
  ...ownFiles,
];
