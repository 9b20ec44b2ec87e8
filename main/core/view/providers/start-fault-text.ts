import { isVariableName } from '../../provider/keys.ts';
import type { StartFault } from '../../provider/model.ts';
import { printable } from '../../text/printable.ts';
import type { Words } from '../words/index.ts';

/** The app does not see what a shell exports, so a key that no file sets may still be there. */
export function startFaultText({ code, subject }: StartFault, { providers, refusals }: Words): string {
  const mayBeExported = code === 'missing-key' && isVariableName(subject);
  return mayBeExported ? providers.keyInShellAlone(subject) : providers.startFault(refusals[code](printable(subject)));
}
