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
/** @type {{ project: 'e2e', test: string }} */
const wholeRun = { project: 'e2e', test: 'test/e2e/main-job.test.ts' };

/** @type {{ project: 'unit', test: string }} */
const keptLogs = { project: 'unit', test: 'test/unit/sources/session-log/kept-state.test.ts' };
/** @type {{ project: 'e2e', test: string }} */
const secretRun = { project: 'e2e', test: 'test/e2e/secrets.test.ts' };

/** @type {readonly import('./list.mjs').Mutant[]} Ways in which the token of the session could get out. */
export const leaks = [
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
  {
    name: 'the token in the environment of a real child',
    edits: [
      leak,
      {
        file: 'main/adapters/programs/processes.ts',
        find: 'env: withoutElectronVariable(system.environment),',
        put: `env: { ...withoutElectronVariable(system.environment), QWEN_GAUGE_CLIENT: ${leaked}.slice(-36) },`,
      },
    ],
    ...wholeDay,
  },
  {
    name: 'the token among the arguments of a real child',
    edits: [
      leak,
      {
        file: 'main/adapters/programs/processes.ts',
        find: 'spawn(command.file, [...command.args], {',
        put: `spawn(command.file, [...command.args, Buffer.from(${leaked}).toString('hex')], {`,
      },
    ],
    ...wholeDay,
  },
  {
    name: 'the random part of the token in status.json of the real app',
    edits: [leak, { ...statusText, put: `\`\${JSON.stringify(status, null, 2)}\${${leaked}.slice(-36)}\\n\`` }],
    ...wholeRun,
  },
  {
    name: 'a model of the logs that looks like a key in session-log.json',
    edits: [
      {
        file: 'main/sources/session-log/kept-state.ts',
        find: '!containsKey(`${sessionId} ${model} ${client}`)',
        put: '!containsKey(`${sessionId} ${client}`)',
      },
    ],
    ...keptLogs,
  },
  {
    name: 'paths of logs that look like a key in session-log.json of the real app',
    edits: [
      {
        file: 'main/sources/session-log/kept-state.ts',
        find: '.slice(-mostPositions).filter(isPlain)',
        put: '.slice(-mostPositions)',
      },
    ],
    ...secretRun,
  },
  {
    name: 'a key as the error code of an answer',
    edits: [{ file: 'main/sources/values.ts', find: ' && !containsFormedKey(text)', put: '' }],
    project: 'unit',
    test: 'test/unit/sources/values.test.ts',
  },
  {
    name: 'a key as the name of a field, in the shape of an answer',
    edits: [{ file: 'main/core/shape.ts', find: ' && !containsFormedKey(key)', put: '' }],
    project: 'unit',
    test: 'test/unit/core/shape.test.ts',
  },
];
