/** @type {{ project: 'unit', test: string }} */
const masks = { project: 'unit', test: 'test/unit/core/provider/settings-text/mask.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const redaction = { project: 'unit', test: 'test/unit/core/redact.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const addresses = { project: 'unit', test: 'test/unit/core/secret-addresses.test.ts' };
/** @type {{ project: 'unit', test: string }} */
const terminal = { project: 'unit', test: 'test/unit/cli/terminal.test.ts' };

/** @type {readonly import('./list.mjs').Mutant[]} Secrets in excerpts, differences, the log, warnings and reports. */
export const masking = [
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
    name: 'a key that an invalid escape splits is shown',
    edits: [
      {
        file: 'main/core/provider/settings-text/mask.ts',
        find: 'maskInnerProperties(maskSplitSecrets(line))',
        put: 'maskInnerProperties(line)',
      },
    ],
    ...masks,
  },
  {
    name: 'the values in the query of an address are shown',
    edits: [
      {
        file: 'main/core/provider/settings-text/mask.ts',
        find: 'maskAddressValues(withoutNamed, maskOnce)',
        put: 'withoutNamed',
      },
    ],
    ...masks,
  },
  {
    name: 'the value of an option that abbreviates a secret is shown',
    edits: [
      {
        file: 'main/core/provider/settings-text/short-options.ts',
        find: 'option + mask(secret)',
        put: 'option + secret',
      },
    ],
    ...masks,
  },
  {
    name: 'secrets of JSON inside a string are shown',
    edits: [
      {
        file: 'main/core/provider/settings-text/settings-diff.ts',
        find: 'maskText(maskInnerJson(value))',
        put: 'maskText(value)',
      },
    ],
    project: 'unit',
    test: 'test/unit/core/provider/settings-text/settings-diff.test.ts',
  },
  {
    name: 'addresses of web hooks are shown whole',
    edits: [{ file: 'main/core/secrets.ts', find: '  webHook,\n', put: '' }],
    ...addresses,
  },
  {
    name: 'an escaped slash hides an address of a web hook from the masking',
    edits: [{ file: 'main/core/secrets.ts', find: '(?:\\\\{0,7}/|%2[fF])`;', put: '(?:/|%2[fF])`;' }],
    ...addresses,
  },
  {
    name: 'the value of the option -k is shown',
    edits: [
      {
        file: 'main/core/provider/settings-text/mask.ts',
        find: 'assigned, optionValue, shortOption, signature]',
        put: 'assigned, optionValue, signature]',
      },
    ],
    ...addresses,
  },
  {
    name: 'a value beside its option is shown',
    edits: [
      {
        file: 'main/core/provider/settings-text/mask.ts',
        find: 'whole.replace(besideOption, (_, start: string, _mark, _quote, value: string) => start + maskOnce(value))',
        put: 'whole',
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
  {
    name: 'a failure quotes the answer of the service',
    edits: [
      {
        file: 'main/sources/qwencloud/classify.ts',
        find: "{ kind: 'unknown-shape', where });",
        put: "{ kind: 'unknown-shape', where: response.text });",
      },
    ],
    project: 'integration',
    test: 'test/unit/sources/secrets.property.test.ts',
  },
];
