import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { UserFolders } from './app-driver.ts';

/** One contact of the app's main process with the world outside. */
type Contact =
  | readonly ['connect', hostAndPort: string]
  | readonly ['lookup' | 'start' | 'read', name: string]
  | readonly ['udp' | 'wrote', detail: string];

export interface OutwardWatch {
  /** The module to load in the app before the app itself. */
  readonly hook: string;
  /** Every contact so far, each once. */
  contacts(): readonly Contact[];
}

/** Files of other programs that hold cookies and passwords, as their programs store them on Linux. */
const browserFiles = [
  '.mozilla/firefox/abc.default/cookies.sqlite',
  '.mozilla/firefox/abc.default/logins.json',
  ...['google-chrome', 'chromium', 'microsoft-edge', 'BraveSoftware/Brave-Browser'].flatMap((browser) =>
    ['Cookies', 'Network/Cookies', 'Login Data'].map((file) => `.config/${browser}/Default/${file}`),
  ),
];

/**
 * Makes Node record what it does towards the outside: connections, name look-ups, datagrams, programs that are started,
 * files of browsers that are opened, and which of `texts` are written to a socket in any usual encoding. It works below all
 * libraries, so that a contact is seen whatever it is called in the code.
 */
export function watchOutward(user: UserFolders, texts: readonly string[]): OutwardWatch {
  for (const name of browserFiles) {
    const file = path.join(user.home, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, 'login_ticket=CANARY');
  }
  const hook = path.join(user.base, 'outward-watch.cjs');
  const log = path.join(user.base, 'outward.jsonl');
  writeFileSync(
    hook,
    `(${watch.toString()})(${JSON.stringify({ log, home: user.home, texts: texts.map((text) => [text, ...encoded(text)]) })});`,
  );
  return {
    hook,
    contacts() {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
      return [...new Set(lines)].map((line) => JSON.parse(line) as Contact);
    },
  };
}

const encoded = (text: string): readonly string[] => [
  encodeURIComponent(text),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
];

interface WatchOptions {
  readonly log: string;
  readonly home: string;
  /** Each text, followed by its encodings. */
  readonly texts: readonly (readonly string[])[];
}

/** Runs inside the app, as text: it may use nothing of this file. */
function watch({ log, home, texts }: WatchOptions): void {
  // biome-ignore lint/suspicious/noExplicitAny: it wraps functions of Node of every shape.
  type Wrapped = Record<string, any>;
  const load = (name: string): Wrapped => process.getBuiltinModule(name) as Wrapped;
  const { appendFileSync } = load('node:fs') as typeof import('node:fs');
  const note = (...contact: readonly string[]): void => appendFileSync(log, `${JSON.stringify(contact)}\n`);
  const before = (holder: Wrapped, name: string, look: (args: readonly unknown[]) => void): void => {
    const original = holder[name];
    if (typeof original !== 'function') return;
    holder[name] = function (this: unknown, ...args: unknown[]) {
      look(args);
      return original.apply(this, args);
    };
  };
  const net = load('node:net');
  before(net['Socket'].prototype, 'connect', ([first]) => {
    const target = (Array.isArray(first) ? first[0] : first) as Wrapped | string | number;
    if (typeof target === 'object') note('connect', target['path'] ?? `${target['host']}:${target['port']}`);
    else note('connect', String(target));
  });
  // Not on Writable: Duplex has a copy of that method of its own, and a socket is a Duplex.
  before(net['Socket'].prototype, 'write', ([chunk]) => {
    const written = typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('latin1');
    for (const forms of texts) if (forms.some((form) => written.includes(form))) note('wrote', String(forms[0]));
  });
  const dns = load('node:dns');
  for (const holder of [dns, dns['promises']]) {
    for (const name of Object.keys(holder)) {
      if (/^(lookup|resolve)/.test(name)) before(holder, name, ([host]) => note('lookup', String(host)));
    }
  }
  before(load('node:dgram'), 'createSocket', () => note('udp', ''));
  before(load('node:child_process')['ChildProcess'].prototype, 'spawn', ([options]) => {
    note('start', String((options as Wrapped)['file']).replace(/^.*\//, ''));
  });
  const fs = load('node:fs');
  const isOfBrowser = (file: string): boolean =>
    file.startsWith(`${home}/.mozilla`) || /\/\.config\/(google-chrome|chromium|microsoft-edge|Brave)/.test(file);
  for (const holder of [fs, fs['promises']]) {
    for (const name of [
      'open',
      'openSync',
      'readFile',
      'readFileSync',
      'createReadStream',
      'copyFile',
      'copyFileSync',
    ]) {
      before(holder, name, ([file]) => {
        if (isOfBrowser(String(file))) note('read', String(file));
      });
    }
  }
  load('node:module')['syncBuiltinESMExports']();
}
