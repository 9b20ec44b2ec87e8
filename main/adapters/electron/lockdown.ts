import { app, type Session, type WebContents, type WebPreferences } from 'electron';

/** What every window of the app is made with. */
export const lockedWebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
  enableWebSQL: false,
  devTools: false,
} as const satisfies WebPreferences;

/** Refuses every permission, device and download: the popover needs none. Chromium itself asks nobody for anything. */
export function lockSession(session: Session): void {
  // Whatever the windows say of `spellcheck`, Chromium fetches a dictionary from Google at each start until it has one,
  // on Linux and Windows (electron #22995). Turned off it still does; without a language it does not.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** No page of ours ever leaves its address, opens a window or embeds another page. */
function lockContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Locks every window yet to come. Call before the first is made. */
export function lockAllContents(): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}
