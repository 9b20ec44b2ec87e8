import { expect, it } from 'vitest';
import { succeed } from '../../../../main/core/failure.ts';
import { internationalSite, urlsOf } from '../../../../main/sources/qwencloud/sites.ts';
import { createQwencloudSource } from '../../../../main/sources/qwencloud/source.ts';
import { fakeClock, memoryLog } from '../../../support/fakes.ts';
import { scriptedHttp } from '../../../support/scripted-http.ts';
import { envelope } from './answers.ts';

interface Params {
  readonly templateCodes?: string;
  readonly PageSize: string;
  readonly CurrentPage?: string;
}

/** An account with so many free models, the most used ones last. */
function accountWith(count: number) {
  const instance = (index: number) => ({
    Status: 'valid',
    InitCapacity: { BaseValue: count, ShowUnit: 'Tokens' },
    CurrCapacity: { BaseValue: count - index },
    Template: { Code: `tpl-${index}` },
  });
  const mapping = Object.fromEntries(Array.from({ length: count }, (_, index) => [`model-${index}`, `tpl-${index}`]));
  const asked: Params[] = [];
  const http = scriptedHttp(({ method, body }) => {
    if (method === 'GET') return { json: mapping };
    const { params } = JSON.parse(body ?? '') as { params: Params };
    asked.push(params);
    const size = Number(params.PageSize);
    const start = (Number(params.CurrentPage ?? 1) - 1) * size;
    const length = Math.max(0, Math.min(size, count - start));
    return { json: envelope({ TotalCount: count, Data: Array.from({ length }, (_, at) => instance(start + at)) }) };
  });
  const source = createQwencloudSource({
    ...{ site: internationalSite, http, clock: fakeClock(), log: memoryLog() },
    urls: urlsOf(internationalSite, { gatewayUrl: null, authUrl: null, catalogueUrl: null }),
    token: () => succeed('t'),
  });
  const read = async () => {
    const [answer] = await source.fetch(['free-tier'], new AbortController().signal);
    if (answer?.outcome !== 'reading' || answer.reading.pool !== 'free-tier') throw new Error(JSON.stringify(answer));
    return answer.reading;
  };
  return { read, asked };
}

it('asks for the models of the catalogue, as the official client does', async () => {
  const { read, asked } = accountWith(600);
  expect((await read()).models).toHaveLength(600);
  expect(asked.map(({ PageSize, CurrentPage }) => [PageSize, CurrentPage])).toEqual([
    ['500', undefined],
    ['500', '2'],
  ]);
  expect(JSON.parse(asked[0]?.templateCodes ?? '')).toHaveLength(600);
});

it('reads 20,000 models, without naming each of them in every request', async () => {
  const { read, asked } = accountWith(20_000);
  const reading = await read();
  expect([reading.models.length, reading.omittedModels]).toEqual([1000, 19_000]);
  expect(reading.models[0]).toMatchObject({ model: 'model-19999', quota: { remaining: 1, total: 20_000 } });
  expect(asked).toHaveLength(21);
  expect(asked.filter(({ templateCodes }) => templateCodes !== undefined)).toEqual([]);
});

it('gives up a list without an end', async () => {
  await expect(accountWith(40_000).read()).rejects.toThrow('too-large');
});
