import { PassThrough, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { command as explainCommand } from '../../../main/cli/commands/explain.ts';
import { terminalLog } from '../../../main/cli/context.ts';
import { widthOf } from '../../../main/cli/layout.ts';
import { createTerminal, type TerminalStreams } from '../../../main/cli/terminal.ts';

/** A terminal on streams of this test, and what was written to each. */
function openTerminal({ failure }: { readonly failure?: string } = {}) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err', isFailing: boolean) =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          if (isFailing && String(chunk) !== '') {
            done(Object.assign(new Error('lost'), { code: failure }));
            return;
          }
          written[name] += String(chunk);
          done();
        },
        autoDestroy: false,
      }),
      { isTTY: true, columns: 80 },
    );
  const streams = {
    input: Object.assign(new PassThrough(), { isTTY: true }),
    output: stream('out', failure !== undefined),
    errors: stream('err', false),
    environment: {},
  } as unknown as TerminalStreams;
  return { terminal: createTerminal(streams), written };
}

describe('a line on a terminal', () => {
  it('has the styles of the app, and takes no room for them', () => {
    const { terminal, written } = openTerminal();
    const painted = terminal.paint('red', 'full');
    expect(widthOf(painted)).toBe(4);
    terminal.out(`${painted} and ${terminal.paint('bold', 'more')}`);
    expect(written.out).toBe('\u001B[31mfull\u001B[0m and \u001B[1mmore\u001B[0m\n');
  });

  it.each([
    ['a style of the app', '\u001B[32mChecked\u001B[0m'],
    ['concealed text', 'x\u001B[8m'],
    ['a line of its own', 'm\nBalance: 0'],
    ['a line by a separator', 'm\u2028Balance: 0'],
    ['a line on top of itself', 'm\rBalance: 0'],
    ['text in another direction', 'm\u202E0'],
    ['a guess of the mark of our styles', '\u001B[31;123456789m'],
  ])('cannot be given %s by a value, in a style or not', (_, value) => {
    const { terminal, written } = openTerminal();
    terminal.out(terminal.paint('amber', value));
    terminal.err(value);
    const inner = written.out.replace('\u001B[33m', '').replace('\u001B[0m\n', '');
    expect(inner).toBe(written.err.replace(/\n$/, ''));
    expect(inner).not.toMatch(/(?!\uFFFD)[\p{Cc}\p{Zl}\p{Zp}\p{Cf}]/u);
    expect(inner).toContain('\uFFFD');
  });

  it('shows a question without what controls the terminal', async () => {
    const { terminal, written } = openTerminal();
    const answer = terminal.ask('Switch to m\u001B[8m\n? ');
    expect(written.err).toContain('Switch to m\uFFFD[8m\uFFFD? ');
    expect(answer).toBeInstanceOf(Promise);
  });
});

describe('output that is lost', () => {
  it('is noticed on a full disk, and not behind a reader that has seen enough', async () => {
    for (const [failure, isLost] of [
      ['ENOSPC', true],
      ['EPIPE', false],
    ] as const) {
      const { terminal } = openTerminal({ failure });
      expect(await terminal.isOutputLost()).toBe(false);
      terminal.out('a line');
      expect(await terminal.isOutputLost()).toBe(isLost);
    }
    expect(explainCommand.changesFiles).toBeUndefined();
  });
});

it('warns on standard error without secrets', () => {
  const { terminal, written } = openTerminal();
  terminalLog(terminal).warn('refused: Bearer hunter2hunter2');
  expect(written).toEqual({ out: '', err: 'qwen-gauge: refused: Bearer [removed]\n' });
});
