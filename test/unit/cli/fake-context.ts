import type { CliContext } from '../../../main/cli/context.ts';
import { loadTerminalWords } from '../../../main/core/view/words/cli.ts';
import type { Language } from '../../../main/core/view/words/index.ts';
import { fakeClock, memoryFiles, memoryLog } from '../../support/fakes.ts';

const catalogue = { en: await loadTerminalWords('en'), 'zh-CN': await loadTerminalWords('zh-CN') };

interface FakeShell {
  readonly nowMs: number;
  readonly language?: Language;
  /** The width in cells; absent when the output is not a terminal. */
  readonly columns?: number;
}

/** The context of a command without files and streams. */
export function fakeContext({ nowMs, language = 'en', columns }: FakeShell): CliContext {
  const { words, cliWords } = catalogue[language];
  return {
    shell: {
      environment: {},
      home: '/home/me',
      workFolder: '/home/me',
      platform: 'linux',
      dataFolder: '/home/me/data',
      programFolder: '/opt/cli',
    },
    clock: fakeClock(nowMs),
    terminal: {
      isInteractive: false,
      columns: columns ?? null,
      out: () => undefined,
      err: () => undefined,
      isOutputLost: async () => false,
      isClosed: () => false,
      watchReader: () => () => undefined,
      redraw: null,
      paint: (_style, text) => text,
      ask: async () => null,
      readSecret: async () => null,
    },
    version: () => '0.0.0',
    words,
    cliWords,
    locale: { words, timeZone: 'UTC' },
    dataFiles: memoryFiles(),
    log: memoryLog(),
  };
}
