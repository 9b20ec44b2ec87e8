/**
 * The largest settings or `.env` file that is read: what is shown is what can be changed. A switch is planned in the main
 * process, which takes seconds at this size; real files have a few kilobytes.
 */
export const largestSettingsBytes = 1_000_000;
