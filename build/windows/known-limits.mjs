/**
 * Tests that fail under Wine although the program is right, each with what Wine does otherwise than Windows. Everything
 * else that fails is a fault, of the program or of the test.
 * @type {readonly import('./report.mjs').KnownLimit[]}
 */
export const KNOWN_LIMITS = [];
