import { printable } from '../../text/printable.ts';
import { customProviderId } from '../catalogue/catalogue.ts';
import { shownVariable } from '../keys.ts';
import type { ProviderOption, RepairOffer, SettingsView } from '../model.ts';
import { type ClientFiles, parseFiles } from '../precedence/client-files.ts';
import { qwenOAuth } from '../precedence/client-rules.ts';
import { contextOf } from '../precedence/context.ts';
import type { SettingsFacts } from '../precedence/facts.ts';
import { inUseOf } from '../precedence/in-use.ts';
import type { InUse } from '../precedence/in-use-schema.ts';
import { migrate, parseLayer } from '../precedence/layers.ts';
import { textAt } from '../settings-text/json.ts';
import { maskKeys } from '../settings-text/mask.ts';
import { readSettings } from '../settings-text/settings-text.ts';
import { shownUrl } from '../url.ts';
import { containsEntry, currentEntry } from './current-target.ts';
import { environmentOf, keyStateOf } from './known-keys.ts';
import { findRepairs } from './repairs.ts';
import { modelsOf, type Target, targetsOf, unlistedTarget } from './targets.ts';

/** Why no entry of a target starts whatever key there is; undefined: one of them may start. */
function entryFaultOf({ group }: Target): ProviderOption['startFault'] {
  const usable = (group?.entries ?? []).filter(({ serviceOnly }) => !serviceOnly);
  const [first] = usable;
  if (first === undefined || usable.some(({ envKeyFault }) => envKeyFault === null)) return undefined;
  return first.envKeyFault === 'empty'
    ? { code: 'env-key-empty', subject: maskKeys(first.id) }
    : { code: 'wrong-type', subject: maskKeys(`modelProviders.${first.listKey} ${first.id} envKey`) };
}

const currentState = (current: boolean, startFault: ProviderOption['startFault']) =>
  startFault === undefined ? { current } : { current, startFault };

type ReadableSettings = Extract<SettingsView, { state: 'readable' }>;

const customOption: ProviderOption = {
  id: customProviderId,
  origin: 'catalogue',
  label: '',
  region: null,
  protocol: 'openai',
  baseUrl: '',
  keyVariable: '',
  key: { state: 'missing' },
  models: [],
  current: false,
  billing: 'unknown',
  termsOf: null,
  custom: true,
};

const withMaskedValues = (offer: RepairOffer): RepairOffer => ({
  ...offer,
  values: Object.fromEntries(Object.entries(offer.values).map(([name, text]) => [name, printable(maskKeys(text))])),
});

/**
 * Describes a settings text for the screen, without any key. No name turns the direction of the line it is shown in; only
 * the ids of models stay as they are, because they are looked for and written. `path` is copied into the result. Total.
 */
export function viewSettings(input: {
  readonly path: string;
  readonly text: string | null;
  readonly facts: SettingsFacts;
}): SettingsView {
  const read = readSettings(input.text);
  if (!read.ok) return { state: 'refused', path: input.path, problem: read.problem };
  const { value, exists } = read.document;
  const isEmpty = input.text !== null && !exists;
  const files = parseFiles(input.facts, exists ? read.document : null);
  const environment = environmentOf(files);
  const inUse = inUseOf(contextOf(isEmpty ? withUser(files, parseLayer(input.text)) : files, '0.24'));
  const startFault = startFaultOf(files, inUse);
  const migrated = migrate(value, '0.24');
  const current = isOfNoList(inUse) ? null : currentEntry(migrated);
  const currentModel = textAt(migrated, 'model', 'name');
  const options = targetsOf(value).map((target): ProviderOption => {
    const isCurrent = containsEntry(target, current);
    return {
      id: target.id,
      origin: target.group === null ? 'catalogue' : 'file',
      label: printable(target.label),
      region: target.region,
      protocol: target.protocol,
      baseUrl: shownUrl(target.baseUrl),
      keyVariable: shownVariable(target.keyVariable),
      key: keyStateOf(target, environment, input.facts),
      models: modelsOf(target).map(({ id, name }) => ({ id, name: printable(name) })),
      ...currentState(isCurrent, isCurrent ? startFault : entryFaultOf(target)),
      billing: target.billing,
      termsOf: target.endpoint?.links.name ?? null,
    };
  });
  const emptyFile: readonly RepairOffer[] = isEmpty ? [{ code: 'empty-file', values: {}, repairable: false }] : [];
  return {
    state: 'readable',
    path: input.path,
    exists: input.text !== null,
    options: [...options, customOption],
    currentModel: currentModel === undefined ? null : maskKeys(currentModel),
    ...(current === null && unlistedOf(inUse)),
    ...(inUse.state === 'refuses' && inUse.unread !== undefined && { unread: inUse.unread }),
    qwenOAuthEnded: textAt(migrated, 'security', 'auth', 'selectedType') === qwenOAuth,
    repairs: [...emptyFile, ...findRepairs(read.document, input.facts)].map(withMaskedValues),
  };
}

/** Whether variables or `security.auth` decide, and no list. */
const isOfNoList = (inUse: InUse): boolean =>
  inUse.state === 'uses' && inUse.warnings.some(({ code }) => code === 'not-in-a-list');

/** What Qwen Code uses where no entry of the user's is chosen, masked; or why it does not start. */
function unlistedOf(inUse: InUse): Pick<ReadableSettings, 'unlisted' | 'startFault'> {
  if (inUse.state === 'uses') {
    const { protocol, baseUrl, keyVariable, model } = inUse;
    const { id, label, region } = unlistedTarget(protocol, baseUrl, keyVariable ?? '');
    return { unlisted: { id, label: printable(label), region, protocol, baseUrl, model } };
  }
  const { code, subject } = inUse;
  return code === 'no-protocol' ? {} : { startFault: { code, subject } };
}

const withUser = (files: ClientFiles, user: ClientFiles['layers']['user']): ClientFiles => ({
  ...files,
  layers: { ...files.layers, user },
});

/**
 * Why Qwen Code does not start with the user's settings, masked; undefined: it does, or that is not known. A fault that
 * files of the folder or of the system take away is none, and one that they bring in is not the user's entry's.
 */
function startFaultOf(files: ClientFiles, inAll: InUse): ProviderOption['startFault'] {
  if (inAll.state !== 'refuses' || inAll.unread !== undefined) return undefined;
  const { user } = files.layers;
  const alone = { ...files, layers: { 'system-defaults': null, user, workspace: null, system: null } };
  const own = inUseOf(contextOf(alone, '0.24'));
  return own.state === 'refuses' && own.unread === undefined ? { code: own.code, subject: own.subject } : undefined;
}
