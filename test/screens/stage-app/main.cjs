// One empty window as wide as the popover, in the Electron that shows the app. A test fills it.
const { app, BrowserWindow } = require('electron');

app.disableHardwareAcceleration();
// Otherwise what was on the screen before can be seen in the last digits of a pixel.
app.commandLine.appendSwitch('disable-partial-raster');
// Whatever processor, screen and desktop this computer has.
app.commandLine.appendSwitch('disable-skia-runtime-opts');
app.commandLine.appendSwitch('force-color-profile', 'srgb');
app.commandLine.appendSwitch('force-device-scale-factor', '1');
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 380, height: 720, useContentSize: true, frame: false });
  // A test moves the pointer; where the real one happens to be must change nothing.
  window.setIgnoreMouseEvents(true);
  void window.loadURL('about:blank');
});
