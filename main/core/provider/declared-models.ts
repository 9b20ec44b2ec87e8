import { isJsonObject, textAt, valueAt } from './settings-text/json.ts';
import { readSettings } from './settings-text/settings-text.ts';

/** A model and an address that requests to it go to; null: the address is not known. */
export interface DeclaredModel {
  readonly model: string;
  readonly baseUrl: string | null;
}

/** Returns the models that a settings text declares in `modelProviders`; none if the text is not valid. */
export function declaredModels(text: string): readonly DeclaredModel[] {
  const read = readSettings(text);
  const providers = read.ok ? valueAt(read.document.value, 'modelProviders') : undefined;
  if (!isJsonObject(providers)) return [];
  return Object.values(providers).flatMap((listed) => {
    // For a short time the client wrapped the list (docs/facts/qwen-code.md §1.2).
    const entries = Array.isArray(listed) ? listed : valueAt(listed, 'models');
    if (!Array.isArray(entries)) return [];
    return entries.flatMap((entry: unknown) => {
      const [id, baseUrl] = [textAt(entry, 'id'), textAt(entry, 'baseUrl')];
      // The value of a variable then is not known now.
      return id === undefined ? [] : [{ model: id, baseUrl: baseUrl?.includes('$') === false ? baseUrl : null }];
    });
  });
}
