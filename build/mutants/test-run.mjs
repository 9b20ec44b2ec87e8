import path from 'node:path';
import { createVitest } from 'vitest/node';

/** @typedef {import('./list.mjs').Mutant} Mutant */
/** @typedef {{ passes: boolean, failed: string | null }} TestEnd `failed` is the name of the first test that failed */

/**
 * Opens the tests of a checkout for many runs in one process, because starting vitest costs more than most tests.
 * @param {string} checkout
 */
export async function openTests(checkout) {
  const vitest = await createVitest('test', {
    root: checkout,
    config: path.join(checkout, 'vitest.config.ts'),
    watch: false,
    reporters: [{}],
  });
  return {
    /**
     * To be called after each change of a file, which is otherwise read once only.
     * @param {string} file
     */
    forget: (file) => vitest.invalidateFile(file),
    /**
     * Runs the test of one mutant, on the files as they are now.
     * @param {Mutant} mutant
     * @returns {Promise<TestEnd>}
     */
    async run({ project, test, title = '' }) {
      vitest.setGlobalTestNamePattern(title);
      const found = await vitest.globTestSpecifications([path.join(checkout, test)]);
      const wanted = found.filter((specification) => specification.project.name === project);
      const { testModules: all, unhandledErrors } = await vitest.runTestSpecifications(wanted);
      // The result holds the modules of earlier runs too.
      const testModules = all.filter(({ moduleId }) =>
        wanted.some((specification) => specification.moduleId === moduleId),
      );
      const tests = testModules.flatMap((module) => [...module.children.allTests()]);
      const failed = tests.find((one) => one.result().state === 'failed' && !hasTimedOut(one))?.fullName ?? null;
      const hasPassed = tests.some((one) => one.result().state === 'passed');
      return {
        passes: hasPassed && unhandledErrors.length === 0 && testModules.every((module) => module.ok()),
        failed,
      };
    },
    close: () => vitest.close(),
  };
}

/**
 * A test that took too long, as on a busy machine, shows nothing about the mutant.
 * @param {import('vitest/node').TestCase} test
 */
const hasTimedOut = (test) => (test.result().errors ?? []).some(({ message }) => /^Test timed out/.test(message));
