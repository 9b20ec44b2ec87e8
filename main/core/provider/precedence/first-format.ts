import { isJsonObject, type JsonObject, objectAt, textAt, valueAt } from '../settings-text/json.ts';

/**
 * Whether settings are in the first, flat format (`selectedAuthType`, `model` as a text). Both clients migrate it at
 * start (`V1ToV2Migration` of 0.24.4 and 0.15.10) unless `$version` is a number of at least 2. A half migrated file
 * loses settings: a nested `security.auth` replaces everything made from the flat keys, and an object under `model`
 * replaces `maxSessionTurns` and `chatCompression`. So a switch writes such settings in the format it finds.
 */
function isFirstFormat(settings: unknown): boolean {
  const version = valueAt(settings, '$version');
  return !(typeof version === 'number' && version >= 2);
}

const holdsAny = (settings: unknown, names: readonly string[]): boolean =>
  names.some((name) => valueAt(settings, name) !== undefined);

/** The path where these settings need `security.auth.selectedType` written. */
export function typePath(settings: unknown): readonly string[] {
  const isFlat =
    isFirstFormat(settings) &&
    holdsAny(settings, ['selectedAuthType', 'enforcedAuthType', 'useExternalAuth']) &&
    !isJsonObject(valueAt(settings, 'security', 'auth'));
  return isFlat ? ['selectedAuthType'] : ['security', 'auth', 'selectedType'];
}

/** The path where these settings need the model name written. The flat format has no place for `model.baseUrl`. */
export function modelPath(settings: unknown): readonly string[] {
  const isFlat =
    isFirstFormat(settings) &&
    holdsAny(settings, ['maxSessionTurns', 'chatCompression']) &&
    !isJsonObject(valueAt(settings, 'model'));
  return isFlat ? ['model'] : ['model', 'name'];
}

/** Migrates the settings to the nested format as the client does, limited to what affects the provider. */
export function migrateFirstFormat(settings: JsonObject): JsonObject {
  if (!isFirstFormat(settings)) return settings;
  const selectedType = textAt(settings, 'selectedAuthType');
  const enforcedType = textAt(settings, 'enforcedAuthType');
  const model = textAt(settings, 'model');
  const hasFlatAuth = selectedType !== undefined || enforcedType !== undefined;
  if (!hasFlatAuth && model === undefined) return settings;
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
