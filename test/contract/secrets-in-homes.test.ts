import { it } from 'vitest';
import { expectNoSecretInHomes } from '../integration/cli/secrets-in-homes.ts';

// `npm test` tries 200 of these homes. This number takes minutes, so it runs with the contract tests.
it('prints no secret of 1,000 homes, and writes none into a file of its own', async () => {
  await expectNoSecretInHomes(1_000, 8_846_211);
}, 1_200_000);
