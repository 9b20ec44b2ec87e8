import { type AccountLabel, firstAccountId } from '../core/accounts.ts';
import { accountNameText } from '../core/view/accounts/account-name.ts';
import { noticeTags } from '../core/view/notices/handling.ts';
import type { Words } from '../core/view/words/index.ts';
import type { Notices } from '../ports/system.ts';
import type { WaitingNotice } from '../services/notices/alerter-model.ts';
import type { UserNotices } from '../services/user-notices.ts';

/** Notices of the machine are not about an account; the first one's services show them. */
const machineTags: readonly string[] = [noticeTags.newVersion, noticeTags.otherProvider, 'text'];

const isOfAccount = (tag: string): boolean => !machineTags.includes(tag);

interface Known {
  /** All accounts, by their numbers. */
  all(): readonly AccountLabel[];
  label(): AccountLabel;
  words(): Words;
}

/** The system's notices for one account: of several, each names its account, and none replaces that of another. */
export const noticesOfAccount = (notices: Notices, { all, label, words }: Known): Notices => ({
  ...notices,
  show(notice, onClick) {
    if (!isOfAccount(notice.tag)) return notices.show(notice, onClick);
    const account = label();
    const tag = account.id === firstAccountId ? notice.tag : `${account.id}:${notice.tag}`;
    const isOnly = all().length < 2;
    const title = isOnly ? notice.title : words().accounts.about(accountNameText(account, words()), notice.title);
    return notices.show({ ...notice, tag, title }, onClick);
  },
});

interface NoticesOf {
  readonly label: AccountLabel;
  readonly notices: UserNotices;
}

interface AllNoticesDeps {
  /** Every account, by their numbers. */
  all(): readonly NoticesOf[];
  chosen(): NoticesOf;
  words(): Words;
}

interface ListedNotice extends WaitingNotice {
  /** Whose it is; left out: there is one account, or it is of none. */
  readonly account?: string;
}

/** The notices of all accounts that wait, and what can be done about those of the chosen one. */
export interface AllNotices extends Pick<UserNotices, 'dismiss' | 'snooze' | 'setSnoozed' | 'snoozes' | 'decisions'> {
  pending(): readonly ListedNotice[];
}

/**
 * Lists the notices of all accounts together. The tags of the chosen account stay as they are, because the
 * verdict is compared with them.
 */
export function createAllNotices({ all, chosen, words }: AllNoticesDeps): AllNotices {
  function listed({ label, notices }: NoticesOf): readonly ListedNotice[] {
    const isChosen = label.id === chosen().label.id;
    const isOnly = all().length < 2;
    return notices.pending().map((notice) => {
      if (isOnly || !isOfAccount(notice.tag)) return notice;
      const named = { ...notice, account: accountNameText(label, words()) };
      // Another provider helps only where Qwen Code uses the account.
      return isChosen ? named : { ...named, tag: `${label.id}:${notice.tag}`, canSwitch: false };
    });
  }

  /** Calls the account that a tag of the list belongs to, with the tag that it knows. */
  function route(tag: string, act: (notices: UserNotices, tag: string) => void): void {
    const other = all().find(({ label }) => tag.startsWith(`${label.id}:`));
    if (other !== undefined) act(other.notices, tag.slice(other.label.id.length + 1));
    else if (isOfAccount(tag)) act(chosen().notices, tag);
    else for (const { notices } of all()) act(notices, tag);
  }

  return {
    pending: () => all().flatMap(listed),
    dismiss: (tag) => route(tag, (notices, own) => notices.dismiss(own)),
    snooze: (tag) => route(tag, (notices, own) => notices.snooze(own)),
    setSnoozed: (wanted) => chosen().notices.setSnoozed(wanted),
    snoozes: () => chosen().notices.snoozes(),
    decisions: () => chosen().notices.decisions(),
  };
}
