/** @type {(title: string) => { project: 'integration', test: string, title: string }} */
const writer = (title) => ({ project: 'integration', test: 'test/integration/files/settings-writer.test.ts', title });

/** @type {{ project: 'integration-long', test: string, title: string }} */
const hangingWrites = {
  project: 'integration-long',
  test: 'test/integration/foreign-files/hanging-writes.long.test.ts',
  title: 'at create',
};

const backups = 'main/services/settings/backups.ts';
const undo = 'main/services/settings/switch-undo.ts';

/** @type {readonly import('./list.mjs').Mutant[]} The user's files and their backups. */
export const settingsFiles = [
  {
    name: 'a backup is not read back',
    edits: [
      {
        file: backups,
        find: "const isWhole = readBack?.kind === 'file' && hash(readBack.bytes) === sha256;",
        put: 'const isWhole = written;',
      },
    ],
    ...writer('are read back'),
  },
  {
    name: 'a backup is restored although its bytes have changed',
    edits: [{ file: backups, find: "!('kind' in entry) && hash(found.bytes) === entry.sha256;", put: 'true;' }],
    ...writer('are not restored once'),
  },
  {
    name: 'an undo overwrites a file that was changed since',
    edits: [
      { file: undo, find: "    if (contentHash(now) !== file.after) return { kind: 'changed-meanwhile' };\n", put: '' },
    ],
    ...writer('refuses if the file was changed since'),
  },
  {
    name: 'an undo is not compared with the hash of the old file',
    edits: [
      {
        file: undo,
        find: "(bytes === null ? null : hash(bytes)) === before ? { kind: 'content', bytes } : { kind: 'missing' }",
        put: "{ kind: 'content', bytes }",
      },
    ],
    ...writer('refuses if its backup is another version'),
  },
  {
    name: 'a change is not read back',
    edits: [
      {
        file: 'main/services/settings/file-changes.ts',
        find: "  if (hash === afterHash(dependencies, change)) return { kind: 'done' };",
        put: "  if (written.kind === 'done') return { kind: 'done' };",
      },
    ],
    ...writer('overwrites our change'),
  },
  {
    name: 'a plan that nobody was shown is applied',
    edits: [
      {
        file: 'main/services/settings/settings-writer.ts',
        find: 'const plan = plans.get(planHash);',
        put: 'const plan = plans.get(planHash) ?? [...plans.values()][0];',
      },
    ],
    ...writer('accepts only a previewed plan'),
  },
  {
    name: 'a save between the comparison and the rename is lost',
    edits: [
      {
        file: 'main/adapters/files/atomic-replace.ts',
        find: '    const mismatch = await checkExpected();\n    if (mismatch !== null) return mismatch;\n    const request',
        put: '    const request',
      },
      {
        file: 'main/adapters/files/swap-files.ts',
        find: '        if (!isSame(target, identity)) return false;\n        operations.renameNow',
        put: '        operations.renameNow',
      },
    ],
    project: 'race',
    test: 'test/integration/files/hostile.test.ts',
  },
  {
    name: 'a change whose mount does not answer is forgotten',
    edits: [
      {
        file: 'main/services/settings/switch-recovery.ts',
        find: "return now.reason === 'no-answer' ? 'unanswered' : 'other';",
        put: "return 'other';",
      },
    ],
    ...hangingWrites,
  },
  {
    name: 'the lock is released while a write may still arrive',
    edits: [
      {
        file: 'main/adapters/files/process-lock.ts',
        find: '        if (writer !== null) await take(String(writer));\n',
        put: '',
      },
    ],
    ...hangingWrites,
  },
  {
    name: 'a lock that another process has just removed is not waited for',
    edits: [
      {
        file: 'main/adapters/files/process-lock.ts',
        find: "    if (!moved.ok) return moved.code === 'ENOENT';\n",
        put: '    if (!moved.ok) return false;\n',
      },
    ],
    project: 'integration',
    test: 'test/integration/cli/lock.test.ts',
    title: 'by one of those that find it at once',
  },
  {
    name: 'a lock that was taken anew is removed with the dead one',
    edits: [
      {
        file: 'main/adapters/files/process-lock.ts',
        find: '    if (found.ok && fileOf(found.value) !== lock.file) await outcomeOf(operations.link(aside, path));\n',
        put: '',
      },
    ],
    project: 'integration',
    test: 'test/integration/cli/lock.test.ts',
    title: 'stays with its new holder',
  },
  {
    name: 'what another program selected is recorded beside other processes',
    edits: [
      {
        file: 'main/services/settings/settings-writer.ts',
        find: 'note: () => alone(() => change.note(null))',
        put: 'note: () => inTurn(() => change.note(null))',
      },
    ],
    project: 'unit',
    test: 'test/unit/services/settings/settings-writer.test.ts',
    title: 'only while no other process may',
  },
  {
    name: 'temporary files of a killed run stay',
    edits: [
      {
        file: 'main/adapters/files/temp-files.ts',
        find: '    if (!isAbandoned) return false;',
        put: '    if (isAbandoned || !isAbandoned) return false;',
      },
    ],
    project: 'integration',
    test: 'test/integration/files/killed.test.ts',
  },
  {
    name: 'a favourite is switched to although it has an obstacle',
    edits: [
      {
        file: 'main/services/settings/quick-switch.ts',
        find: "const result = end.kind === 'confirm' ? await switching.confirm(end.hash) : null;",
        put: "const result = await switching.confirm(end.kind === 'confirm' ? end.hash : 'h');",
      },
    ],
    project: 'unit',
    test: 'test/unit/services/settings/quick-switch.test.ts',
  },
];
