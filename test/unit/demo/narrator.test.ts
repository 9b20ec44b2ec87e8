import { describe, expect, it, vi } from 'vitest';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import { createMirror } from '../../../main/demo/narrator.ts';

const place = () => ({ words: wordsFor('en'), timeZone: 'UTC' });

describe('createMirror', () => {
  it('begins each line with the time of the story’s day', () => {
    const lines: string[] = [];
    let storyMs: number | null = null;
    const print = (line: string) => void lines.push(line);
    const mirror = createMirror({ print, place, storyMs: () => storyMs, onNotice: () => {} });
    mirror.tell('demo', 'before');
    storyMs = 0;
    mirror.tell('switch', 'to X');
    storyMs = 16.5 * 3_600_000;
    mirror.tell('switch', 'back');
    expect(lines).toEqual(['       demo     before', '08:00  switch   to X', '00:30  switch   back']);
  });

  it('tells a notice once the system has said what became of it', async () => {
    const lines: string[] = [];
    const onNotice = vi.fn();
    const print = (line: string) => void lines.push(line);
    const mirror = createMirror({ print, place, storyMs: () => 0, onNotice });
    const notice = { tag: 't', title: 'Title', body: 'Body' };
    const shown = mirror.over({ show: async () => 'shown' });
    const failed = mirror.over({ show: async () => 'failed' });
    expect(await shown.show(notice, () => {})).toBe('shown');
    expect(await failed.show(notice, () => {})).toBe('failed');
    expect(lines).toEqual(['08:00  notice   Title. Body', '08:00  notice   Title. Body (in the popover)']);
    expect(onNotice).toHaveBeenCalledTimes(2);
  });
});
