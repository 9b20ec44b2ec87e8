import { it } from 'vitest';
import { bundledCli, createCliProgram } from '../../integration/cli/environment.ts';
import {
  contractWorld,
  expectOnlyPlanned,
  expectSent,
  generations,
  goalNamed,
  startingText,
  withComments,
} from './environment.ts';

it.each(generations)(
  'after a switch %s sends requests to the endpoint of a plan with another protocol',
  async (generation) => {
    const entry = await bundledCli();
    const contract = await contractWorld('as-typed', () => createCliProgram(entry));
    try {
      const goal = goalNamed('coding-plan/china/anthropic');
      const before = startingText(withComments);
      const home = await contract.switched(goal, before);
      expectOnlyPlanned(before, home.settings(), goal);
      expectSent(await contract.ask(home, generation), goal);
    } finally {
      await contract.close();
    }
  },
);
