// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { formatClock, formatDate, type Locale } from '../../main/core/view/format.ts';
import { languages, wordsFor } from '../../main/core/view/words/index.ts';
import type { AppState, Bridge } from '../../preload/contract.ts';
import { Ready } from '../../renderer/App.tsx';
import { all, linesOf, picture, silentBridge } from './dom.tsx';
import { base, codingPlan, fresh, nowMs, snapshotOf, states, threeWindows } from './states.ts';

const screen = (state: AppState): HTMLElement => picture(<Ready state={state} nowMs={nowMs} bridge={silentBridge} />);
const placeIn = (language: AppState['language']): Locale => ({
  words: wordsFor(language),
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});
/** When the first request of the five hours comes back, on the clock of this machine's time zone. */
const firstBack = (language: AppState['language']): string =>
  formatClock(Date.UTC(2026, 10, 21, 14), nowMs, placeIn(language));
const renewsAtMs = Date.UTC(2026, 11, 15, 11, 46);
const cases = languages.flatMap((language) =>
  Object.entries(states).map(([name, state]) => ({ name, language, state: { ...state, language } })),
);

/** Texts that are never translated: names of services, plans, models and files, and texts from the user or system. */
const kept =
  /AppIndicator and KStatusNotifierItem Support|gnome-shell-extension-appindicator|90% of the weekly quota used|Coding Plan: 4,500 requests left, resets Mon 00:00\.|Qwen Gauge|Key|Qwen OAuth|Qwen Code|QwenCloud|Coding Plan|Token Plan|Lite|Essential|Standard|Team|Pro|Credits|Tokens|NoPermission|HTTP|preferences\.json\S*|[\w.-]*(qwen|wan|cosyvoice|text-embedding)[\w.-]*|bl|coding plan/g;

describe('every state of the popover', () => {
  it.each(cases)('$name in $language is readable', ({ state, language }) => {
    const drawn = screen(state);
    const text = linesOf(drawn);
    const names = all(drawn, '[aria-label]').map((one) => one.getAttribute('aria-label'));
    expect(`${text} ${names.join(' ')}`.length).toBeGreaterThan(25);
    if (language === 'zh-CN') expect(text.replace(kept, '')).not.toMatch(/[A-Za-z]{3,}/);
    else expect(text).not.toMatch(/\p{Script=Han}/u);
  });

  it.each([
    [
      'fresh',
      [
        'Plenty left',
        'The 5-hour quota is the tightest.',
        '42%',
        '3,480 left\n',
        '2,520 used of 6,000 requests',
        `back from ${firstBack('en')}`,
        'Qwen Code uses\n \nqwen3.7-plus\n \nCoding Plan · International',
        'QwenCloud · 3 min ago',
        'Each request comes back 5 h after it was made.',
        'Where even use would be by now',
      ],
    ],
    ['fresh', ['Pro', `Renews ${formatDate(renewsAtMs, nowMs, placeIn('en'))} · `, 'days left']],
    ['oneUnreadable', ['Month\ncould not be read', '29%', 'Comes back within 5 h: the service named a later time']],
    ['usedUp', ['5-hour quota \nused up', 'Choose a provider', '100%', '6,012 used of 6,000 requests']],
    ['offline', ['You are offline.', 'Old: last read 47 min ago', 'What is left now is not known.', 'Try again']],
    ['signedOut', ['See what is left of your quota.', 'International', 'China', 'Sign in', 'Try with demo data']],
    ['sessionExpired', ['Your session has ended.', 'Sign in again', '3,480 left', '32,120 left']],
    ['waiting', ['Finish in your browser', '9:41', 'Open the page again', 'Cancel']],
    ['denied', ['The sign-in was declined in the browser.', 'Sign in again and allow it on the page.']],
    ['firstLoad', ['Asking for your quota…']],
    ['failedShape', ['in a form this version does not know', 'Numbers are never guessed.', 'See a report']],
    [
      'notSubscribed',
      ['No plan on this account.', 'Sign in at Qianwen AI Platform', 'See the plans', 'Count from the logs'],
    ],
    ['noTray', ['No tray was found on this desktop', 'AppIndicator and KStatusNotifierItem', 'Get the extension']],
    ['estimate', ['Estimate', 'Counted on this computer', '41% used according to the bl command']],
    ['oauthEnded', ['Qwen OAuth, which ended on 2026-04-15', 'Choose a provider', 'Sign in']],
    [
      'counted',
      ['Sign in', 'Counted: 42 requests in the last 5 hours, 310 requests since Monday.', 'Lite · 1,200 in 5 hours'],
    ],
    ['countedBesideFailure', ['You are offline.', '310\nsince Monday', '1,200\nthis month']],
    ['partlyFailed', ['HTTP 503', 'Not subscribed: Token Plan Team', 'Loading…']],
    ['demo', ['Demo data', 'Leave the demo']],
    ['notices', ['90% of the weekly quota used', 'could not be read have their defaults']],
    ['sessionEnding', ['Your session ends in 25 min']],
    [
      'amberAndRed',
      [
        'of the weekly quota left',
        'getting low',
        'nearly used up',
        '214 models',
        'Show all 214',
        '$12.43',
        '$7.57 left\n',
        '$12.43 used of $20.00',
      ],
    ],
  ])('%s says %j', (name, parts) => {
    const text = linesOf(screen(states[name] ?? base));
    for (const part of parts) expect(text).toContain(part);
  });

  it('uses the Chinese words of the console', () => {
    const text = linesOf(screen({ ...base, language: 'zh-CN' }));
    for (const part of [
      '5 小时额度',
      '周额度',
      '月额度',
      '剩余 3,480 次',
      '已用 2,520 / 6,000 次',
      `${firstBack('zh-CN')} 起恢复`,
      '每次请求占用的额度在 5 小时后恢复。',
    ]) {
      expect(text).toContain(part);
    }
  });
});

describe('for every user', () => {
  it('says of each tick on a bar what it means, for the eye, the pointer and the ear', () => {
    const drawn = screen(base);
    expect(all(drawn, '.tick-legend').map((legend) => legend.textContent)).toEqual(['Where even use would be by now']);
    const ticks = all(drawn, '.meter > .meter-tick');
    expect(ticks).toHaveLength(2);
    for (const tick of ticks) {
      expect(tick.getAttribute('title')).toMatch(/^even use would be \d+%$/);
      expect(tick.parentElement?.getAttribute('aria-valuetext')).toContain(tick.getAttribute('title'));
    }
    const rollingOnly = { ...base, snapshot: snapshotOf(fresh(codingPlan(threeWindows(2520, 0, 0).slice(0, 1)))) };
    expect(linesOf(screen(rollingOnly))).not.toContain('Where even use would be by now');
  });

  it('gives each meter a name and its value as text', () => {
    const meters = all(screen(states['amberAndRed'] ?? base), '.meter');
    expect(meters.length).toBeGreaterThan(8);
    for (const meter of meters) {
      const [role, label, least, most, now, text] = [
        'role',
        'aria-label',
        'aria-valuemin',
        'aria-valuemax',
        'aria-valuenow',
        'aria-valuetext',
      ].map((name) => meter.getAttribute(name) ?? '');
      expect([role, least, most]).toEqual(['meter', '0', '100']);
      expect(label).not.toBe('');
      expect(now).toMatch(/^\d{1,3}$/);
      expect(text).toMatch(/^\d{1,3}%.+/);
    }
  });

  it.each(cases)(
    '$name in $language has no button without a name and no picture that screen readers announce',
    ({ state }) => {
      const drawn = screen(state);
      for (const button of all(drawn, 'button')) {
        expect(button.getAttribute('aria-label') || linesOf(button)).not.toBe('');
        expect(button.hasAttribute('type')).toBe(true);
      }
      for (const drawing of all(drawn, 'svg')) expect(drawing.getAttribute('aria-hidden')).toBe('true');
      expect(all(drawn, 'input:not([id]):not([type="radio"]):not([aria-label])')).toEqual([]);
    },
  );

  it('marks the open panel and has exactly one first-level heading', () => {
    const drawn = screen(base);
    expect(all(drawn, '[aria-current="page"]')).toHaveLength(1);
    expect(all(drawn, 'h1')).toHaveLength(1);
  });

  it('does not announce the countdown every second', () => {
    expect(all(screen(states['waiting'] ?? base), '[role="timer"][aria-live="off"]')).toHaveLength(1);
  });
});

it('renders without calling main', () => {
  let calls = 0;
  const invoke: Bridge['invoke'] = (...given) => {
    calls += 1;
    return silentBridge.invoke(...given);
  };
  picture(<Ready state={base} nowMs={nowMs} bridge={{ ...silentBridge, invoke }} />);
  expect(calls).toBe(0);
});
