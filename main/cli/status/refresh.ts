import { createForeignFiles } from '../../adapters/foreign-files/foreign-files.ts';
import { createProcesses } from '../../adapters/programs/processes.ts';
import { logFolders } from '../../adapters/qwen/log-folders.ts';
import { type Preferences, parsePreferences } from '../../core/preferences.ts';
import type { SettingsView } from '../../core/provider/model.ts';
import type { SourcedAnswer } from '../../core/quota/answer.ts';
import { withBudget } from '../../core/quota/budget.ts';
import { countsToShow } from '../../core/quota/counts-to-show.ts';
import { emptyMemory, type PoolMemory, poolStatusOf, remember } from '../../core/quota/merging/merge.ts';
import { poolIds, type Snapshot } from '../../core/quota/model.ts';
import { withRefusals } from '../../core/quota/refused-window.ts';
import { iso } from '../../core/quota/status/iso.ts';
import { withExpectations } from '../../core/quota/status/kept-expectations.ts';
import { statusJson } from '../../core/quota/status/status-json.ts';
import type { Status, StatusOfOther } from '../../core/quota/status/status-schema.ts';
import type { RequestLog, Source } from '../../ports/sources.ts';
import type { DataFiles } from '../../ports/system.ts';
import { chosenFiles } from '../../services/account/chosen-files.ts';
import { createDocument } from '../../services/document.ts';
import { jsonOfBytes } from '../../services/json-of-bytes.ts';
import { type Readings, ReadingsFileSchema, readingsFileName } from '../../services/polling/snapshot-store.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import { createProgramSources, createRequestLog } from '../../sources/registry.ts';
import type { CliContext } from '../context.ts';
import { writerOf } from '../writer.ts';
import { isOverdue } from './status-lines.ts';

const withinMs = 90_000;

/**
 * Updates what the app last knew by what can be asked without its sign-in: Qwen Code's own logs and, unless the app has
 * an account of its own, the installed programs. Writes no file of the app. null if nothing could be asked.
 */
export async function refreshStatus(before: Status | null, context: CliContext): Promise<Status | null> {
  const { clock, dataFiles } = context;
  const { preferences } = parsePreferences(await readJson(dataFiles, 'preferences.json'));
  const account = await chosenFiles(dataFiles);
  const { pools: memories, refused } = await readReadings(account.files);
  const nextPollAtMs = futureOrNull(before?.qwen_gauge.next_poll_at ?? null, clock.now());
  const snapshotOf = (pools: readonly PoolMemory[]): Snapshot =>
    withBudget(
      withRefusals({ pools: statusesOf(pools), polling: false, nextPollAtMs }, refused, clock.now()),
      preferences,
    );
  const known = snapshotOf(memories);
  const signal = AbortSignal.timeout(withinMs);
  const writer = writerOf(context);
  const settings = await writer.view();
  const requestLog = requestLogOf({ known, preferences, writer, settings, wasChosen: account.wasChosen }, context);
  const [reported, counted] = await Promise.all([
    // The programs are shown as the first account's.
    account.isFirst ? askPrograms(before, context, signal) : [],
    requestLog.fetch(['coding-plan'], signal),
  ]);
  const answers = [...reported, ...counted.map((answer) => ({ sourceId: requestLog.id, answer }))];
  await requestLog.stop();
  const localCounts = requestLog.localCounts();
  if (answers.length === 0 && countsToShow(localCounts, known) === null) return null;
  const pools = new Set([...memories.map(({ pool }) => pool), ...answers.map(({ answer }) => answer.pool)]);
  const after = [...pools].map((pool) =>
    remember(memories.find((memory) => memory.pool === pool) ?? emptyMemory(pool), answers),
  );
  const status = statusJson({
    snapshot: snapshotOf(after),
    session: { state: 'unknown' },
    settings,
    preferences,
    localCounts,
    demo: before?.qwen_gauge.demo ?? false,
    nowMs: clock.now(),
  });
  return before === null ? status : withAppsPart(status, before, clock.now());
}

/** Adds what the app alone knows: what it expects, and its session. */
function withAppsPart(status: Status, before: Status, nowMs: number): Status {
  const expecting = withExpectations(status, before, { isCurrent: !isOverdue(before, nowMs), nowMs });
  const { demo, session, in_use_pool, other_accounts } = before.qwen_gauge;
  // The demo has settings of its own, which are not those of this terminal.
  const others = other_accounts && { other_accounts: other_accounts.map((other) => asNotAsked(other, before, nowMs)) };
  return { ...expecting, qwen_gauge: { ...expecting.qwen_gauge, session, ...(demo && { in_use_pool }), ...others } };
}

/** Another account, which cannot be asked of without the app: once that has quit, its numbers are not of the present. */
function asNotAsked(other: StatusOfOther, before: Status, nowMs: number): StatusOfOther {
  if (!isOverdue(before, nowMs)) return other;
  const notAsked = { state: 'stale', failure: { kind: 'not-asked-yet' }, failed_at: iso(nowMs) } as const;
  return { ...other, pools: other.pools.map((pool) => (pool.state === 'fresh' ? { ...pool, ...notAsked } : pool)) };
}

const statusesOf = (memories: readonly PoolMemory[]): Snapshot['pools'] =>
  poolIds.flatMap((pool) => memories.filter((memory) => memory.pool === pool).map(poolStatusOf));

function futureOrNull(text: string | null, nowMs: number): number | null {
  const atMs = Date.parse(text ?? '');
  return atMs > nowMs ? atMs : null;
}

/** While the app is signed in no program is asked: it may be signed in to another account. */
async function askPrograms(
  before: Status | null,
  { clock, shell }: CliContext,
  signal: AbortSignal,
): Promise<readonly SourcedAnswer[]> {
  if (before?.qwen_gauge.demo === true || before?.qwen_gauge.session.state === 'signed-in') return [];
  const { environment, platform, home } = shell;
  const processes = createProcesses({ platform, environment: () => environment, workFolder: () => home });
  const answers = createProgramSources({ processes, clock }).map(async (source) => {
    await source.look(signal);
    return askSource(source, signal);
  });
  return (await Promise.all(answers)).flat();
}

async function askSource(source: Source, signal: AbortSignal): Promise<readonly SourcedAnswer[]> {
  if (source.pools.length === 0) return [];
  const answers = await source.fetch(source.pools, signal);
  return answers.map((answer) => ({ sourceId: source.id, answer }));
}

interface LogParts {
  readonly known: Snapshot;
  readonly preferences: Preferences;
  readonly settings: SettingsView;
  readonly writer: SettingsWriter;
  wasChosen(atMs: number): boolean;
}

function requestLogOf({ known, preferences, settings, writer, wasChosen }: LogParts, context: CliContext): RequestLog {
  const { clock, shell, log, dataFiles } = context;
  const foreign = createForeignFiles();
  return createRequestLog({
    clock,
    log,
    openDocument: (file) => createDocument({ ...file, files: readOnly(dataFiles), log }),
    folders: () => logFolders({ environment: () => shell.environment, home: () => shell.home }, foreign),
    foreign,
    preferences: () => preferences,
    wasChosen,
    snapshot: () => known,
    history: writer.history,
    earlierModels: writer.earlierModels,
    settings: () => settings,
  });
}

/** Files that ignore writes: only the app keeps what was counted. */
const readOnly = (files: DataFiles): DataFiles => ({
  read: files.read,
  list: files.list,
  write: async () => true,
  append: async () => true,
  remove: async () => undefined,
  removeFolder: async () => true,
  setAside: async () => null,
});

async function readReadings(files: DataFiles): Promise<Pick<Readings, 'pools' | 'refused'>> {
  const parsed = ReadingsFileSchema.safeParse(await readJson(files, readingsFileName));
  return parsed.success ? parsed.data : { pools: [], refused: [] };
}

/** A broken file is treated as missing. The app sets it aside at its next start. */
async function readJson(files: DataFiles, name: string): Promise<unknown> {
  const found = await files.read(name);
  return found.kind === 'file' ? jsonOfBytes(found.bytes) : null;
}
