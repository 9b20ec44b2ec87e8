import { drawnQuota, drawnYear } from './drawn-year.tsx';

drawnQuota();
/** Draws the pictures of a year again and again, and prints how long each time took, in milliseconds. */
const times = Array.from({ length: 30 }, (_, round) => {
  const startedAtMs = performance.now();
  const html = drawnYear(round);
  const ms = performance.now() - startedAtMs;
  if (!html.includes('chart-line') || !html.includes('heat')) throw new Error('no picture was drawn');
  return ms;
});
process.stdout.write(JSON.stringify(times));
