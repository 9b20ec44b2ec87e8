import { generalEn } from './general.ts';
import { historyEn } from './history.ts';
import { installedClientEn } from './installed-client.ts';
import { noticesEn } from './notices.ts';
import { accountsEn } from './preferences/accounts.ts';
import { preferenceDataEn } from './preferences/data.ts';
import { preferencesEn } from './preferences.ts';
import { problemsEn } from './problems.ts';
import { providersEn } from './providers.ts';
import { quotaEn } from './quota.ts';
import { refusalsEn } from './refusals.ts';
import { sessionEn } from './session.ts';
import { settingsEn } from './settings.ts';
import { switchingEn } from './switching.ts';
import { trayEn } from './tray.ts';
import { rowsEn, verdictEn } from './verdict.ts';

/** Every word a user can see in the window, the tray and the notices. Its shape is the type of every other language. */
export const wordsEn = {
  ...generalEn,
  ...quotaEn,
  ...sessionEn,
  ...preferencesEn,
  ...noticesEn,
  ...problemsEn,
  ...settingsEn,
  ...switchingEn,
  history: historyEn,
  accounts: accountsEn,
  preferenceData: preferenceDataEn,
  providers: providersEn,
  installedClient: installedClientEn,
  refusals: refusalsEn,
  verdict: verdictEn,
  tray: trayEn,
  rows: rowsEn,
};
