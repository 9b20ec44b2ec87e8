import type { wordsEn } from '../en/words.ts';
import { generalZhCn } from './general.ts';
import { historyZhCn } from './history.ts';
import { installedClientZhCn } from './installed-client.ts';
import { noticesZhCn } from './notices.ts';
import { accountsZhCn } from './preferences/accounts.ts';
import { preferenceDataZhCn } from './preferences/data.ts';
import { preferencesZhCn } from './preferences.ts';
import { problemsZhCn } from './problems.ts';
import { providersZhCn } from './providers.ts';
import { quotaZhCn } from './quota.ts';
import { refusalsZhCn } from './refusals.ts';
import { sessionZhCn } from './session.ts';
import { settingsZhCn } from './settings.ts';
import { switchingZhCn } from './switching.ts';
import { trayZhCn } from './tray.ts';
import { rowsZhCn, verdictZhCn } from './verdict.ts';

export const wordsZhCn: typeof wordsEn = {
  ...generalZhCn,
  ...quotaZhCn,
  ...sessionZhCn,
  ...preferencesZhCn,
  ...noticesZhCn,
  ...problemsZhCn,
  ...settingsZhCn,
  ...switchingZhCn,
  history: historyZhCn,
  accounts: accountsZhCn,
  preferenceData: preferenceDataZhCn,
  providers: providersZhCn,
  installedClient: installedClientZhCn,
  refusals: refusalsZhCn,
  verdict: verdictZhCn,
  tray: trayZhCn,
  rows: rowsZhCn,
};
