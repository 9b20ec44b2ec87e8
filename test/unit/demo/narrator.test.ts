import { describe, expect, it } from 'vitest';
import type { TrayView } from '../../../main/core/view/tray/tray-view.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { createNarrator } from '../../../main/demo/narrator.ts';
import { storyLengthMs } from '../../../main/demo/service/story.ts';
import type { AppState } from '../../../preload/contract.ts';

const state = { snapshot: { pools: [], polling: false, nextPollAtMs: null } } as unknown as AppState;
const locale = () => ({ words: wordsFor('en'), timeZone: 'UTC' });
const now = () => Date.UTC(2026, 9, 5, 12, 50, 30);

describe('createNarrator', () => {
  it('begins each line with the time of the story’s day', () => {
    const lines: string[] = [];
    let storyMs: number | null = null;
    const print = (line: string) => void lines.push(line);
    const narrator = createNarrator({ print, locale, now, storyMs: () => storyMs });
    narrator.report('demo', 'before');
    storyMs = 0;
    narrator.report('switch', 'to X');
    storyMs = 16.5 * 3_600_000;
    narrator.report('switch', 'back');
    expect(lines).toEqual(['       demo     before', '08:00  switch   to X', '00:30  switch   back']);
  });

  it('says once that the day is over, also where nobody takes pictures of it', () => {
    const lines: string[] = [];
    let storyMs = storyLengthMs - 1;
    const print = (line: string) => void lines.push(line);
    const narrator = createNarrator({ print, locale, now, storyMs: () => storyMs });
    const look = () => narrator.look(state, { title: '', picture: { kind: 'letter', state: 'calm' } } as TrayView);
    look();
    expect(lines).toEqual(['07:59  tray     calm']);
    storyMs = storyLengthMs;
    look();
    look();
    narrator.end();
    expect(lines).toEqual(['07:59  tray     calm', '08:00  demo     the day is over']);
  });

  it('puts the times of a notice into the story, which has its own', async () => {
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const zoned = () => ({ words: wordsFor('en'), timeZone: 'Asia/Kolkata' });
    const narrator = createNarrator({ print, locale: zoned, now, storyMs: () => 7 * 3_600_000 });
    const { show } = narrator.narrated({ show: async () => 'shown' });
    // The real time is 18:20 there.
    await show({ tag: 't', title: 'Low', body: 'Back from 19:07, whole at 12:05 AM.' }, () => {});
    expect(lines).toEqual(['15:00  notice   Low. Back from 15:47, whole at 20:45.']);
  });

  it('prints a notice once the system has reported its outcome', async () => {
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const narrator = createNarrator({ print, locale, now, storyMs: () => 0 });
    const notice = { tag: 't', title: 'Title', body: 'Body' };
    const shown = narrator.narrated({ show: async () => 'shown' });
    const failed = narrator.narrated({ show: async () => 'failed' });
    expect(await shown.show(notice, () => {})).toBe('shown');
    expect(await failed.show(notice, () => {})).toBe('failed');
    expect(lines).toEqual(['08:00  notice   Title. Body', '08:00  notice   Title. Body (in the popover)']);
    expect(narrator.hasNotice()).toBe(true);
  });
});
