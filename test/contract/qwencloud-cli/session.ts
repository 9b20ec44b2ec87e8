import { afterAll, beforeAll } from 'vitest';
import { createStandIn, type StandIn } from '../../../main/sources/demo/stand-in/stand-in.ts';
import { type CliVersion, type OfficialCli, officialCli } from './official-cli.ts';

export interface ContractSession {
  readonly standIn: StandIn;
  readonly cli: OfficialCli;
}

/** A stand-in and an official client signed in to it, for all tests of the enclosing `describe`. */
export function signedIn(version: CliVersion): () => ContractSession {
  const standIn = createStandIn({ now: Date.now });
  let cli: OfficialCli | null = null;
  beforeAll(async () => {
    cli = await officialCli(version, standIn, await standIn.start());
    await cli.logIn();
  });
  afterAll(async () => {
    await cli?.remove();
    await standIn.stop();
  });
  return () => {
    if (cli === null) throw new Error('not set up');
    return { standIn, cli };
  };
}
