// The least that an Electron app with a tray icon does: what Qwen Gauge is measured against. With BARE_WINDOW a click on
// the icon also makes a window with an empty page, or shows it again, and writes when the page was painted.
const { app, BrowserWindow, Menu, nativeImage, Tray } = require('electron');

const width = 22;
const kept = { tray: null, window: null };

const painted = () =>
  kept.window.webContents.executeJavaScript(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))).then(() => undefined)',
  );

async function show() {
  kept.window ??= new BrowserWindow({ width: 380, height: 720, show: false, frame: false });
  if (kept.window.webContents.getURL() === '') await kept.window.loadURL('data:text/html,<p>bare</p>');
  kept.window.show();
  await painted();
  process.stdout.write('painted\n');
}

app.disableHardwareAcceleration();
app.on('window-all-closed', () => {});
app.whenReady().then(() => {
  kept.tray = new Tray(nativeImage.createFromBitmap(Buffer.alloc(width * width * 4, 255), { width, height: width }));
  kept.tray.setToolTip('bare');
  kept.tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]));
  kept.tray.on('click', () => {
    if (kept.window?.isVisible()) kept.window.hide();
    else void show();
  });
});
