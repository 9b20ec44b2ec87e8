// Loaded into the app before its own code. Electron counts as ready only once Playwright has connected and calls
// `__playwright_run`: a window that opens while Playwright connects may cost it a response, for which it waits forever.
// Playwright's own loader does the same, but it is left out for an executable of one's own, and it replaces the keyring.
const { app } = require('electron');

process.argv.splice(process.argv.indexOf('-r'), 2);
const reallyReady = app.whenReady();
const emit = app.emit.bind(app);
let readyArguments = [];
let ready = false;
let resolveReady;
const whenReady = new Promise((resolve) => {
  resolveReady = resolve;
});
app.emit = (event, ...rest) => {
  if (event !== 'ready') return emit(event, ...rest);
  readyArguments = rest;
  return app.listenerCount('ready') > 0;
};
app.isReady = () => ready;
app.whenReady = () => whenReady;
globalThis.__playwright_run = async () => {
  await reallyReady;
  ready = true;
  resolveReady();
  emit('ready', ...readyArguments);
};
