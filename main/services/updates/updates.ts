import * as z from 'zod';
import { dayMs, minuteMs } from '../../core/quota/calendar.ts';
import { isNewerVersion, type ReleaseSite, releasedVersion } from '../../core/releases.ts';
import type { Clock, DataFiles, Http, Log } from '../../ports/system.ts';
import { createTimer } from '../../ports/timer.ts';
import { createDocument } from '../document.ts';

/** The start has more urgent things to do. */
const afterStartMs = 2 * minuteMs;
const timeoutMs = 20_000;

const RecordSchema = z.strictObject({
  askedAtMs: z.number(),
  /** The newest version that was announced; null: none yet. */
  announced: z.string().max(50).nullable(),
});

/** What a build that was published knows of itself. */
export interface PublishedBuild {
  readonly version: string;
  readonly releases: ReleaseSite;
}

export interface UpdatesDeps {
  readonly clock: Clock;
  readonly http: Http;
  readonly files: DataFiles;
  readonly log: Log;
  /** Undefined: this build was not published, and never asks. */
  readonly published: PublishedBuild | undefined;
  /** Whether the user agreed to be told of new versions. */
  isWanted(): boolean;
  /** A new version is known. Called once for each version. */
  onNewVersion(version: string): void;
}

/**
 * Asks for the newest release, once a day at most and only if the user agreed. It tells that there is one, and never
 * downloads or installs anything.
 */
export interface Updates {
  /** False: this build cannot look for new versions. */
  readonly canLook: boolean;
  /** The newer version that is known; null if none is. */
  newVersion(): string | null;
  /** The page of the releases; null where there is none. */
  page(): string | null;
  start(): Promise<void>;
  /** To be called when the user may have agreed, or changed their mind. */
  reconsider(): void;
  /** Ends the question under way. */
  stop(): Promise<void>;
}

export function createUpdates(deps: UpdatesDeps): Updates {
  const { clock, http, log, published } = deps;
  const document = createDocument({ files: deps.files, name: 'updates.json', schema: RecordSchema, log });
  const timer = createTimer(clock);
  let record: z.infer<typeof RecordSchema> = { askedAtMs: 0, announced: null };
  let isStarted = false;
  let asking = new AbortController();

  /** Plans the next question, a day after the last one. One in the future is of a clock that has been put back. */
  function plan(): void {
    timer.cancel();
    if (!isStarted || published === undefined || !deps.isWanted()) return;
    const now = clock.now();
    const dueAtMs = record.askedAtMs > now ? now : record.askedAtMs + dayMs;
    timer.setAt(Math.max(dueAtMs, now + afterStartMs), () => void ask(published).then(plan));
  }

  async function ask({ version, releases }: PublishedBuild): Promise<void> {
    record = { ...record, askedAtMs: clock.now() };
    // Without this record, an app that is started often would ask at each start.
    if (!(await document.save(record)) || !deps.isWanted()) return;
    asking = new AbortController();
    const answer = await http.request({
      method: 'GET',
      url: releases.latest,
      headers: { accept: 'application/vnd.github+json', 'user-agent': `QwenGauge/${version}` },
      body: null,
      timeoutMs,
      signal: asking.signal,
    });
    if (!answer.ok || answer.value.status !== 200 || !deps.isWanted()) return;
    const found = releasedVersion(answer.value.text);
    if (found === null || !isNewerVersion(found, record.announced ?? version) || !isNewerVersion(found, version))
      return;
    record = { ...record, announced: found };
    document.write(record);
    deps.onNewVersion(found);
  }

  return {
    canLook: published !== undefined,
    newVersion: () => {
      const { announced } = record;
      if (announced === null || published === undefined || !deps.isWanted()) return null;
      return isNewerVersion(announced, published.version) ? announced : null;
    },
    page: () => published?.releases.page ?? null,
    async start() {
      if (published === undefined) return;
      record = (await document.read()) ?? record;
      isStarted = true;
      plan();
    },
    reconsider() {
      if (!deps.isWanted()) asking.abort();
      plan();
    },
    async stop() {
      isStarted = false;
      timer.cancel();
      asking.abort();
      await document.settled();
    },
  };
}
