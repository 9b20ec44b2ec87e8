// `npm start`: runs the app on the user's display, or on a virtual one where there is none.
import { ensureElectron } from './electron-runtime.mjs';
import { openDisplay } from './headless.mjs';
import { launchApp } from './launch.mjs';
import { reportAndExit } from './setup/steps.mjs';

async function start() {
  const electron = await ensureElectron();
  const display = await openDisplay({ isolateHome: false });
  if (display.virtual)
    console.error('There is no display here: the app runs on a virtual one. Press Ctrl+C to end it.');
  try {
    return await launchApp(electron.executable, process.argv.slice(2), display.env);
  } finally {
    await display.close();
  }
}

process.exitCode = await start().catch(reportAndExit);
