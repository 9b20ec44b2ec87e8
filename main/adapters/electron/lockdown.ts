import { app, type Session, session, type WebContents, type WebPreferences } from 'electron';

/** The session of every window. It is kept in memory, and has no way to the network. */
const pagePartition = 'page';

/**
 * A proxy that nothing listens at. The content policy covers neither WebRTC nor what Chromium asks by itself, but both
 * follow the session's proxy. Only names are looked up past it (docs/facts/desktop.md §6).
 */
const nowhere = { mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' } as const;

/** What Chromium offers to pages, and this one does not need: to speak, and to reach devices and the user's files. */
const unusedFeatures = [
  ...['ScriptedSpeechSynthesis', 'ScriptedSpeechRecognition'],
  ...['WebBluetooth', 'WebUSB', 'WebHID', 'Serial', 'FileSystemAccessLocal'],
];

/**
 * Settings that Electron has no preference for. `<link rel="dns-prefetch">` would send any name to the machine's name server,
 * past policy and proxy; and a script could read the clipboard.
 */
const pageSettings = 'dnsPrefetchingEnabled=false,javaScriptCanAccessClipboard=false';

/** The preferences of every window of the app. */
export const lockedWebPreferences = {
  partition: pagePartition,
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
  disableBlinkFeatures: unusedFeatures.join(),
} as const satisfies WebPreferences;

/** Opens the session of the windows. To be called after `ready`, before the first window is made. */
export function openPageSession(): Session {
  const opened = session.fromPartition(pagePartition);
  lockSession(opened);
  // Electron passes it on before a page can load; it fails only while the app quits.
  opened.setProxy(nowhere).catch(() => {});
  return opened;
}

/** Refuses every permission, device and download, and keeps Chromium from sending requests of its own. */
export function lockSession(session: Session): void {
  // On Linux and Windows, Chromium downloads a dictionary from Google at each start until it has one, also with
  // `spellcheck` off (electron #22995). Without a language it does not.
  session.setSpellCheckerEnabled(false);
  session.setSpellCheckerLanguages([]);
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}

/** Keeps a page from leaving its address, opening a window or embedding another page. */
function lockContents(contents: WebContents): void {
  // WebRTC then uses the proxy alone, which leads nowhere.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Locks every window. To be called before `ready`. */
export function lockAllContents(): void {
  app.commandLine.appendSwitch('blink-settings', pageSettings);
  app.on('web-contents-created', (_event, contents) => lockContents(contents));
}
