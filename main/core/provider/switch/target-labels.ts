import { shownVariable } from '../keys.ts';
import { maskKeys } from '../settings-text/mask.ts';
import { shownUrl, urlParts } from '../url.ts';
import type { Target } from './targets.ts';

const addressOf = (baseUrl: string): string =>
  maskKeys(/^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^?#]*)/i.exec(baseUrl)?.[1] ?? baseUrl);

const host = ({ baseUrl }: Target): string => addressOf(baseUrl).split('/')[0] ?? '';
const address = ({ baseUrl }: Target): string => addressOf(baseUrl);
const url = ({ baseUrl }: Target): string => shownUrl(baseUrl);
/** As the settings file calls it, which is the same in every language. */
const protocol = (target: Target): string => target.protocol;
const variable = ({ keyVariable }: Target): string => shownVariable(keyVariable);

/** What can distinguish targets of one label, in the order in which it is tried; the id always can. */
const details: readonly (readonly ((target: Target) => string)[])[] = [
  [host],
  [address],
  [url],
  [protocol],
  [variable],
  [address, protocol],
  [address, variable],
  [url, protocol, variable],
  [url, ({ id }) => id],
];

/** Adds details to a label; host and address replace a label that is the host. */
function named(target: Target, parts: readonly ((target: Target) => string)[]): string {
  const texts = parts.map((part) => part(target));
  const isHost = target.label === urlParts(target.baseUrl)?.host;
  const [first] = parts;
  if (isHost && (first === host || first === address || first === url)) return texts.join(', ');
  return `${target.label} (${texts.join(', ')})`;
}

const isDeclared = ({ group }: Target): boolean => group !== null;
/** Entries at no endpoint of the catalogue, or beside others at the same one. */
const hasOwnId = ({ id }: Target): boolean => id.startsWith('file/');
const nameOf = ({ label, region }: Target): string => `${label}\0${region ?? ''}`;

/**
 * Adds to labels that several targets share what distinguishes them: host and port, the path, the protocol, the variable.
 * A click acts on such a name, so no label of an entry of the file is used twice. Endpoints of the catalogue keep their
 * labels; their protocols are distinguished where they are shown.
 */
export function withDistinctLabels(targets: readonly Target[]): readonly Target[] {
  const classes = new Map<string, Target[]>();
  for (const target of targets) classes.set(nameOf(target), [...(classes.get(nameOf(target)) ?? []), target]);
  return targets.map((target) => {
    const alike = classes.get(nameOf(target)) ?? [];
    const own = alike.filter(isDeclared);
    const isRepeated = own.filter(({ protocol }) => protocol === target.protocol).length > 1;
    if (!isDeclared(target) || alike.length < 2 || !(hasOwnId(target) || isRepeated)) return target;
    const isDistinct = (parts: (typeof details)[number]): boolean => {
      const names = own.map((one) => named(one, parts));
      const taken = (name: string): boolean => classes.has(`${name}\0${target.region ?? ''}`);
      return new Set(names).size === names.length && !names.some(taken);
    };
    const parts = details.find(isDistinct) ?? details.at(-1) ?? [];
    return { ...target, label: named(target, parts) };
  });
}
