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

/** @type {(name: string, put: string, instead?: string) => import('./list.mjs').Mutant} A preference of the window. */
const preference = (name, put, find = 'webSecurity: true,') =>
  unlocked(name, 'runs isolated and sandboxed', { file: 'main/adapters/electron/lockdown.ts', find, put });

/** @type {(name: string, title: string, find: string, put?: string) => import('./list.mjs').Mutant} */
const door = (name, title, find, put = '') => ({
  name,
  edits: [{ file: 'main/adapters/electron/lockdown.ts', find, put }],
  project: 'e2e',
  test: 'test/e2e/page/doors.test.ts',
  title,
});

/**
 * What the sandbox of the policy forbids as well, by the word that allows it there.
 * @type {(name: string, title: string, word: string, edit: import('./list.mjs').Edit) => import('./list.mjs').Mutant}
 */
const bothUnlocked = (name, title, word, edit) => {
  const mutant = unlocked(name, title, edit);
  return { ...mutant, edits: [edit, policy('allow-same-origin allow-forms', `allow-same-origin allow-forms ${word}`)] };
};

const byPolicy = 'is refused by its content policy';

/** @type {readonly import('./list.mjs').Mutant[]} What a page that was taken over could do. */
export const page = [
  preference('the page has Node', 'nodeIntegration: true,', 'nodeIntegration: false,'),
  preference('the page is not isolated from the preload', 'contextIsolation: false,', 'contextIsolation: true,'),
  preference('the page has no sandbox', 'sandbox: false,', 'sandbox: true,'),
  preference('the page may read other origins', 'webSecurity: false,'),
  preference('a page of https may load by http', 'webSecurity: true, allowRunningInsecureContent: true,'),
  preference('the page has experimental features', 'webSecurity: true, experimentalFeatures: true,'),
  preference('the page has a feature that is off', "webSecurity: true, enableBlinkFeatures: 'CSSReadingFlow',"),
  preference('the page has the webview tag', 'webviewTag: true,', 'webviewTag: false,'),
  unlocked('the bridge has more than two functions', 'runs isolated and sandboxed', {
    file: 'preload/index.ts',
    find: "exposeInMainWorld('gauge', bridge)",
    put: "exposeInMainWorld('gauge', { ...bridge, send: ipcRenderer.send })",
  }),
  unlocked('the page is granted what it asks for', 'gets no permission', {
    file: 'main/adapters/electron/lockdown.ts',
    find: 'answer(false)',
    put: 'answer(true)',
  }),
  door('a page looks names up in advance', 'by none of them', 'dnsPrefetchingEnabled=false,'),
  door('the page reaches the network', 'by none of them', 'opened.setProxy(nowhere).catch(() => {});'),
  door('a script reads the clipboard', 'reads no clipboard', ',javaScriptCanAccessClipboard=false'),
  door('the page reaches devices', 'has no device', 'disableBlinkFeatures: unusedFeatures.join(),'),
  door('the page keeps something on the disk', 'leaves nothing on the disk', "= 'page';", "= 'persist:page';"),
  {
    ...door('the page may print', 'prints nothing', ''),
    edits: [policy("'sandbox allow-scripts allow-same-origin allow-forms'", '"worker-src \'none\'"')],
  },
  unlocked('the page may navigate', 'never leaves its address', {
    file: 'main/adapters/electron/lockdown.ts',
    find: "  contents.on('will-navigate', (event) => event.preventDefault());\n  contents.on('will-frame-navigate', (event) => event.preventDefault());\n",
    put: '',
  }),
  bothUnlocked('the page may download', 'saves no file', 'allow-downloads', {
    file: 'main/adapters/electron/lockdown.ts',
    find: "session.on('will-download', (event) => event.preventDefault());",
    put: '',
  }),
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
  bothUnlocked('the page may open a window', 'gets no permission, no window', 'allow-popups', {
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
