/**
 * Tests that fail under Wine although the program is right, each with what Wine does otherwise than Windows. Everything
 * else that fails is a fault, of the program or of the test.
 * @type {readonly import('./report.mjs').KnownLimit[]}
 */
export const KNOWN_LIMITS = [
  {
    file: 'test/integration/files/file-rights.test.ts',
    title: /is where the key will lie if the file or its folder is a link$|is nothing for a link further up$/,
    reason: 'Wine 8 makes symbolic links that lead nowhere.',
  },
];
