import { afterAll, beforeAll } from 'vitest';
import { createStandIn, type StandIn, type StandInUrls } from '../../support/stand-in/stand-in.ts';
import { type CliVersion, type OfficialCli, officialCli } from './official-cli.ts';

export interface ContractSession {
  readonly standIn: StandIn;
  readonly urls: StandInUrls;
  readonly cli: OfficialCli;
}

/** Provides a stand-in and an official client signed in to it for all tests of the enclosing `describe`. */
export function signedIn(version: CliVersion): () => ContractSession {
  const standIn = createStandIn({ now: Date.now });
  let started: { readonly cli: OfficialCli; readonly urls: StandInUrls } | null = null;
  beforeAll(async () => {
    const urls = await standIn.start();
    const cli = await officialCli(version, standIn, urls);
    started = { cli, urls };
    await cli.logIn();
  });
  afterAll(async () => {
    await started?.cli.remove();
    await standIn.stop();
  });
  return () => {
    if (started === null) throw new Error('not set up');
    return { standIn, ...started };
  };
}
