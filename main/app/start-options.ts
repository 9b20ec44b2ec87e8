import { type AppLink, readAppLink } from './app-link.ts';

/** The options of this run on its command line, beside Chromium's own. */
export interface StartOptions {
  /** Show only demo data, with a temporary data folder and home folder. */
  readonly demo: boolean;
  /** The demo continues after its story. */
  readonly keep: boolean;
  /** The demo saves screenshots of the popover there; null: none. */
  readonly screenshotFolder: string | null;
  /** Only open the keyring and exit; another run waits for it (`adapters/electron/keyring.ts`). */
  readonly unlockKeyring: boolean;
  /** The link that the user followed to start the app; null: none. */
  readonly link: AppLink | null;
}

/** The argument for {@link StartOptions.unlockKeyring}. */
export const unlockArgument = '--unlock-keyring';

const screenshotPrefix = '--demo-screenshots=';

/** Parses the arguments and ignores unknown ones, which are Chromium's. Pure. */
export function readStartOptions(argv: readonly string[]): StartOptions {
  const folder = argv.find((argument) => argument.startsWith(screenshotPrefix))?.slice(screenshotPrefix.length);
  return {
    demo: argv.includes('--demo'),
    keep: argv.includes('--demo-keep'),
    screenshotFolder: folder === undefined || folder === '' ? null : folder,
    unlockKeyring: argv.includes(unlockArgument),
    link: readAppLink(argv),
  };
}
