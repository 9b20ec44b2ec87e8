/** @type {{ project: 'unit', test: string }} */
const terminal = { project: 'unit', test: 'test/unit/cli/terminal.test.ts' };
/** @type {{ project: 'integration', test: string }} */
const manners = { project: 'integration', test: 'test/integration/cli/terminal.test.ts' };

/** @type {readonly import('./list.mjs').Mutant[]} Values and interruptions on a terminal. */
export const terminals = [
  {
    name: 'a value has a style of its own',
    edits: [{ file: 'main/cli/terminal.ts', find: '(\\\\d{1,2});${mark}m|', put: '(\\\\d{1,2})(?:;${mark})?m|' }],
    ...terminal,
  },
  {
    name: 'a value has a line of its own',
    edits: [{ file: 'main/core/text/printable.ts', find: '(?!\\t)\\p{Cc}|\\p{Zl}|', put: '(?![\\t\\n])\\p{Cc}|' }],
    ...terminal,
  },
  {
    name: 'a switch is made although its changes could not be shown',
    edits: [
      {
        file: 'main/cli/commands/switch.ts',
        find: 'if (!(await context.terminal.isOutputLost())) return true;',
        put: 'if (Date.now() > 0) return true;',
      },
    ],
    ...manners,
  },
  {
    name: 'an undo that was made fails because its report was lost',
    edits: [
      {
        file: 'main/cli/run.ts',
        find: "if ((await loadCommand(argv[0] ?? ''))?.changesFiles !== true) return 1;",
        put: 'if (argv.length > 0) return 1;',
      },
    ],
    ...manners,
  },
  {
    name: 'a question that was stopped is not asked again',
    edits: [
      { file: 'main/cli/terminal-input.ts', find: "  reader.on('SIGCONT', () => reader.prompt(true));\n", put: '' },
    ],
    ...manners,
  },
  {
    name: 'a removed working folder throws',
    edits: [
      { file: 'main/cli.ts', find: 'workFolder: workFolderIn(environment, home),', put: 'workFolder: process.cwd(),' },
    ],
    ...manners,
  },
];
