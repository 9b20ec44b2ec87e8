import { describe, expect, it } from 'vitest';
import { failureOfCode } from '../../../../main/sources/codes.ts';
import { readJson, retryAfterMs } from '../../../../main/sources/qwencloud/classify.ts';
import { openEnvelope, openWideEnvelope } from '../../../../main/sources/qwencloud/envelope.ts';
import { stringified } from '../../../../main/sources/qwencloud/gateway.ts';
import { envelope, wideShapes } from './answers.ts';

const nowMs = Date.UTC(2026, 9, 7, 4);
const answer = (status: number, text = '', headers: Record<string, string> = {}) =>
  readJson({ status, text, headers }, 'here', nowMs);

describe('Retry-After', () => {
  it.each([
    ['7', 7000],
    ['0', 0],
    ['1.5', 1500],
    ['Wed, 07 Oct 2026 04:00:30 GMT', 30_000],
    ['Wed, 07 Oct 2026 03:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['soon', null],
    ['', null],
    ['-3', null],
    [undefined, null],
  ])('%j is %j', (header, wait) => {
    expect(retryAfterMs(header, nowMs)).toBe(wait);
  });
});

describe('answers at HTTP level', () => {
  it.each([
    [301, '', { kind: 'login-page' }],
    [302, '', { kind: 'login-page' }],
    [401, '', { kind: 'session-expired' }],
    [403, '{"code":"Forbidden"}', { kind: 'no-right', code: '403' }],
    [403, '{"code":"ConsoleNeedLogin"}', { kind: 'session-expired' }],
    [404, '', { kind: 'server-error', status: 404 }],
    [429, '', { kind: 'rate-limited', retryAfterMs: null }],
    [500, '<html>', { kind: 'server-error', status: 500 }],
    [503, '{}', { kind: 'server-error', status: 503 }],
    [200, '<!doctype html>', { kind: 'login-page' }],
    [200, '  \n<html>', { kind: 'login-page' }],
    [200, '', { kind: 'unknown-shape', where: 'here' }],
    [200, '{"code":"200",', { kind: 'unknown-shape', where: 'here' }],
  ])('%i %j', (status, text, failure) => {
    expect(answer(status, text)).toEqual({ ok: false, failure });
  });

  it.each([
    [429, 'rate-limited'],
    [503, 'server-error'],
  ])('%i hands on when to come back', (status, kind) => {
    const failure = (headers: Record<string, string>) => answer(status, '', headers);
    expect(failure({ 'retry-after': '120' })).toMatchObject({ failure: { kind, retryAfterMs: 120_000 } });
    // This machine's clock is three hours behind the server's.
    const date = 'Wed, 07 Oct 2026 07:00:00 GMT';
    const later = { 'retry-after': 'Wed, 07 Oct 2026 07:02:00 GMT', date };
    expect(failure(later)).toMatchObject({ failure: { kind, retryAfterMs: 120_000 } });
    expect(failure({ ...later, date: 'now' })).toMatchObject({ failure: { kind, retryAfterMs: 10_920_000 } });
  });

  it('believes a content type that says HTML, but JSON more', () => {
    const html = { 'content-type': 'text/html; charset=utf-8' };
    expect(answer(200, 'please sign in', html)).toEqual({ ok: false, failure: { kind: 'login-page' } });
    expect(answer(200, '{"code":"200"}', html)).toEqual({ ok: true, value: { code: '200' } });
    expect(answer(200, '[1]', { 'content-type': 'application/json' })).toEqual({ ok: true, value: [1] });
    expect(answer(200, 'null')).toEqual({ ok: true, value: null });
  });
});

describe('codes', () => {
  it.each([
    'ConsoleNeedLogin',
    'BailianGateway.Login.NotLogined',
    'NotLogin',
    'FAIL_SYS_SESSION_EXPIRED',
    'SessionTimeout',
    'InvalidAccessToken',
    'TOKEN_EXPIRED',
    '401',
  ])('%s is a matter of the session', (code) => {
    expect(failureOfCode(code)).toEqual({ kind: 'session-expired' });
  });
  it.each(['NoPermission', 'Forbidden.RAM', 'BailianGateway.Workspace.NotAuthorised', 'AccessDenied', '403'])(
    '%s is a matter of rights',
    (code) => {
      expect(failureOfCode(code)).toEqual({ kind: 'no-right', code });
    },
  );
  it.each(['Throttling.User', 'FlowControl', '429'])('%s is a rate limit', (code) => {
    expect(failureOfCode(code)).toEqual({ kind: 'rate-limited', retryAfterMs: null });
  });
  it.each(['FAIL_BIZ_PARAM', 'ServiceUnavailable', 'LoginNameTooLong', 'unknown'])(
    '%s stays a business error',
    (code) => {
      expect(failureOfCode(code)).toEqual({ kind: 'business-error', code });
    },
  );
});

describe('envelopes', () => {
  it('opens a good one, with its code as a word or a number', () => {
    expect(openEnvelope(envelope({ a: 1 }))).toEqual({ ok: true, value: { a: 1 } });
    expect(openEnvelope({ code: 200, data: [] })).toEqual({ ok: true, value: [] });
  });

  it('finds an error inside a good one', () => {
    const inner = envelope({ errorCode: 'BailianGateway.Login.NotLogined' });
    expect(openEnvelope(inner)).toMatchObject({ failure: { kind: 'session-expired' } });
    expect(openEnvelope(envelope({ errorCode: '' }))).toMatchObject({ ok: true });
  });

  it('does not know an answer without a code', () => {
    for (const body of [null, [], 'ok', 1, {}, { data: {} }]) {
      expect(openEnvelope(body)).toMatchObject({
        ok: false,
        failure: { kind: 'unknown-shape', where: 'gateway.code' },
      });
    }
  });

  it.each(Object.entries(wideShapes))('opens the inner one in the shape %s', (_name, shape) => {
    const opened = openWideEnvelope(shape({ key: 1 }));
    if (!opened.ok) throw new Error('not opened');
    expect(opened.value.confirmed).toBe(true);
    expect(opened.value.payloads).toContainEqual({ key: 1 });
  });

  it('finds a refusal at any depth', () => {
    const deep = { DataV2: { ret: ['SUCCESS::ok'], data: { data: { DataV2: { ret: ['FAIL_BIZ::no'] } } } } };
    expect(openWideEnvelope(deep)).toEqual({ ok: false, failure: { kind: 'business-error', code: 'FAIL_BIZ' } });
    expect(openWideEnvelope({ ret: ['FAIL_SYS_TOKEN_EXPIRED::x'] })).toMatchObject({
      failure: { kind: 'session-expired' },
    });
    expect(openWideEnvelope({ DataV2: { errorCode: 'NoPermission' } })).toMatchObject({
      failure: { kind: 'no-right' },
    });
  });

  it.each(Object.entries(wideShapes))('finds an error code in the payload of the shape %s', (_name, shape) => {
    expect(openWideEnvelope(shape({ errorCode: 'BailianGateway.Login.NotLogined' }))).toMatchObject({
      failure: { kind: 'session-expired' },
    });
    expect(openWideEnvelope(shape({ errorCode: null, key: 1 }))).toMatchObject({ ok: true });
  });

  it('does not count a missing status as a confirmation', () => {
    expect(openWideEnvelope({ data: { list: [] } })).toMatchObject({ value: { confirmed: false } });
    expect(openWideEnvelope(null)).toEqual({ ok: true, value: { payloads: [], confirmed: false, isNone: false } });
  });
});

it('sends every parameter as a string', () => {
  expect(stringified({ a: 1, b: true, c: 'x', d: { e: 1 }, f: ['g'], h: null, i: undefined })).toEqual({
    a: '1',
    b: 'true',
    c: 'x',
    d: '{"e":1}',
    f: '["g"]',
  });
});
