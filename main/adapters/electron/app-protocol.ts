import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { protocol, type Session } from 'electron';

/** The only origin the app's windows may have. */
export const origin = 'app://ui';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
  // No printing, dialogs, windows or downloads. A form is needed for its event: `form-action` keeps it from being sent.
  'sandbox allow-scripts allow-same-origin allow-forms',
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** To be called before `ready`; Electron throws afterwards. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

/** Maps a request's URL to a file below `root`; null for any path outside it. Pure. */
export function resolveAsset(root: string, rawUrl: string): string | null {
  if (!URL.canParse(rawUrl)) return null;
  const url = new URL(rawUrl);
  if (`${url.protocol}//${url.host}` !== origin) return null;
  const name = decode(url.pathname);
  if (name === null || name.includes('\0') || name.includes('\\')) return null;
  const file = path.resolve(root, `.${name === '/' ? '/index.html' : name}`);
  const relative = path.relative(root, file);
  const isOutside = relative === '' || relative.startsWith('..') || path.isAbsolute(relative);
  return isOutside ? null : file;
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // An invalid percent escape names no file.
    return null;
  }
}

/** Serves the bundled renderer below `root` on `app://ui`, with the strict policy in each response. */
export function serveAssets(session: Session, root: string): void {
  session.protocol.handle('app', async (request) => {
    const file = request.method === 'GET' ? resolveAsset(root, request.url) : null;
    const contentType = file === null ? undefined : contentTypes[path.extname(file)];
    if (file === null || contentType === undefined) return new Response(null, { status: 404 });
    try {
      return new Response(await readFile(file), { headers: headersOf(contentType) });
    } catch {
      // The file does not exist or is not readable; only this request fails.
      return new Response(null, { status: 404 });
    }
  });
}

function headersOf(contentType: string): Record<string, string> {
  return {
    'content-type': contentType,
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}

/** Loads what answers are made of, which takes 25 ms once: to be called when a page is about to ask (docs/facts/desktop.md §7). */
export const prepareAnswers = (): void => void new Response(null);
