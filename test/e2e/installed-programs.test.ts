import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GaugePool, StatusSchema } from '../../main/core/quota/status/status-schema.ts';
import { type AppSession, openAppSession } from '../support/app/app-session.ts';
import { type PopoverPage, words } from '../support/app/popover-page.ts';
import { eventually } from '../support/eventually.ts';

const { quota } = words;

const summaryOf = (used: number): string =>
  JSON.stringify({
    coding_plan: {
      subscribed: true,
      plan: 'pro',
      windows: {
        per_5h: { remaining: 6000 - used, total: 6000 },
        weekly: { remaining: 40_000, total: 45_000 },
        monthly: { remaining: 80_000, total: 90_000 },
      },
    },
    free_tier: [{ model_id: 'qwen3-max', quota: { remaining: 25, total: 100, unit: 'images', status: 'valid' } }],
  });

/** Fake programs with the output of the real ones (`test/contract/qwencloud-cli`; `bl` by its documentation). */
const qwencloud = (used: number): string => `#!/bin/sh
case "$*" in
  "auth status"*) echo '{"authenticated":true}' ;;
  "--version") echo 1.0.2 ;;
  "usage summary"*) echo '${summaryOf(used)}' ;;
  *) exit 1 ;;
esac
`;
const bl = (used: number): string => `#!/bin/sh
case "$*" in
  "usage coding-plan"*) echo '{"instanceType":"pro","per5Hour":{"usedQuota":${used},"totalQuota":6000}}' ;;
  *) echo '{}' ;;
esac
`;
const withoutSession = `#!/bin/sh
echo '{"error":{"api_code":"NotLogined"}}' >&2
exit 3
`;

/** One user's session, in steps: first signed in only to other programs, finally to the app. */
describe('the numbers of programs that are installed, on real Electron', { sequential: true }, () => {
  let appSession: AppSession;
  let popover: PopoverPage;

  const install = (name: string, script: string): void => {
    const file = path.join(appSession.user.base, 'bin', name);
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  };
  const plan = (): GaugePool | undefined => {
    const status = JSON.parse(readFileSync(path.join(appSession.user.dataFolder, 'status.json'), 'utf8'));
    return StatusSchema.parse(status).qwen_gauge.pools.find(({ pool }) => pool === 'coding-plan');
  };

  beforeAll(async () => {
    appSession = await openAppSession();
    appSession.setFiveHours(321);
    install('qwencloud', qwencloud(1500));
    install('bl', bl(2400));
    await appSession.start();
    popover = await appSession.openPopover();
  });
  afterAll(() => appSession?.close());

  it('are shown without an account of the app, each with its source, and where they disagree', async () => {
    await popover.meterShows('five-hours', /25%|40%/);
    await popover.unfold();
    await popover.shows(/5 hours: (40%|25%) used according to the (bl|qwencloud) command; shown here is (25%|40%)\./);
    await popover.shows(/(bl|qwencloud) command · just now/);
    await popover.shows('25 left of 100 images');
    await appSession.waitForTooltip(/5 hours: (25%|40%) used/);
  });

  it('stay as they are if one of the programs fails', async () => {
    install('bl', withoutSession);
    await popover.press(words.common.refresh);
    await eventually('the other program alone', () => plan()?.source === 'qwencloud-cli');
    expect(plan()).toMatchObject({ state: 'fresh', failure: null, windows: [{ used: 1500, limit: 6000 }, {}, {}] });
    await popover.meterShows('five-hours', /25% used 4,500 left/);
    await popover.hides(quota.stale);
  });

  it('are replaced by those of the app’s own account', async () => {
    await appSession.signIn(popover);
    await popover.shows('QwenCloud · just now');
    // Another pool of the account may be shown first.
    await popover.meterShows('five-hours', /27% used 879 left/);
    await eventually('the status of the plan of the account', () => plan()?.source === 'qwencloud');
    expect(plan()).toMatchObject({ source: 'qwencloud', windows: [{ used: 321 }, {}, {}] });
  });
});
