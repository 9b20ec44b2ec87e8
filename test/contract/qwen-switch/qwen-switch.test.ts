import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CliEnvironment } from '../../integration/cli/environment.ts';
import type { Starts } from '../../support/qwen/npm-programs.ts';
import type { QwenGeneration } from '../../support/qwen/qwen-client.ts';
import {
  type ContractWorld,
  catalogueGoals,
  contractWorld,
  customGoal,
  expectKept,
  expectOnlyPlanned,
  expectSent,
  type Goal,
  generations,
  goalNamed,
  startingPoints,
  startingText,
  withComments,
} from './environment.ts';

async function openWorld(starts?: Starts): Promise<ContractWorld> {
  const world = await contractWorld(starts);
  onTestFinished(() => world.close());
  return world;
}

interface Switched {
  readonly contract: ContractWorld;
  readonly home: CliEnvironment;
  /** The settings right after the switch. */
  readonly text: string;
}

/** Switches and checks the changes. */
async function switchedTo(goal: Goal, start: string): Promise<Switched> {
  const contract = await openWorld();
  const before = startingText(start);
  const home = await contract.switched(goal, before);
  const text = home.settings();
  expectOnlyPlanned(before, text, goal);
  return { contract, home, text };
}

const brokenByUpdate = 'legacy-global-after-0.24.4-UpdateAll-BECOMES-CHINA.json';

/** Lets the client save its settings, and checks that the app's changes are still there. */
async function expectSavedBeside({ contract, home, text }: Switched, generation: QwenGeneration): Promise<void> {
  const save = await contract.qwen(home, generation, ['mcp', 'add', '--scope', 'user', 'box', '/bin/true']);
  expect(save.exitCode, save.stderr).toBe(0);
  expectKept(text, home.settings());
}

describe.each(generations)('after a switch %s', (generation) => {
  it.each(['openai', 'anthropic'] as const)(
    'sends requests to a custom endpoint (%s) directly, without redirection by the test',
    async (protocol) => {
      const contract = await openWorld();
      const goal = customGoal(contract.server, protocol);
      const home = await contract.switched(goal, startingText(withComments));
      expectSent(await contract.ask(home, generation), goal);
    },
  );

  it('finds the key in the .env file', async () => {
    const contract = await openWorld();
    const goal = goalNamed('coding-plan/china');
    const home = await contract.switched(goal, startingText(withComments), ['--key-in', 'env-file']);
    expect(home.settings()).not.toContain(goal.key);
    expect(readFileSync(path.join(home.home, '.qwen/.env'), 'utf8')).toContain(goal.key);
    expectSent(await contract.ask(home, generation), goal);
  });

  it('leaves the region that a client’s update had chosen, and keeps the app’s choice when it saves its settings', async () => {
    const goal = goalNamed('coding-plan/international');
    const switched = await switchedTo(goal, brokenByUpdate);
    await expectSavedBeside(switched, generation);
    const { contract, home } = switched;
    const forget = await contract.qwen(home, generation, ['mcp', 'remove', '--scope', 'user', 'box']);
    expect(forget.exitCode, forget.stderr).toBe(0);
    expectSent(await contract.ask(home, generation), goal);
  });
});

/** A starting client keeps one processor busy, so as many run at once as there are processors. */
async function inParallel<Item>(items: readonly Item[], task: (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** The settings version before 0.2; every later client raises it at its start. */
const firstFormat = {
  theme: 'Default Light',
  selectedAuthType: 'qwen-oauth',
  useExternalAuth: false,
  model: 'coder-model',
  maxSessionTurns: 7,
};

it.each(generations)(
  '%s loses nothing when it raises settings of the first format after a switch',
  async (generation) => {
    const contract = await openWorld('as-typed');
    const goal = goalNamed('deepseek');
    const home = await contract.switched(goal, JSON.stringify(firstFormat, null, 2));
    expectSent(await contract.ask(home, generation), goal);
    expect(JSON.parse(home.settings())).toMatchObject({
      security: { auth: { selectedType: 'openai', useExternal: false } },
      model: { name: goal.model, maxSessionTurns: 7 },
      ui: { theme: 'Default Light' },
    });
  },
);

describe.each(generations)('every provider, with %s', (generation) => {
  it.each(catalogueGoals)(
    '$name, from every starting point, and also after the client’s own next save',
    async (goal) => {
      await inParallel(startingPoints, async (start) => {
        const switched = await switchedTo(goal, start);
        expectSent(await switched.contract.ask(switched.home, generation), goal);
        if (start === withComments) await expectSavedBeside(switched, generation);
      });
    },
  );
});
