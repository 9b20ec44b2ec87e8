/** Makes the token of the session known to the whole process, for the leaks below. */
const leak = {
  file: 'main/services/account/session-keeper.ts',
  find: '    return kept.record.region === region ? succeed(',
  put: '    Object.assign(globalThis, { leak: kept.record.accessToken });\n    return kept.record.region === region ? succeed(',
};
const leaked = "String(Reflect.get(globalThis, 'leak') ?? '')";
const statusText = {
  file: 'main/services/polling/status-file.ts',
  find: '`${JSON.stringify(status, null, 2)}\\n`',
};
/** @param {string} code a statement that runs whenever `status.json` is about to be written */
const atEachStatus = (code) => ({
  file: 'main/services/polling/status-file.ts',
  find: '    const nowMs = clock.now();\n',
  put: `    const nowMs = clock.now();\n    ${code}\n`,
});

/** @type {{ project: 'integration', test: string }} */
const wholeDay = { project: 'integration', test: 'test/integration/polling/secrets.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const masks = { project: 'unit', test: 'test/unit/core/provider/settings-text/mask.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const redaction = { project: 'unit', test: 'test/unit/core/redact.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const terminal = { project: 'unit', test: 'test/unit/cli/terminal.test.ts' };
/** @type {{ project: 'integration', test: string }} */
const manners = { project: 'integration', test: 'test/integration/cli/terminal.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const envKey = { project: 'unit', test: 'test/unit/core/provider/switch/secret-env-key.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const inUse = { project: 'unit', test: 'test/unit/core/provider/precedence/in-use.test.ts' };

/** @type {readonly import('../mutants.mjs').Mutant[]} */
const leaks = [
  {
    name: 'the random part of the token in status.json',
    edits: [leak, { ...statusText, put: `\`\${JSON.stringify(status, null, 2)}\${${leaked}.slice(-36)}\\n\`` }],
    ...wholeDay,
  },
  {
    name: 'the token as hex in status.json',
    edits: [
      leak,
      { ...statusText, put: `\`\${JSON.stringify(status, null, 2)}\${Buffer.from(${leaked}).toString('hex')}\\n\`` },
    ],
    ...wholeDay,
  },
  {
    name: 'the token in a file written at quit',
    edits: [
      leak,
      {
        file: 'main/runtime/runtime.ts',
        find: '    await Promise.all([statusFile.settled(), vault.settled()]);',
        put: `    await deps.runEnvironment.dataFiles.write('last.json', Buffer.from(${leaked}));`,
      },
    ],
    ...wholeDay,
  },
  {
    name: 'the token in the environment of children',
    edits: [leak, atEachStatus(`process.env['QWEN'] = ${leaked};`)],
    ...wholeDay,
  },
  { name: 'the token among the arguments', edits: [leak, atEachStatus(`process.argv.push(${leaked});`)], ...wholeDay },
  {
    name: 'the token in the temporary folder',
    edits: [
      leak,
      atEachStatus(
        `await import('node:fs').then((fs) => fs.writeFileSync(\`\${process.env['TMPDIR']}/x\`, ${leaked}));`,
      ),
    ],
    ...wholeDay,
  },
  {
    name: 'the token in a declared string of the state that the page gets',
    edits: [
      {
        file: 'main/services/account/session-keeper.ts',
        find: "return { state: 'signed-in', region, account, expiresAtMs",
        put: "return { state: 'signed-in', region, account: kept.record.accessToken.slice(-36), expiresAtMs",
      },
    ],
    ...wholeDay,
  },
  {
    name: 'the answer of the sign-in, with its refresh token, in the log',
    edits: [
      {
        file: 'main/sources/qwencloud/auth/device-poll.ts',
        find: 'function answerOf(status: string | undefined, raw: RawCredentials | null | undefined): PollAnswer {\n',
        put: "function answerOf(status: string | undefined, raw: RawCredentials | null | undefined): PollAnswer {\n  process.env['LAST_SIGN_IN'] = JSON.stringify(raw);\n",
      },
    ],
    ...wholeDay,
  },
];

/** @type {readonly import('../mutants.mjs').Mutant[]} */
const names = [
  {
    name: 'a key in envKey is shown whole',
    edits: [
      {
        file: 'main/core/provider/keys.ts',
        find: '  const isName = isVariableName(referencedVariable(name) ?? name) && !containsKey(name);',
        put: '  const isName = true;',
      },
    ],
    project: 'unit',
    test: 'test/unit/core/provider/keys.test.ts',
  },
  {
    name: 'what looks like a key is a name if it could be one',
    edits: [{ file: 'main/core/provider/keys.ts', find: ' && !containsKey(name);', put: ';' }],
    project: 'unit',
    test: 'test/unit/core/provider/keys.test.ts',
  },
  {
    name: 'a name that a reference was filled in to make is shown',
    edits: [{ file: 'main/core/provider/keys.ts', find: 'return isName && !isFilledIn ?', put: 'return isName ?' }],
    ...inUse,
  },
  {
    name: 'what Qwen Code would use is not masked',
    edits: [
      {
        file: 'main/core/provider/precedence/in-use.ts',
        find: 'maskDeep(unmaskedInUse(context), secretMask(context))',
        put: 'maskDeep(unmaskedInUse(context), (text) => text)',
      },
    ],
    ...inUse,
  },
  {
    name: 'a switch makes the key in envKey the name of a variable',
    edits: [
      {
        file: 'main/core/provider/switch/plan-key.ts',
        find: "  if (isKeyOrReference(target.keyVariable)) return { kind: 'refused', problem: 'secret-env-key' };\n",
        put: '',
      },
    ],
    ...envKey,
  },
  {
    name: 'the repair overwrites another key',
    edits: [
      {
        file: 'main/core/provider/switch/secret-env-key.ts',
        find: '[undefined, key].includes(textAt(settings,',
        put: "[undefined, key, ...['mine']].includes(textAt(settings,",
      },
    ],
    ...envKey,
  },
];

/** @type {readonly import('../mutants.mjs').Mutant[]} */
const masking = [
  {
    name: 'four letters of a short secret are shown',
    edits: [
      {
        file: 'main/core/provider/settings-text/mask.ts',
        find: 'const shortestWithTail = 12;',
        put: 'const shortestWithTail = 6;',
      },
    ],
    ...masks,
  },
  {
    name: 'a value beside its option is shown',
    edits: [
      {
        file: 'main/core/provider/settings-text/mask.ts',
        find: 'line.replace(besideOption, (_, start: string, _mark, _quote, value: string) => start + maskOnce(value))',
        put: 'line',
      },
    ],
    ...masks,
  },
  {
    name: 'headers are shown in the excerpt of a broken file',
    edits: [{ file: 'main/core/provider/settings-text/mask.ts', find: '?_?headers)$/i', put: '?_?heads)$/i' }],
    ...masks,
  },
  {
    name: 'the excerpt of a broken file does not know that it is inside env',
    edits: [
      {
        file: 'main/core/provider/settings-text/text-place.ts',
        find: 'openNames(text, lineStart, lineEnd).some(isSecretName) ||',
        put: '',
      },
    ],
    ...masks,
  },
  {
    name: 'dots end a key of a workspace',
    edits: [{ file: 'main/core/secrets.ts', find: 'sk-(?:ws-[\\w-]+(?:\\.[\\w+/=-]+)+|', put: 'sk-(?:' }],
    ...masks,
  },
  {
    name: 'the second half of an id.secret key stays',
    edits: [{ file: 'main/core/secrets.ts', find: '[0-9a-f]{32,64}\\.[\\w-]{8,}', put: '[0-9a-f]{32,64}' }],
    ...masks,
  },
  {
    name: 'redact leaves a value beside its option',
    edits: [
      {
        file: 'main/core/redact.ts',
        find: '(--?[\\w-]{0,40}${secretNameEnd}',
        put: '(-=-[\\w-]{0,40}${secretNameEnd}',
      },
    ],
    ...redaction,
  },
  {
    name: 'a line of the log is not redacted',
    edits: [
      {
        file: 'main/adapters/log.ts',
        find: 'printable(redact(line, homeFolders).replace',
        put: 'printable(line.replace',
      },
    ],
    project: 'integration',
    test: 'test/integration/files/data-files.test.ts',
  },
  {
    name: 'a warning of the command line is not redacted',
    edits: [{ file: 'main/cli/context.ts', find: '`qwen-gauge: ${redact(line)}`', put: '`qwen-gauge: ${line}`' }],
    ...terminal,
  },
  {
    name: 'the report is not redacted',
    edits: [
      {
        file: 'main/core/view/quota/failure-report.ts',
        find: "return redact(`${lines.join('\\n')}\\n`);",
        put: "return `${lines.join('\\n')}\\n`;",
      },
    ],
    project: 'unit',
    test: 'test/unit/core/view/quota/failure-report.test.ts',
  },
];

/** @type {readonly import('../mutants.mjs').Mutant[]} */
const terminals = [
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
        file: 'main/cli/switch/switch.ts',
        find: 'if (await context.terminal.isOutputLost()) {',
        put: 'if (Date.now() < 0) {',
      },
    ],
    ...manners,
  },
  {
    name: 'an undo that was made fails because its report was lost',
    edits: [
      {
        file: 'main/cli/run.ts',
        find: 'if (commands.find(({ name }) => name === argv[0])?.changesFiles !== true) return 1;',
        put: 'if (commands.length > 0) return 1;',
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

/** Mutants of what keeps secrets from being shown, logged and written, and of the terminal. */
export const secretMutants = [...leaks, ...names, ...masking, ...terminals];
