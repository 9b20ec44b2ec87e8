import { describe, expect, it } from 'vitest';
import { backupRow } from '../../../../../main/core/view/providers/backup-row.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

const nowMs = Date.UTC(2026, 10, 21, 12);
const locale = (language: 'en' | 'zh-CN') => ({ words: wordsFor(language), timeZone: 'UTC' });
const kept = { id: 'x', atMs: nowMs - 3_600_000, path: '/h/.qwen/.env', label: 'Coding Plan · china · glm-5' };

describe('a backup in the list', () => {
  it('says when it was kept, today too, what was in force, and which file it is', () => {
    expect(backupRow(kept, nowMs, locale('en'))).toEqual({
      id: 'x',
      path: '/h/.qwen/.env',
      timeText: 'Nov 21 11:00',
      title: 'Coding Plan · China (Beijing) · glm-5',
      fileText: '.env',
    });
    expect(backupRow(kept, nowMs, locale('zh-CN')).title).toBe('Coding Plan · 中国（北京） · glm-5');
  });

  it('has words where nothing was in force, where a name turns its line, and where the clock was wrong', () => {
    expect(backupRow({ ...kept, label: '' }, nowMs, locale('en')).title).toBe('No provider');
    expect(backupRow({ ...kept, label: 'Kimi · constructor' }, nowMs, locale('en')).title).toBe('Kimi · constructor');
    expect(backupRow({ ...kept, label: 'Kimi\u202E · k2' }, nowMs, locale('en')).title).toBe('Kimi\uFFFD · k2');
    expect(backupRow({ ...kept, atMs: Number.NaN }, nowMs, locale('en')).timeText).toBe('unknown');
    expect(backupRow({ ...kept, path: 'C:\\Users\\wei\\.qwen\\settings.json' }, nowMs, locale('en')).fileText).toBe(
      'settings.json',
    );
  });
});
