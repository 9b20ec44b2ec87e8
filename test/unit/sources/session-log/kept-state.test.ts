import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptIn, nothingKept, stateOf } from '../../../../main/sources/session-log/kept-state.ts';
import { recordsInLine } from '../../../../main/sources/session-log/reading/records.ts';
import { expectNoSecret, secrets } from '../../../support/arbitrary-secrets.ts';

const atMs = Date.UTC(2026, 9, 7);

function keptOf(...names: readonly [session: string, model: string, client: string, project: string]) {
  const [session, model, client, project] = names;
  const kept = nothingKept();
  const uiEvent = {
    'event.name': 'qwen-code.api_response',
    'event.timestamp': new Date(atMs).toISOString(),
    response_id: 'r',
    model,
  };
  const answer = { sessionId: session, version: client, systemPayload: { uiEvent } };
  const total = { sessionId: session, timestamp: atMs, startTime: atMs, project, models: { [model]: { requests: 2 } } };
  for (const record of recordsInLine('transcript', JSON.stringify(answer))) kept.ledger.add(record);
  for (const record of recordsInLine('session-total', JSON.stringify(total))) kept.ledger.add(record);
  kept.activity.projects.note(project, atMs);
  kept.activity.sessions.note(session, atMs);
  kept.positions.set(`${project}/chats/${session}.jsonl`, { offset: 1, partial: '' } as never);
  return kept;
}

const plain = ['0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9', 'qwen3-coder-plus', '0.24.4', '/home/me/work'] as const;

it('keeps what the logs name', () => {
  const state = stateOf(keptOf(...plain));
  expect(state).toMatchObject({
    ledger: { groups: [{ model: 'qwen3-coder-plus' }], totals: [{ sessionId: plain[0] }] },
  });
  expect([state.projects, state.sessions, Object.keys(state.positions)]).toMatchObject([
    [[plain[3], atMs]],
    [[plain[0], atMs]],
    [`${plain[3]}/chats/${plain[0]}.jsonl`],
  ]);
  expect(stateOf(keptIn(state))).toEqual(state);
});

it('keeps no secret that stands in the place of any name', () => {
  fc.assert(
    fc.property(secrets, fc.constantFrom(0, 1, 2, 3), (secret, place) => {
      const names = plain.map((name, index) => (index === place ? `/w/${secret}` : name));
      expectNoSecret(stateOf(keptOf(...(names as [string, string, string, string]))), secret, 'the state');
    }),
    { numRuns: 500 },
  );
});
