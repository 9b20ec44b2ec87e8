import { describe, expect, it } from 'vitest';
import { createScreen } from '../../../main/cli/screen.ts';

/** A screen of this size, and what it wrote last. */
function openScreen(size: { columns: number; rows: number }) {
  let last = '';
  const output = { ...size, write: (text: string) => (last = text) };
  const draw = createScreen(output as unknown as NodeJS.WriteStream, (line) => line);
  return {
    output,
    draw(...lines: readonly string[]) {
      draw(lines);
      return last.replaceAll('\u001B[', '^');
    },
  };
}

describe('lines drawn in place', () => {
  it('go over those drawn before, and what is left of them is cleared', () => {
    const { draw } = openScreen({ columns: 20, rows: 10 });
    expect(draw('one', 'two')).toBe('one^K\ntwo^K\n^J');
    expect(draw('three')).toBe('^2A\rthree^K\n^J');
    expect(draw()).toBe('^1A\r^J');
    expect(draw('four')).toBe('four^K\n^J');
  });

  it('count the rows of a line that is wider than the terminal, and stay above its last row', () => {
    const { draw } = openScreen({ columns: 4, rows: 4 });
    expect(draw('额度额', 'x', 'y')).toBe('额度额^K\nx^K\n^J');
    expect(draw('x')).toBe('^3A\rx^K\n^J');
  });

  it('are drawn where the terminal does not say how large it is', () => {
    const { draw } = openScreen({ columns: 0, rows: 0 });
    expect(draw('one', 'two')).toBe('one^K\ntwo^K\n^J');
  });

  it('begin anew where the terminal has another width', () => {
    const { draw, output } = openScreen({ columns: 20, rows: 10 });
    draw('one');
    output.columns = 10;
    expect(draw('one')).toBe('^2J^Hone^K\n^J');
    expect(draw('two')).toBe('^1A\rtwo^K\n^J');
  });
});
