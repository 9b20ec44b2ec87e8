import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestCounter } from '../../../main/sources/session-log/counter.ts';
import { eventually as eventuallyWithin } from '../../support/eventually.ts';
import type { QwenGeneration } from '../../support/qwen/qwen-client.ts';
import { openQwenTerminal, type QwenTerminal } from '../../support/qwen/qwen-terminal.ts';
import { createWorld, isInternal, type RunEnvironment } from './environment.ts';

const signal = new AbortController().signal;

/** Time limit in milliseconds for a client under load; tests wait for output or requests, never for a fixed time. */
const eventually = (what: string, probe: () => boolean | Promise<boolean>): Promise<boolean> =>
  eventuallyWithin(what, probe, 60_000);

let world: RunEnvironment;
let terminals: QwenTerminal[];
beforeEach(() => {
  terminals = [];
});
afterEach(async () => {
  for (const terminal of terminals) await terminal.kill();
  await world.close();
});

async function open(generation: QwenGeneration = 'qwen-0.24.4', args: readonly string[] = []): Promise<QwenTerminal> {
  const terminal = await openQwenTerminal({ generation, home: world.home, args });
  terminals.push(terminal);
  return terminal;
}

/** The model calls a command once per "run" prompt; the client checks a "risky" one twice; other replies are text. */
function playModel(): void {
  let commands = 0;
  let risky = false;
  world.server.setReply(({ asked, forcedFields }) => {
    if (forcedFields !== null) {
      const isFirstLook = forcedFields.length === 1 && forcedFields[0] === 'shouldBlock';
      return risky && isFirstLook ? { kind: 'tool', name: 'respond_in_schema', args: { shouldBlock: true } } : null;
    }
    if (!asked.includes('please run') || isSuggestion(asked)) return null;
    commands += 1;
    risky = asked.includes('risky');
    const args = { command: `touch made-${commands}`, description: 'makes a file', is_background: false };
    return { kind: 'tool', name: 'run_shell_command', args };
  });
}

const isSuggestion = (asked: string): boolean => asked.includes('Reply with ONLY the suggestion');
const sent = (): number => world.server.requests().length;
const internal = (): number => world.server.requests().filter(isInternal).length;

/** One prompt and the requests that it causes: those whose responses are logged, and those that are not. */
interface Turn {
  readonly line: string;
  readonly logged: number;
  readonly internal: number;
}

/** The client scans a text turn for things to remember, and makes a suggestion after every turn but the first. */
const hello: Turn = { line: 'say hello', logged: 2, internal: 0 };
const more: Turn = { line: 'say more', logged: 2, internal: 1 };
const run: Turn = { line: 'please run it', logged: 2, internal: 2 };
const risky: Turn = { line: 'please run the risky one', logged: 2, internal: 3 };

/** Plays a turn and waits until all its requests are sent, answered and logged. */
async function play(terminal: QwenTerminal, turn: Turn): Promise<void> {
  const [sentBefore, internalBefore] = [sent(), internal()];
  const wanted = { logged: sentBefore - internalBefore + turn.logged, internal: internalBefore + turn.internal };
  await terminal.say(turn.line);
  await eventually(`"${turn.line}" to be answered: ${JSON.stringify(wanted)}`, async () => {
    const isAll = internal() >= wanted.internal && sent() - internal() >= wanted.logged;
    return isAll && world.server.answered() === sent() && (await world.seen()) === sent() - internal();
  });
}

/** The number shown to the user for the five-hour window, with its lower and upper bound. */
async function shown(source: RequestCounter) {
  const [answer] = await source.fetch(['coding-plan'], signal);
  const window = answer?.outcome === 'reading' ? answer.reading.windows.find(({ id }) => id === 'five-hours') : null;
  if (window === undefined || window === null) throw new Error('no estimate');
  const { used, certainty, usedBetween = { from: used, to: used } } = window;
  return { used, certainty, ...usedBetween };
}

async function expectExactly(source: RequestCounter, requests: number): Promise<void> {
  expect(await shown(source)).toEqual({ used: requests, certainty: 'estimate', from: requests, to: null });
}

async function expectInRange(source: RequestCounter): Promise<void> {
  const { used, certainty, from, to } = await shown(source);
  expect({ certainty, to }).toEqual({ certainty: 'estimate', to: null });
  for (const number of [sent(), used]) {
    expect(number).toBeGreaterThanOrEqual(from);
  }
}

describe('a session of qwen-0.24.4 in a terminal', () => {
  it('is counted exactly after it has ended, and within the stated range while the next one runs', async () => {
    world = await createWorld();
    playModel();
    const source = world.source();
    const first = await open();
    await play(first, hello);
    await play(first, run);
    expect(internal()).toBe(2);
    const logged = sent() - 2;
    expect(await shown(source)).toEqual({ used: logged, certainty: 'estimate', from: logged, to: null });
    await first.quit();
    await expectExactly(source, sent());

    const second = await open();
    for (const turn of [hello, more, run]) {
      await play(second, turn);
      await expectInRange(source);
    }
    await second.kill();
    // A killed session writes no sum, so its internal requests are in no log.
    expect((await shown(source)).from).toBeLessThan(sent());
    await expectInRange(source);
    await expectInRange(world.source());
  });

  it('is counted within the range session after session, whatever is done in them, with a model for small tasks', async () => {
    world = await createWorld({ fastModel: 'm-fast' });
    playModel();
    const source = world.source();
    const titled = { ...hello, internal: 1 };
    const summed = { ...run, internal: 3 };
    const sessions = [
      [titled, more],
      [titled, summed, summed],
      [titled, { ...risky, internal: 4 }, more],
      [titled],
      [titled, more, more],
    ];
    for (const [index, turns] of sessions.entries()) {
      const terminal = await open();
      for (const turn of turns) {
        await play(terminal, turn);
        if (index > 0) await expectInRange(source);
      }
      await terminal.quit();
      await expectExactly(source, sent());
    }
    await expectExactly(world.source(), sent());
  });

  it('is counted exactly when it was cleared in between, and when it was resumed', async () => {
    world = await createWorld();
    playModel();
    const source = world.source();
    const first = await open();
    await play(first, hello);
    await play(first, run);
    await first.say('/clear');
    await eventually('the first sum', async () => (await shown(source)).from === sent());
    await play(first, hello);
    await play(first, more);
    await first.quit();
    await expectExactly(source, sent());

    const resumed = await open('qwen-0.24.4', ['--continue']);
    await play(resumed, run);
    await expectInRange(source);
    await resumed.quit();
    await expectExactly(source, sent());
  });

  it('stays an estimate when it was killed, also after it was resumed and ended well', async () => {
    world = await createWorld();
    playModel();
    const source = world.source();
    const first = await open();
    await play(first, hello);
    await play(first, run);
    await first.kill();
    expect(await shown(source)).toMatchObject({ from: sent() - internal(), to: null });

    const resumed = await open('qwen-0.24.4', ['--continue']);
    await play(resumed, run);
    await resumed.quit();
    await expectInRange(source);
    expect(await shown(source)).not.toMatchObject({ from: sent() });
  });

  it('is counted by its responses, because no log contains an aborted request', async () => {
    world = await createWorld();
    const source = world.source();
    world.server.setReply(({ asked }) => (isSuggestion(asked) ? 'never' : null));
    const terminal = await open();
    await play(terminal, hello);
    await terminal.say(more.line);
    await eventually('a suggestion to be under way', async () => internal() === 1 && (await world.seen()) === 4);
    world.server.setReply(() => null);
    await terminal.say(more.line);
    await eventually('the next suggestion', async () => internal() === 2 && (await world.seen()) === 6);
    await terminal.quit();
    expect({ sent: sent(), answered: world.server.answered() }).toEqual({ sent: 8, answered: 7 });
    // The service counts 8: the number is a lower bound.
    await expectExactly(source, 7);
  });
});

describe('a session of qwen-0.15.10 in a terminal', () => {
  it('is counted by its responses as a lower bound, because it writes no total', async () => {
    world = await createWorld();
    playModel();
    const source = world.source();
    const terminal = await open('qwen-0.15.10', ['--approval-mode', 'yolo']);
    for (const turn of [hello, { ...run, internal: 0 }, { ...more, internal: 0 }]) {
      await play(terminal, turn);
      expect(await shown(source)).toMatchObject({ used: sent(), from: sent(), to: null });
    }
    await terminal.quit();
    expect(await shown(source)).toMatchObject({ used: sent(), certainty: 'estimate', from: sent(), to: null });
  });
});
