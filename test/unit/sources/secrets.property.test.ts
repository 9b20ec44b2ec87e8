import fc from 'fast-check';
import { expect, it } from 'vitest';
import { succeed } from '../../../main/core/failure.ts';
import { emptyMemory, poolStatusOf, remember } from '../../../main/core/quota/merging/merge.ts';
import { poolIds } from '../../../main/core/quota/model.ts';
import { failureReport } from '../../../main/core/view/quota/failure-report.ts';
import type { Source, SourceAnswer } from '../../../main/ports/sources.ts';
import { createBailianCliSource } from '../../../main/sources/bailian-cli/source.ts';
import { internationalSite, urlsOf } from '../../../main/sources/qwencloud/sites.ts';
import { createQwencloudSource } from '../../../main/sources/qwencloud/source.ts';
import { createQwencloudCliSource } from '../../../main/sources/qwencloud-cli/source.ts';
import { secrets } from '../../support/arbitrary-secrets.ts';
import { fakeClock, memoryLog } from '../../support/fakes.ts';
import { scriptedHttp } from '../../support/scripted-http.ts';
import { codingPlan, codingPlanInstance, envelope, wideShapes } from './qwencloud/answers.ts';

/** What must not leave the machine, as a server might echo it. */
const secret = fc.oneof(
  secrets,
  fc.stringMatching(/^canary[a-z]{2,8}@example\.com$/),
  fc.stringMatching(/^1[0-9]{15}$/),
  fc.stringMatching(/^sk-sp-[a-z0-9]{24}$/),
  fc.stringMatching(/^eyJ[A-Za-z0-9]{12}\.eyJ[A-Za-z0-9]{12}\.[A-Za-z0-9]{12}$/),
  fc.uuid(),
  fc.stringMatching(/^([a-zA-Z]{3}[0-9]){10}$/),
);

/** Bodies that hold the secret where a server has a word of its own choice. */
const echoes: readonly ((word: string) => unknown)[] = [
  (word) => ({ code: word, message: word, requestId: word }),
  (word) => envelope({ errorCode: word, errorMsg: word }),
  (word) => envelope({ DataV2: { ret: [`${word}::${word}`], data: {} } }),
  (word) => envelope({ DataV2: { ret: ['SUCCESS::ok'], data: { data: { [word]: word, errorCode: word } } } }),
  (word) => envelope(wideShapes.dataV2({ [word]: [word] })),
  (word) => envelope(wideShapes.dataV2(codingPlan({ ...codingPlanInstance, codingPlanQuotaInfo: { [word]: word } }))),
  (word) => envelope({ Data: { Uid: word, [word]: word }, TotalCount: word }),
  (word) => envelope({ TotalCount: 1, Data: [{ Status: word, ModelName: word, RequireAmount: word, [word]: word }] }),
  (word) => ({ error: { code: word, type: 'gateway', message: word, api_code: word } }),
  (word) => ({ error: { code: 'UNKNOWN_ERROR', message: `HTTP 500: ${word}` } }),
];

const signal = new AbortController().signal;
const clock = fakeClock();

interface RunEnvironment {
  readonly status: number;
  readonly body: unknown;
  readonly text: string;
}

function sourcesIn({ status, body, text }: RunEnvironment, log: ReturnType<typeof memoryLog>): readonly Source[] {
  const json = JSON.stringify(body);
  const http = scriptedHttp(() => ({ status, text: text + json }));
  const end = succeed({ exitCode: status === 200 ? 0 : 1, stdout: text + json, stderr: text + json });
  const processes = { isInstalled: async () => true, run: async () => end };
  const urls = urlsOf(internationalSite, { gatewayUrl: null, authUrl: null, catalogueUrl: null });
  const token = () => succeed('t');
  return [
    createQwencloudSource({ site: internationalSite, urls, http, clock, log, token }),
    createQwencloudCliSource({ processes, clock }),
    createBailianCliSource({ processes, clock }),
  ];
}

/** What the app would put into the report for an issue. */
function reportOf(source: Source, answers: readonly SourceAnswer[]): string {
  const pools = answers.map((answer) =>
    poolStatusOf(remember(emptyMemory(answer.pool), [{ sourceId: source.id, answer }])),
  );
  return failureReport({
    snapshot: { pools, polling: false, nextPollAtMs: null },
    session: { state: 'signed-out', lastEnd: null, cause: 'never' },
    version: '0.1.0',
    platform: 'linux',
    nowMs: clock.now(),
  });
}

it('leaks nothing of an answer through a failure, the log or the report', async () => {
  const status = fc.constantFrom(200, 200, 400, 401, 403, 500);
  const text = fc.constantFrom('', 'Warning: odd.\n', '<html>');
  await fc.assert(
    fc.asyncProperty(secret, fc.constantFrom(...echoes), status, text, async (word, echo, code, before) => {
      const log = memoryLog();
      for (const source of sourcesIn({ status: code, body: echo(word), text: before }, log)) {
        const answers = await source.fetch([...poolIds], signal);
        const failures = answers.flatMap((answer) => (answer.outcome === 'failed' ? [answer.failure] : []));
        for (const said of [JSON.stringify(failures), reportOf(source, answers), log.lines.join()]) {
          expect(said).not.toContain(word);
        }
      }
    }),
    { numRuns: 300 },
  );
});
