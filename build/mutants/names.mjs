/** @type {{ project: 'unit', test: string }} */
const envKey = { project: 'unit', test: 'test/unit/core/provider/switch/secret-env-key.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const inUse = { project: 'unit', test: 'test/unit/core/provider/precedence/in-use.test.ts' };

/** @type {readonly import('./list.mjs').Mutant[]} Keys in the place of a variable's name. */
export const names = [
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
  {
    name: 'the difference shows keys',
    edits: [
      {
        file: 'main/core/provider/settings-text/settings-diff.ts',
        find: 'const lines = linesOf(withMasked(document.text, document.root));',
        put: 'const lines = linesOf(document.source);',
      },
      {
        file: 'main/core/provider/settings-text/settings-diff.ts',
        find: "return (at) => maskJsonLine(lines[at] ?? '');",
        put: "return (at) => lines[at] ?? '';",
      },
    ],
    project: 'integration',
    test: 'test/unit/core/provider/secrets.property.test.ts',
  },
  {
    name: 'the command line takes a key as an argument',
    edits: [
      {
        file: 'main/cli/commands/switch.ts',
        find: "{ name: 'key-stdin', value: null },",
        put: "{ name: 'key-stdin', value: null }, { name: 'key', value: 'K' },",
      },
    ],
    project: 'unit',
    test: 'test/unit/cli/table.test.ts',
  },
  {
    name: 'the command line takes a key as an argument of another name',
    edits: [
      {
        file: 'main/cli/commands/switch.ts',
        find: "{ name: 'key-stdin', value: null },",
        put: "{ name: 'key-stdin', value: null }, { name: 'api-token', value: 'T' },",
      },
    ],
    project: 'unit',
    test: 'test/unit/cli/table.test.ts',
  },
  {
    name: 'the last line of a crash holds a key',
    edits: [
      {
        file: 'main/cli/run.ts',
        find: 'cliWords.unexpected(redact(error instanceof Error ? error.message : String(error)))',
        put: 'cliWords.unexpected(error instanceof Error ? error.message : String(error))',
      },
    ],
    project: 'unit',
    test: 'test/unit/cli/run.test.ts',
  },
  {
    name: 'the command line prints the key that it was given',
    edits: [
      {
        file: 'main/cli/commands/switch.ts',
        find: 'if (choice.key !== undefined) say(switching.keyNotKept, context);',
        put: 'if (choice.key !== undefined) say(choice.key, context);',
      },
    ],
    project: 'integration',
    test: 'test/integration/cli/switch.test.ts',
  },
  {
    name: 'doctor prints the values of variables',
    edits: [
      {
        file: 'main/cli/doctor/qwen-rows.ts',
        find: 'meant.test(name) ? [name]',
        put: 'meant.test(name) ? [name + value]',
      },
    ],
    project: 'integration',
    test: 'test/integration/cli/app/doctor.test.ts',
  },
  {
    name: 'explain repeats the message that it was given',
    edits: [
      {
        file: 'main/cli/commands/explain.ts',
        find: 'say(wayOut, context);',
        put: 'say(wayOut + text, context);',
      },
    ],
    project: 'integration',
    test: 'test/integration/cli/explain.test.ts',
  },
];
