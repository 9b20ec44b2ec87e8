/** @type {{ project: 'unit', test: string }} */
const ipc = { project: 'unit', test: 'test/unit/adapters/electron/ipc.test.ts' };

/** @type {(name: string, title: string, edit: import('./list.mjs').Edit) => import('./list.mjs').Mutant} */
const unlocked = (name, title, edit) => ({
  name,
  edits: [edit],
  project: 'e2e',
  test: 'test/e2e/lockdown.test.ts',
  title,
});

/** @type {(find: string) => import('./list.mjs').Edit} A line of the lockdown that is left out. */
const without = (find) => ({ file: 'main/adapters/electron/lockdown.ts', find, put: '' });

/** @type {(find: string, put: string) => import('./list.mjs').Edit} */
const policy = (find, put) => ({ file: 'main/adapters/electron/app-protocol.ts', find, put });

const byPolicy = 'is refused by its content policy';

/** @type {readonly import('./list.mjs').Mutant[]} What a page that was taken over could do. */
export const page = [
  unlocked('the page may navigate', 'never leaves its address', {
    file: 'main/adapters/electron/lockdown.ts',
    find: "  contents.on('will-navigate', (event) => event.preventDefault());\n  contents.on('will-frame-navigate', (event) => event.preventDefault());\n",
    put: '',
  }),
  unlocked(
    'the page may download',
    'saves no file',
    without("session.on('will-download', (event) => event.preventDefault());"),
  ),
  unlocked(
    'a webview may be attached',
    'embeds no other page',
    without("contents.on('will-attach-webview', (event) => event.preventDefault());"),
  ),
  unlocked('WebRTC sends datagrams', 'sends nothing by WebRTC', {
    file: 'main/adapters/electron/lockdown.ts',
    find: "'disable_non_proxied_udp'",
    put: "'default'",
  }),
  unlocked('the page may open a window', 'gets no permission, no window', {
    file: 'main/adapters/electron/lockdown.ts',
    find: "({ action: 'deny' })",
    put: "({ action: 'allow' })",
  }),
  unlocked('the page may connect', byPolicy, policy(`"connect-src 'none'"`, '"connect-src *"')),
  unlocked('a form may be sent', byPolicy, policy(`"form-action 'none'"`, '"form-action *"')),
  unlocked('a style may be in the page', byPolicy, policy(`"style-src 'self'"`, `"style-src 'self' 'unsafe-inline'"`)),
  unlocked('an image may be elsewhere', byPolicy, policy(`"img-src 'self' data:"`, '"img-src * data:"')),
  {
    name: 'the answer to a call is checked but sent as it is',
    edits: [
      {
        file: 'main/adapters/electron/ipc.ts',
        find: '    return calls[name].output.parse(await handle(input.data));',
        put: '    const value = await handle(input.data);\n    calls[name].output.parse(value);\n    return value;',
      },
    ],
    ...ipc,
  },
  {
    name: 'a push is checked but sent as it is',
    edits: [
      {
        file: 'main/adapters/electron/ipc.ts',
        find: 'contents.send(name, parsed.data)',
        put: 'contents.send(name, value)',
      },
    ],
    ...ipc,
  },
  {
    name: 'a call of a frame from elsewhere is answered',
    edits: [
      {
        file: 'main/adapters/electron/ipc.ts',
        find: "if (!isTrustedFrame(event.senderFrame)) throw refusal(name, 'refused', log);",
        put: '',
      },
    ],
    ...ipc,
  },
  {
    name: 'the page of any provider is opened',
    edits: [
      {
        file: 'main/app/links.ts',
        find: 'options.find(({ id }) => id === link.providerId);',
        put: 'options[0];',
      },
    ],
    project: 'unit',
    test: 'test/unit/app/handlers.test.ts',
  },
];
