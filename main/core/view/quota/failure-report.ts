import type { Failure } from '../../failure.ts';
import type { PoolStatus, Reading, Snapshot } from '../../quota/model.ts';
import { iso } from '../../quota/status/iso.ts';
import { redact } from '../../redact.ts';
import type { Session } from '../../session.ts';

export interface ReportInput {
  readonly snapshot: Snapshot;
  readonly session: Session;
  readonly version: string;
  /** "Electron 45.4.1, linux x64". */
  readonly platform: string;
  readonly nowMs: number;
}

/**
 * Writes the English report that a user may attach to an issue about pools that could not be read: the source, where in
 * the answer it failed, the times and the versions. It holds no part of an answer, no amount, no account and no path.
 */
export function failureReport({ snapshot, session, version, platform, nowMs }: ReportInput): string {
  const region = 'region' in session ? ` (${session.region})` : '';
  const lines = [
    `Qwen Gauge ${version}, ${platform}`,
    `Written ${iso(nowMs)}`,
    `Session: ${session.state}${region}`,
    ...signInLines(session),
    ...snapshot.pools.flatMap(poolLines),
  ];
  return redact(`${lines.join('\n')}\n`);
}

function signInLines(session: Session): readonly string[] {
  const end = session.state === 'signed-out' ? session.lastEnd : null;
  return end?.kind === 'failed' ? [`Sign-in: ${failureText(end.failure)}`] : [];
}

function poolLines(status: PoolStatus): readonly string[] {
  switch (status.state) {
    case 'loading':
    case 'not-subscribed':
      return [`${status.pool}: ${status.state}`];
    case 'fresh':
      return [`${status.pool}: fresh, from ${status.reading.sourceId}${unreadableText(status.reading)}`];
    case 'stale':
      return [
        `${status.pool}: ${failureText(status.failure)} since ${iso(status.failedAtMs)}, last read ${iso(status.reading.takenAtMs)} from ${status.reading.sourceId}${unreadableText(status.reading)}`,
      ];
    case 'failed':
      return [`${status.pool}: ${failureText(status.failure)} since ${iso(status.failedAtMs)}, never read`];
  }
}

/** ", without week": the windows that could not be read. */
const unreadableText = ({ unreadableWindows = [] }: Reading): string =>
  unreadableWindows.length === 0 ? '' : `, without ${unreadableWindows.join(', ')}`;

/** Writes a failure by its kind and fields: "unknown-shape [where qwencloud: gateway.code]". */
function failureText(failure: Failure): string {
  const { kind, ...details } = failure;
  return [kind, ...Object.entries(details).map(([name, value]) => `[${name} ${value}]`)].join(' ');
}
