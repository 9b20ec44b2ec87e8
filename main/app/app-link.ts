import type { DestinationRequest } from './state.ts';

/** A `qwen-gauge:` link that the app was started with. */
export interface AppLink {
  /** Undefined: the link only opens the window. */
  readonly request: DestinationRequest | undefined;
}

/** The scheme is also named in `electron-builder.yml`, from which the installers register it. */
const scheme = 'qwen-gauge:';
const signInLink = /^qwen-gauge:\/\/sign-in\/?$/i;
const switchLink = /^qwen-gauge:\/\/switch\/(?<provider>[a-z0-9][a-z0-9./_-]{0,99}?)\/?$/i;

/**
 * The first link among the arguments of a start; null if there is none. `qwen-gauge://open` opens the window,
 * `qwen-gauge://sign-in` the panel on which one signs in, and `qwen-gauge://switch/<provider>` the preview of a switch,
 * which the user still has to confirm. Any page can write a link, so nothing else in one is read, as a key or an endpoint:
 * such a link only opens the window. Pure.
 */
export function readAppLink(argv: readonly string[]): AppLink | null {
  const link = argv.find((argument) => argument.toLowerCase().startsWith(scheme));
  if (link === undefined) return null;
  if (signInLink.test(link)) return { request: { to: 'quota' } };
  const providerId = switchLink.exec(link)?.groups?.['provider'];
  return { request: providerId === undefined ? undefined : { to: 'switch', providerId } };
}
