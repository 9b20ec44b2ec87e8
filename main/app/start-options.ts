/** How this run was started: what was asked for on its command line, beside Chromium's own switches. */
export interface StartOptions {
  /** Show demo data from the first moment, with a data folder and a home of its own. */
  readonly demo: boolean;
  /** The demo goes on after its story. */
  readonly keep: boolean;
  /** Pictures of the popover are written there during the demo; null: none. */
  readonly screenshotFolder: string | null;
  /** Only have the system ask for the keyring's password: the run beside this one waits for the answer. */
  readonly unlockKeyring: boolean;
}

/** What {@link StartOptions.unlockKeyring} is asked for with. */
export const unlockArgument = '--unlock-keyring';

const screenshotPrefix = '--demo-screenshots=';

/** Reads the arguments; unknown ones are Chromium's. Pure. */
export function readStartOptions(argv: readonly string[]): StartOptions {
  const folder = argv.find((argument) => argument.startsWith(screenshotPrefix))?.slice(screenshotPrefix.length);
  return {
    demo: argv.includes('--demo'),
    keep: argv.includes('--demo-keep'),
    screenshotFolder: folder === undefined || folder === '' ? null : folder,
    unlockKeyring: argv.includes(unlockArgument),
  };
}
