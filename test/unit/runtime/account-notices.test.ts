import { describe, expect, it, vi } from 'vitest';
import type { AccountLabel } from '../../../main/core/accounts.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import type { Notice } from '../../../main/ports/system.ts';
import { createAllNotices, noticesOfAccount } from '../../../main/runtime/account-notices.ts';
import type { UserNotices } from '../../../main/services/user-notices.ts';

const work: AccountLabel = { id: 'first', number: 1, name: 'Work' };
const home: AccountLabel = { id: '0a1b2c3d', number: 2, name: null };
const words = () => wordsFor('en');

describe('a notice on the desktop', () => {
  async function shown(label: AccountLabel, all: readonly AccountLabel[], tag: string): Promise<Notice | undefined> {
    const notices: Notice[] = [];
    const show = async (notice: Notice) => {
      notices.push(notice);
      return 'shown' as const;
    };
    await noticesOfAccount({ show }, { all: () => all, label: () => label, words }).show(
      { tag, title: '75% used', body: '' },
      () => {},
    );
    return notices[0];
  }

  it('is as it was for whoever has one account', async () => {
    expect(await shown(work, [work], 'coding-plan/week')).toMatchObject({ tag: 'coding-plan/week', title: '75% used' });
  });

  it('names its account, and replaces no notice of another one', async () => {
    expect(await shown(work, [work, home], 'coding-plan/week')).toMatchObject({
      tag: 'coding-plan/week',
      title: 'Work: 75% used',
    });
    expect(await shown(home, [work, home], 'coding-plan/week')).toMatchObject({
      tag: '0a1b2c3d:coding-plan/week',
      title: 'Account 2: 75% used',
    });
  });

  it.each(['new-version', 'other-provider', 'text'])('about the machine (%s) names none', async (tag) => {
    expect(await shown(home, [work, home], tag)).toMatchObject({ tag, title: '75% used' });
  });
});

describe('the notices that wait', () => {
  function open(chosen: 'work' | 'home', tags: { work: readonly string[]; home: readonly string[] }) {
    const noticesOf = (label: AccountLabel, own: readonly string[]) => ({
      label,
      notices: {
        pending: () => own.map((tag) => ({ tag, title: tag, body: '', canSnooze: true, canSwitch: true })),
        dismiss: vi.fn(),
        snooze: vi.fn(),
      } as unknown as UserNotices,
    });
    const each = { work: noticesOf(work, tags.work), home: noticesOf(home, tags.home) };
    const all = createAllNotices({ all: () => [each.work, each.home], chosen: () => each[chosen], words });
    return { all, work: each.work.notices, home: each.home.notices };
  }

  it('are listed together, those of the chosen account with the tags that the verdict knows', () => {
    const { all } = open('home', { work: ['coding-plan/week', 'new-version'], home: ['coding-plan/week'] });
    expect(all.pending().map(({ tag, account, canSwitch }) => [tag, account, canSwitch])).toEqual([
      ['first:coding-plan/week', 'Work', false],
      ['new-version', undefined, true],
      ['coding-plan/week', 'Account 2', true],
    ]);
  });

  it.each(['work', 'home'] as const)('are dismissed and snoozed at their own account (chosen: %s)', (chosen) => {
    const { all, work: ofWork, home: ofHome } = open(chosen, { work: ['session'], home: ['session'] });
    const [first, second] = all.pending();
    all.dismiss(first?.tag ?? '');
    expect(ofWork.dismiss).toHaveBeenCalledExactlyOnceWith('session');
    expect(ofHome.dismiss).not.toHaveBeenCalled();
    all.snooze(second?.tag ?? '');
    expect(ofHome.snooze).toHaveBeenCalledExactlyOnceWith('session');
    expect(ofWork.snooze).not.toHaveBeenCalled();
  });
});
