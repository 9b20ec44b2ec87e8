import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AccountIdSchema, AccountLabelSchema, accountName } from '../../../main/core/accounts.ts';

it('keeps a name on one line, without spaces around it', () => {
  expect(accountName('  Work ')).toBe('Work');
  expect(accountName(' \n ')).toBeNull();
  expect(accountName('Wo\nrk')).toBe('Wo\uFFFDrk');
});

it('keeps of any text a name that the file of the accounts takes, and keeps that unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
      const name = accountName(text);
      expect(AccountLabelSchema.safeParse({ id: 'first', number: 1, name }).success).toBe(true);
      if (name !== null) expect(accountName(name)).toBe(name);
    }),
    { numRuns: 50 },
  );
});

it.each(['../x', 'a/b', '', 'FIRST', '0a1b2c3', '0a1b2c3d4', '0A1B2C3D'])('takes %j for no account', (id) => {
  expect(AccountIdSchema.safeParse(id).success).toBe(false);
});
