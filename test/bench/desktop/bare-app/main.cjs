// The least that an Electron app with a tray icon does: what Qwen Gauge is measured against. A click on the icon makes a
// window with one word, or shows it again, or hides it. A window that was hidden for five minutes is given up.
const { app, BrowserWindow, Menu, nativeImage, Tray } = require('electron');

const width = 22;
const keptForMs = 5 * 60_000;
const kept = { tray: null, window: null, givingUp: null };

async function show() {
  clearTimeout(kept.givingUp);
  if (kept.window === null) {
    kept.window = new BrowserWindow({ width: 380, height: 720, show: false, frame: false });
    await kept.window.loadURL('data:text/html,<p style="font-size:150px">bare</p>');
  }
  kept.window.show();
}

function hide() {
  kept.window.hide();
  kept.givingUp = setTimeout(() => {
    kept.window.destroy();
    kept.window = null;
  }, keptForMs);
}

app.disableHardwareAcceleration();
app.on('window-all-closed', () => {});
app.whenReady().then(() => {
  kept.tray = new Tray(nativeImage.createFromBitmap(Buffer.alloc(width * width * 4, 255), { width, height: width }));
  kept.tray.setToolTip('bare');
  kept.tray.setContextMenu(Menu.buildFromTemplate([{ label: 'Quit', click: () => app.quit() }]));
  kept.tray.on('click', () => {
    if (kept.window?.isVisible()) hide();
    else void show();
  });
});
