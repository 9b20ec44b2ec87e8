import { accessSync, constants, existsSync } from 'node:fs';
import { release } from 'node:os';
import { parsePreferences } from '../../core/preferences.ts';
import type { GaugePool, Status } from '../../core/quota/status/status-schema.ts';
import { explainOnce } from '../../core/view/explain.ts';
import { formatAge, formatMoment } from '../../core/view/format.ts';
import { jsonOfBytes } from '../../services/json-of-bytes.ts';
import type { CliContext } from '../context.ts';
import type { StatusRead } from '../status/read-status.ts';
import { isOverdue } from '../status/status-lines.ts';
import { desktopRows } from './desktop-rows.ts';
import { proxyRow } from './proxy-row.ts';
import { programsRow, qwenRows, variablesRow } from './qwen-rows.ts';
import { type DoctorRow, row, stateOf } from './row.ts';

/** Everything that matters when something is wrong with the app, its numbers or a switch. Asks no service. */
export async function doctorRows(read: StatusRead, context: CliContext): Promise<readonly DoctorRow[]> {
  const status = read.kind === 'status' ? read.status : null;
  return [
    versionRow(context),
    appRow(read, context),
    ...(status === null ? [] : signInRows(status, context)),
    ...(await desktopRows(context)),
    ...(await ownFileRows(context)),
    ...(await qwenRows(context)),
    await programsRow(context),
    variablesRow(context),
    ...(status?.qwen_gauge.pools ?? []).map((pool) => poolRow(pool, context)),
  ];
}

function versionRow({ version, shell, cliWords }: CliContext): DoctorRow {
  const system = [shell.platform, process.arch, release()].join(' ');
  return row(cliWords.doctor.version, [`Qwen Gauge ${version()}`, `Node ${process.version}`, system].join(' · '));
}

function appRow(read: StatusRead, { cliWords, clock, words }: CliContext): DoctorRow {
  const { app, running, notRunning, noStatus } = cliWords.doctor;
  if (read.kind !== 'status') return row(app, noStatus[read.kind], true);
  const { status } = read;
  const ageText = formatAge(Date.parse(status.qwen_gauge.written_at), clock.now(), words);
  const hasQuit = isOverdue(status, clock.now());
  return row(app, (hasQuit ? notRunning : running)(ageText), hasQuit);
}

/** The sign-in of each account. One that Qwen Code does not use is called by its number, as the report holds no names. */
function signInRows({ qwen_gauge }: Status, context: CliContext): readonly DoctorRow[] {
  const { cliWords, words } = context;
  const { signIn, signedOut } = cliWords.doctor;
  const others = (qwen_gauge.other_accounts ?? []).map(({ number, session }) => {
    const outText = session.cause === 'expired' ? words.accounts.expired : words.tray.signedOut;
    return signInRow(words.accounts.numbered(number), session, outText, context);
  });
  return [signInRow(signIn, qwen_gauge.session, signedOut, context), ...others];
}

function signInRow(
  name: string,
  session: Status['qwen_gauge']['session'],
  outText: string,
  { clock, words, locale }: CliContext,
): DoctorRow {
  if (session.state === 'signed-out') return row(name, outText, true);
  if (session.state !== 'signed-in') return row(name, words.common.unknown);
  const region = session.region === null ? [] : [words.session.region[session.region].name];
  const end = Date.parse(session.expires_at ?? '');
  const until = Number.isNaN(end) ? [] : [words.session.lastsUntil(formatMoment(end, clock.now(), locale))];
  return row(name, [words.session.signedIn, ...region, ...until].join(' · '));
}

async function ownFileRows({ shell, cliWords, dataFiles }: CliContext): Promise<readonly DoctorRow[]> {
  const { dataFolder, noDataFolder, notWritable, preferences, fileState } = cliWords.doctor;
  const isMissing = !existsSync(shell.dataFolder);
  const isWritable = isMissing || canWrite(shell.dataFolder);
  const folderTexts = [shell.dataFolder, ...(isMissing ? [noDataFolder] : []), ...(isWritable ? [] : [notWritable])];
  const found = await dataFiles.read('preferences.json');
  const parsed = parsePreferences(found.kind === 'file' ? jsonOfBytes(found.bytes) : null);
  const state = stateOf(found.kind === 'file' && parsed.isWhole, found.kind === 'missing');
  return [
    row(dataFolder, folderTexts.join(': '), !isWritable),
    row(preferences, fileState[state], state === 'unreadable'),
    proxyRow(parsed.preferences.proxy, shell.environment, cliWords),
  ];
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false; // It may not be written to.
  }
}

function poolRow(pool: GaugePool, { cliWords, words, clock }: CliContext): DoctorRow {
  const { failure, source, taken_at, state } = pool;
  const parts = [
    cliWords.doctor.poolState[state],
    ...(source === null ? [] : [words.quota.source[source]]),
    ...(taken_at === null ? [] : [formatAge(Date.parse(taken_at), clock.now(), words)]),
    ...(failure === null ? [] : [`${explainOnce(failure, words).what} (${failure.kind})`]),
    ...pool.unreadable_windows.map((id) => `${words.quota.window[id]}: ${words.quota.unreadable}`),
  ];
  return row(words.quota.pool[pool.pool], parts.join(' · '), failure !== null || pool.unreadable_windows.length > 0);
}
