import { it } from 'vitest';
import { patience } from '../../support/system/patience.ts';
import { expectNoSecretInHomes } from './secrets-in-homes.ts';

it(
  'prints no secret of the settings, .env files, logs and arguments, and writes none into a file of its own',
  async () => {
    await expectNoSecretInHomes(200, 20_261_127);
  },
  300_000 * patience,
);
