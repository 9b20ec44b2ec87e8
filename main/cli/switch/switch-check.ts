import { lastFour } from '../../core/provider/keys.ts';
import { sameBaseUrl, shownUrl } from '../../core/provider/url.ts';
import type { CliContext } from '../context.ts';
import { explainFolder } from '../explain/explain.ts';
import { placeText } from '../explain/explain-lines.ts';
import type { Wanted } from './switch-request.ts';

export interface Check {
  readonly asMeant: boolean;
  readonly text: string;
}

/** Works out anew what Qwen Code uses in this folder, whose own files and variables may stand over what was switched. */
export async function checkSwitched(wanted: Wanted, context: CliContext): Promise<Check> {
  const { shell, words, cliWords } = context;
  const { switching } = cliWords;
  const { layered } = await explainFolder(shell, { folder: shell.workFolder });
  if ('refuses' in layered) {
    return { asMeant: false, text: switching.refused(words.refusals[layered.code](layered.subject)) };
  }
  const { model, baseUrl, protocol, keyVariable, keyLast4 } = layered.explanation;
  const isThere = model === wanted.choice.model && protocol === wanted.protocol && isAddressOf(wanted, baseUrl);
  if (!isThere) return { asMeant: false, text: switching.differs(model, baseUrl) };
  const { key } = wanted.choice;
  if (key !== undefined && keyLast4 !== lastFour(key)) {
    const place = layered.places.key === null ? '' : placeText(layered.places.key, context);
    return { asMeant: false, text: switching.otherKey(keyVariable ?? '', place) };
  }
  return { asMeant: true, text: switching.verified(model, baseUrl) };
}

/** An address with variables in it is another text once they are filled in; it was chosen by its own. */
function isAddressOf({ option, choice, protocol }: Wanted, baseUrl: string): boolean {
  const typed = choice.baseUrl ?? option.baseUrl;
  if (typed === '' || typed.includes('$')) return true;
  // Qwen Code adds `/v1` itself for this protocol.
  const meant = protocol === 'anthropic' ? typed.trim().replace(/\/v1\/*$/, '') : typed;
  return sameBaseUrl(shownUrl(meant), baseUrl);
}
