import type { AccountLabel } from '../../accounts.ts';
import type { Words } from '../words/index.ts';

/** What an account is called: by the user, or by its number. Its address is not used, as notices and files name it too. */
export const accountNameText = ({ name, number }: Pick<AccountLabel, 'name' | 'number'>, { accounts }: Words): string =>
  name ?? accounts.numbered(number);
