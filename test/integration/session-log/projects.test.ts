import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startProgram } from '../../../main/adapters/foreign-files/file-process.ts';
import { createForeignFiles } from '../../../main/adapters/foreign-files/foreign-files.ts';
import { logFolders } from '../../../main/adapters/qwen/log-folders.ts';
import type { Clock } from '../../../main/ports/system.ts';
import { createDocument } from '../../../main/services/document.ts';
import { createLogLister } from '../../../main/sources/session-log/folders/locations.ts';
import { sessionLogFile } from '../../../main/sources/session-log/kept-state.ts';
import { createLogReader, type LogReader } from '../../../main/sources/session-log/reading/reader.ts';
import { withDeadMount } from '../../support/dead-mount.ts';
import { memoryFiles, memoryLog } from '../../support/fakes.ts';
import { processorTimeMs } from '../../support/processor-time.ts';

const signal = new AbortController().signal;
const minute = 60_000;

const foreign = createForeignFiles();
afterAll(foreign.end);

let home: string;
let nowMs: number;
let dataFiles: ReturnType<typeof memoryFiles>;
const clock: Clock = { now: () => nowMs, after: () => () => undefined, random: () => 0 };

beforeEach(async () => {
  home = await realpath(await mkdtemp(path.join(tmpdir(), 'qwen-gauge-home-')));
  nowMs = Date.now();
  dataFiles = memoryFiles();
  await put(path.join(home, '.qwen/settings.json'), JSON.stringify({ advanced: { runtimeOutputDir: '.run' } }));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function put(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

const openReader = (files = foreign): LogReader =>
  createLogReader({
    lister: createLogLister(() => logFolders({ environment: () => ({}), home: () => home }, files), files),
    document: createDocument({ ...sessionLogFile, files: dataFiles, log: memoryLog() }),
    clock,
  });

const trust = (rules: object): Promise<void> =>
  put(path.join(home, '.qwen/trustedFolders.json'), JSON.stringify(rules));

const written = (folder: string): string => folder.replace(/[^a-zA-Z0-9]/g, '-');

/** One answer in the transcript that a session of this project writes below its runtime folder. */
async function answerIn(
  project: string,
  id: string,
  runtime = path.join(project, '.run'),
  answerId = id,
): Promise<void> {
  const uiEvent = {
    'event.name': 'qwen-code.api_response',
    'event.timestamp': new Date(nowMs - 1000).toISOString(),
    response_id: answerId,
    model: 'm',
  };
  const line = JSON.stringify({ sessionId: id, version: '0.24.4', systemPayload: { uiEvent } });
  const chats = path.join(runtime, 'projects', written(project), 'chats');
  await mkdir(chats, { recursive: true });
  await appendFile(path.join(chats, `${id}.jsonl`), `${line}\n`);
}

const sumOf = (project: string, id: string): string =>
  `${JSON.stringify({ sessionId: id, timestamp: nowMs, startTime: nowMs - minute, project, models: { m: { requests: 1 } } })}\n`;
const ended = (lines: readonly string[]): Promise<void> =>
  put(path.join(home, '.qwen/usage_record.jsonl'), lines.join(''));
const running = (cwd: string, sessionId: string, pid = 4711): Promise<void> =>
  put(
    path.join(home, '.qwen/sessions', `${pid}.json`),
    JSON.stringify(
      { schemaVersion: 1, pid, sessionId, cwd, ipcPath: '/tmp/x.sock', ipcToken: 'secret-of-a-session' },
      null,
      2,
    ),
  );

/** What both generations keep in the user's folder after a session has updated the memory of its project. */
const remembered = (project: string, sessionId: string): Promise<void> =>
  put(path.join(home, '.qwen/projects', written(project), 'extract-cursor.json'), JSON.stringify({ sessionId }));

const answers = async (reader: LogReader): Promise<readonly string[]> => {
  await reader.scan(signal);
  return reader
    .ledger()
    .seen()
    .responses.map(({ sessionId }) => sessionId);
};

describe('runtime folders of projects', () => {
  it('are found by the sums of sessions that ended there, at the first look', async () => {
    const [one, other] = [path.join(home, 'one'), path.join(home, 'some where/other_one')];
    await answerIn(one, 'a');
    await answerIn(other, 'b');
    await ended([sumOf(one, 'a'), sumOf(other, 'b')]);
    expect(new Set(await answers(openReader()))).toEqual(new Set(['a', 'b']));
  });

  it('are found by the sessions that run, as soon as they begin, and are not forgotten with them', async () => {
    const reader = openReader();
    expect(await answers(reader)).toEqual([]);
    const project = path.join(home, 'one');
    await answerIn(project, 'a');
    expect(await answers(reader)).toEqual([]);
    await running(project, 'a');
    expect(await answers(reader)).toEqual(['a']);
    expect(reader.ledger().seen().totals).toEqual([]);

    await rm(path.join(home, '.qwen/sessions'), { recursive: true });
    await reader.flush();
    nowMs += 1000;
    await answerIn(project, 'a', undefined, 'again');
    expect(await answers(openReader())).toEqual(['a', 'a']);
  });

  it('keep nothing of a running session but its folder', async () => {
    const reader = openReader();
    await running(path.join(home, 'one'), 'a');
    await answerIn(path.join(home, 'one'), 'a');
    await reader.scan(signal);
    await reader.flush();
    const kept = dataFiles.contents.get('session-log.json')?.toString() ?? '';
    expect(kept).toContain(path.join(home, 'one'));
    expect(kept).not.toMatch(/secret-of-a-session|\.sock/);
  });

  it('survive records of sessions that are none', async () => {
    const records = {
      '1.json': '{',
      '2.json': '{"cwd":7}',
      '3.json': `{"cwd":"${'x'.repeat(70_000)}"}`,
      'a.json': '{"cwd":"/"}',
    };
    for (const [name, text] of Object.entries(records)) await put(path.join(home, '.qwen/sessions', name), text);
    await mkdir(path.join(home, '.qwen/sessions/4.json'));
    await running(path.join(home, 'one'), 'a');
    await answerIn(path.join(home, 'one'), 'a');
    expect(await answers(openReader())).toEqual(['a']);
  });

  it('are found by the trace that 0.15.10 leaves below the home: a name made from the path', async () => {
    const project = path.join(home, 'my projects/two.one');
    await mkdir(path.join(home, 'my-projects/two'), { recursive: true });
    await answerIn(project, 'a');
    await put(path.join(home, '.qwen/projects', written(project), 'meta.json'), '{}');
    await remembered(project, 'a');
    await put(path.join(home, '.qwen/projects/-gone-and-away/meta.json'), '{}');
    expect(await answers(openReader())).toEqual(['a']);
  });

  it('do not count a transcript or a usage file that somebody else put there', async () => {
    const project = path.join(home, 'one');
    await answerIn(project, 'mine');
    await answerIn(project, 'invented');
    const mine = path.join(project, '.run/projects', written(project), 'chats/mine.jsonl');
    await appendFile(mine, readFileSync(mine.replace('mine', 'invented')));
    const usage = { id: 'u', timestamp: new Date(nowMs).toISOString(), sessionId: 'mine', model: 'm' };
    await put(path.join(project, '.run/usage/token-usage-2026-11.jsonl'), `${JSON.stringify(usage)}\n`);
    await trust({ [project]: 'TRUST_FOLDER' });
    await running(project, 'mine');
    expect(await answers(openReader())).toEqual(['mine']);
  });

  it.each([
    ['distrusted by a decision', { one: 'DO_NOT_TRUST' }, false, []],
    ['undecided, while Qwen Code asks for trust', {}, true, []],
    ['trusted by a decision, while Qwen Code asks for trust', { one: 'TRUST_FOLDER' }, true, ['a']],
    ['undecided, while Qwen Code trusts every folder', {}, false, ['a']],
  ] as const)(
    'are found by trust as Qwen Code asks it, in a project that is %s',
    async (_, rules, enabled, expected) => {
      const project = path.join(home, 'one');
      const settings = { advanced: { runtimeOutputDir: '.run' }, security: { folderTrust: { enabled } } };
      await put(path.join(home, '.qwen/settings.json'), JSON.stringify(settings));
      await trust(Object.fromEntries(Object.entries(rules).map(([name, rule]) => [path.join(home, name), rule])));
      await answerIn(project, 'a');
      await running(project, 'a');
      expect(await answers(openReader())).toEqual(expected);
    },
  );

  it("are found where a project's own settings say", async () => {
    const project = path.join(home, 'one');
    await rm(path.join(home, '.qwen/settings.json'));
    await put(path.join(project, '.qwen/settings.json'), JSON.stringify({ advanced: { runtimeOutputDir: 'own' } }));
    await answerIn(project, 'a', path.join(project, 'own'));
    await running(project, 'a');
    await trust({ [project]: 'TRUST_FOLDER' });
    expect(await answers(openReader())).toEqual(['a']);
  });

  it.each<[string, (project: string) => Promise<void>]>([
    ['without a trust decision', async () => undefined],
    ['that is not trusted', (project) => trust({ [project]: 'DO_NOT_TRUST' })],
    [
      'whose folder leads out of it',
      async (project) => {
        await trust({ [project]: 'TRUST_FOLDER' });
        await rename(path.join(project, 'own'), path.join(home, 'elsewhere'));
        await symlink(path.join(home, 'elsewhere'), path.join(project, 'own'));
      },
    ],
    [
      'whose list of projects leads out of it',
      async (project) => {
        await trust({ [project]: 'TRUST_FOLDER' });
        await rename(path.join(project, 'own/projects'), path.join(home, 'elsewhere'));
        await symlink(path.join(home, 'elsewhere'), path.join(project, 'own/projects'));
      },
    ],
    [
      'whose settings file is a link',
      async (project) => {
        await trust({ [project]: 'TRUST_FOLDER' });
        await rename(path.join(project, '.qwen/settings.json'), path.join(home, 'elsewhere'));
        await symlink(path.join(home, 'elsewhere'), path.join(project, '.qwen/settings.json'));
      },
    ],
  ])('are not read where a project %s names them itself', async (_, prepare) => {
    const project = path.join(home, 'one');
    await rm(path.join(home, '.qwen/settings.json'));
    await put(path.join(project, '.qwen/settings.json'), JSON.stringify({ advanced: { runtimeOutputDir: 'own' } }));
    await answerIn(project, 'invented', path.join(project, 'own'));
    await prepare(project);
    await running(project, 'invented');
    expect(await answers(openReader())).toEqual([]);
  });

  it.skipIf(process.platform === 'win32')('hold no device or pipe that could delay or end the reading', async () => {
    const project = path.join(home, 'one');
    await answerIn(project, 'a');
    const chats = path.join(project, '.run/projects', written(project), 'chats');
    await symlink('/dev/zero', path.join(chats, 'zero.jsonl'));
    execFileSync('mkfifo', [path.join(chats, 'pipe.jsonl')]);
    await mkdir(path.join(project, '.run/usage'));
    execFileSync('mkfifo', [path.join(project, '.run/usage/token-usage-2026-11.jsonl')]);
    const own = path.join(home, '.qwen/projects/-w/chats');
    await mkdir(own, { recursive: true });
    await symlink('/dev/zero', path.join(own, 'zero.jsonl'));
    execFileSync('mkfifo', [path.join(own, 'pipe.jsonl'), path.join(home, '.qwen/usage_record.jsonl')]);
    for (const [at, id] of ['a', 'zero', 'pipe'].entries()) await running(project, id, at + 1);
    expect(await answers(openReader())).toEqual(['a']);
  });

  it('do not delay the rest for longer than once where the file system no longer answers', async () => {
    const projects = ['dead-1', 'dead-2', 'dead-3', 'alive'].map((name) => path.join(home, name));
    for (const project of projects) await answerIn(project, path.basename(project));
    await answerIn(home, 'own', path.join(home, '.qwen'));
    await ended(projects.map((project) => sumOf(project, path.basename(project))));
    const stuck = createForeignFiles({ start: (events) => startProgram(withDeadMount, events), patienceMs: 300 });
    const reader = openReader(stuck);
    const seen: (readonly string[])[] = [];
    for (let scan = 1; scan <= 4; scan++) seen.push(await answers(reader));
    expect(seen[0]).toEqual(['own']);
    expect(new Set(seen.at(-1))).toEqual(new Set(['own', 'alive']));
    // Each scan gave up on at most one project.
    expect(stuck.abandoned()).toBe(3);
    stuck.end();
  });

  it('are each read once, whatever links lead there, and counted on when the project is gone', async () => {
    const project = path.join(home, 'one');
    await answerIn(project, 'a');
    await symlink(project, path.join(home, 'link'));
    await symlink(path.join(home, 'nowhere'), path.join(home, 'dangling'));
    const names = ['one', 'link', 'dangling', 'never'];
    await ended([...names.map((name) => sumOf(path.join(home, name), name)), sumOf(project, 'a'), sumOf(project, 'b')]);
    const reader = openReader();
    const { bytesRead } = await reader.scan(signal);
    expect(reader.ledger().seen().responses).toHaveLength(1);
    const transcript = path.join(project, '.run/projects', written(project), 'chats/a.jsonl');
    const sizes = [path.join(home, '.qwen/usage_record.jsonl'), transcript].map((file) => statSync(file).size);
    expect(bytesRead).toBe(sizes.reduce((sum, size) => sum + size));

    await rm(project, { recursive: true });
    expect(await answers(reader)).toEqual(['a']);
    await mkdir(path.join(home, 'two'));
    await rename(path.join(home, 'two'), project);
    await answerIn(project, 'b');
    expect(await answers(reader)).toEqual(['a', 'b']);
  });

  it('take no more than a moment, be there 10,000 of them, and those of today are looked at each time', async () => {
    const projects = Array.from({ length: 10_000 }, (_, index) => path.join(home, 'many', `p${index}`));
    await ended(projects.map((project, index) => sumOf(project, `s${index}`)));
    await answerIn(path.join(home, 'many/p17'), 's17');
    const reader = openReader();
    const firstMs = await processorTimeMs(async () => expect(await answers(reader)).toEqual(['s17']));
    expect(firstMs).toBeLessThan(10_000);

    const today = path.join(home, 'today');
    await answerIn(today, 'today');
    nowMs += 1000;
    await running(today, 'today');
    const nextMs = await processorTimeMs(async () =>
      expect(new Set(await answers(reader))).toEqual(new Set(['s17', 'today'])),
    );
    expect(nextMs).toBeLessThan(1000);

    await answerIn(path.join(home, 'many/p9000'), 's9000');
    nowMs += 11 * minute;
    expect(await answers(reader)).toContain('s9000');
  });
});
