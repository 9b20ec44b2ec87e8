import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatClock } from '../../../../../main/core/view/format.ts';
import { zh } from '../../../../../main/core/view/words/han.ts';
import { wordsFor } from '../../../../../main/core/view/words/index.ts';

describe('a Chinese sentence with values', () => {
  it('sets a space between Chinese and Latin letters or digits alone', () => {
    expect(zh`将于 ${'周日'} 重置`).toBe('将于周日重置');
    expect(zh`将于 ${'10:00'} 重置`).toBe('将于 10:00 重置');
    expect(zh`登录${'QwenCloud'}`).toBe('登录 QwenCloud');
    expect(zh`登录${'千问AI平台'}`).toBe('登录千问AI平台');
    expect(zh`已用 ${'（旧）'} · ${3} 天`).toBe('已用（旧） · 3 天');
    expect(zh`变量 ${''} 未设置`).toBe('变量未设置');
  });

  it('shows where a path ends', () => {
    expect(zh`目录 ${'/home/wei/项目'} 不存在。`).toBe('目录 /home/wei/项目 不存在。');
    expect(zh`目录 ${'C:\\项目'} 不存在。`).toBe('目录 C:\\项目 不存在。');
  });

  it('leaves what is put in as it is', () => {
    const part = fc.string({ unit: fc.constantFrom('文', 'a', '/', ' ', '。', '1') });
    fc.assert(fc.property(part, (value) => zh`无法读取 ${`<${value}>`} 文件`.includes(`<${value}>`)));
  });

  it('writes no space before a clock that begins with the time of day', () => {
    const at = (clock: 'h12' | 'h24') =>
      formatClock(Date.UTC(2026, 10, 22, 10), Date.UTC(2026, 10, 21, 10), {
        words: wordsFor('zh-CN'),
        timeZone: 'UTC',
        clock,
      });
    expect(at('h12')).toBe('周日上午10:00');
    expect(at('h24')).toBe('周日 10:00');
  });
});
