import { isJsonObject, type JsonObject, objectAt, textAt, valueAt } from '../settings-text/json.ts';

/**
 * The first, flat format of settings (`selectedAuthType`, `model` as a text). Both clients raise it when they start
 * (`V1ToV2Migration` of 0.24.4 and 0.15.10), wherever no number from 2 on stands for the version. What they meet half
 * raised costs the user something: a nested `security.auth` takes the place of everything the flat keys made, an object
 * under `model` that of `maxSessionTurns` and `chatCompression`. So a switch writes such settings as it finds them.
 */
function isFirstFormat(settings: unknown): boolean {
  const version = valueAt(settings, '$version');
  return !(typeof version === 'number' && version >= 2);
}

const holdsAny = (settings: unknown, names: readonly string[]): boolean =>
  names.some((name) => valueAt(settings, name) !== undefined);

/** Where `security.auth.selectedType` has to be written in these settings. */
export function typePath(settings: unknown): readonly string[] {
  const isFlat =
    isFirstFormat(settings) &&
    holdsAny(settings, ['selectedAuthType', 'enforcedAuthType', 'useExternalAuth']) &&
    !isJsonObject(valueAt(settings, 'security', 'auth'));
  return isFlat ? ['selectedAuthType'] : ['security', 'auth', 'selectedType'];
}

/** Where the name of the model has to be written. Beside a flat one there is no place for `model.baseUrl`. */
export function modelPath(settings: unknown): readonly string[] {
  const isFlat =
    isFirstFormat(settings) &&
    holdsAny(settings, ['maxSessionTurns', 'chatCompression']) &&
    !isJsonObject(valueAt(settings, 'model'));
  return isFlat ? ['model'] : ['model', 'name'];
}

/** The settings as the client raises them, as far as it bears on the provider. */
export function raiseFirstFormat(settings: JsonObject): JsonObject {
  if (!isFirstFormat(settings)) return settings;
  const selectedType = textAt(settings, 'selectedAuthType');
  const enforcedType = textAt(settings, 'enforcedAuthType');
  const model = textAt(settings, 'model');
  const hasFlatAuth = selectedType !== undefined || enforcedType !== undefined;
  const hasNestedAuth = isJsonObject(valueAt(settings, 'security', 'auth'));
  const auth = {
    ...(selectedType === undefined ? {} : { selectedType }),
    ...(enforcedType === undefined ? {} : { enforcedType }),
  };
  return {
    ...settings,
    ...(hasFlatAuth && !hasNestedAuth ? { security: { ...objectAt(settings, 'security'), auth } } : {}),
    ...(model === undefined ? {} : { model: { name: model } }),
  };
}
