import { afterEach, describe, expect, it } from 'vitest';
import { createStandIn, type StandIn } from '../../support/stand-in/stand-in.ts';
import { type CliVersion, type OfficialCli, officialCli } from './official-cli.ts';

const opened: { readonly cli: OfficialCli; readonly standIn: StandIn }[] = [];
afterEach(async () => {
  for (const { cli, standIn } of opened.splice(0)) {
    await cli.remove();
    await standIn.stop();
  }
});

async function open(version: CliVersion, tokenLifeMs = 86_400_000) {
  const standIn = createStandIn({ now: Date.now, tokenLifeMs });
  const cli = await officialCli(version, standIn, await standIn.start());
  opened.push({ cli, standIn });
  return { cli, standIn };
}

const logIn = ['auth', 'login', '--format', 'json'];
const status = ['auth', 'status', '--format', 'json'];

describe.each(['1.0.2', '1.4.1'] as const)('the official client %s signs in to the stand-in', (version) => {
  it('starts, waits for the user, completes, is verified, and signs out', async () => {
    const { cli, standIn } = await open(version);
    expect(await cli.run(...status)).toMatchObject({ code: 2 });
    const started = await cli.run(...logIn, '--init-only');
    expect(started.json()).toMatchObject({
      events: [{ event: 'device_code', verification_url: expect.stringContaining('/device?token='), expires_in: 300 }],
    });
    expect(standIn.approve()).toBe(true);
    const completed = await cli.run(...logIn, '--complete');
    expect(completed.json()).toMatchObject({
      events: [{ event: 'success', authenticated: true, user: { aliyunId: 'demo-account' } }],
    });
    const verified = await cli.run(...status);
    expect(verified.json()).toMatchObject({ authenticated: true, server_verified: true });
    const loggedOut = await cli.run('auth', 'logout', '--format', 'json');
    expect(loggedOut.json()).toMatchObject({ success: true, message: 'Logged out' });
    expect((await cli.run(...status)).code).toBe(2);
    const logout = version === '1.0.2' ? 'POST /cli/device/logout' : 'qwencloud-auth/Logout';
    expect(standIn.requests()).toMatchObject({ [logout]: 1, 'POST /cli/device/code': 1 });
  });

  it('reports when the user denies', async () => {
    const { cli, standIn } = await open(version);
    await cli.run(...logIn, '--init-only');
    expect(standIn.deny()).toBe(true);
    const completed = await cli.run(...logIn, '--complete');
    expect(completed.code).toBe(1);
    expect(completed.stdout).toContain('"authenticated": false');
  });

  it.each(['expired-token', 'http400-expired'] as const)('gives up on %s', async (signIn) => {
    const { cli, standIn } = await open(version);
    await cli.run(...logIn, '--init-only');
    standIn.setMode({ signIn });
    const completed = await cli.run(...logIn, '--complete');
    expect(completed.code).toBe(1);
    expect(completed.stdout).toContain('"expired"');
  });

  it('understands the second response shape', async () => {
    const { cli, standIn } = await open(version);
    await cli.run(...logIn, '--init-only');
    standIn.approve();
    standIn.setMode({ signIn: 'snake-case' });
    const completed = await cli.run(...logIn, '--complete');
    expect(completed.json()).toMatchObject({ events: [{ event: 'success', authenticated: true }] });
  });

  it('detects a session that has expired, and one that the server no longer accepts', async () => {
    const short = await open(version, 1);
    await short.cli.logIn();
    const over = await short.cli.run('usage', 'summary', '--format', 'json');
    expect(over.code).toBe(2);

    const { cli, standIn } = await open(version);
    await cli.logIn();
    standIn.expireTokens();
    const unverified = await cli.run(...status);
    expect(unverified.json()).toMatchObject({ authenticated: true, server_verified: false });
  });
});
