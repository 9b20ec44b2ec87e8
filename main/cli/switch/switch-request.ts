import { customProviderId } from '../../core/provider/catalogue/catalogue.ts';
import {
  KeyPlacementSchema,
  type Protocol,
  ProtocolSchema,
  type ProviderOption,
  type SettingsView,
} from '../../core/provider/model.ts';
import type { ProviderChoice } from '../../core/provider/switch-model.ts';
import { keyInPaste } from '../../core/view/providers/pasted-key.ts';
import {
  chooseModel,
  familiesOf,
  findProvider,
  namesNear,
  providersNamed,
  tellingApart,
} from '../../core/view/providers/provider-choice.ts';
import { hostOf } from '../../core/view/providers/provider-text.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import type { Arguments } from '../arguments.ts';
import { nameOf, optionLines } from '../commands/providers.ts';
import { type CliContext, type ExitCode, interrupted, refuse } from '../context.ts';
import { reportSettingsProblem } from '../explain/settings-problem.ts';

export interface SwitchRequest {
  readonly option: ProviderOption;
  readonly choice: ProviderChoice;
  /** The settings before the switch. */
  readonly settings: SettingsView;
  /** Whether the key is to be typed on this terminal, which is asked for once the difference was shown. */
  readonly isKeyTyped: boolean;
}

/** The name of the chosen provider in a sentence: the host for a custom endpoint. */
export const providerText = ({ option, choice }: SwitchRequest, context: CliContext): string =>
  option.custom === true ? hostOf(choice.baseUrl ?? '') : nameOf(option, context);

/**
 * Builds the request from the arguments and the settings. Returns an exit code when that fails, after printing the
 * reason.
 */
export async function readSwitchRequest(
  given: Arguments,
  writer: SettingsWriter,
  context: CliContext,
): Promise<SwitchRequest | ExitCode> {
  const { cliWords } = context;
  const view = await writer.view();
  if (view.state === 'refused') {
    reportSettingsProblem(view.path, view.problem, context);
    return 1;
  }
  if (view.state === 'unknown') return 1;
  const [text = ''] = given.positionals;
  const named = ProtocolSchema.nullable().parse(given.value('protocol'));
  const found = findProvider(view.options, { text, region: given.value('region'), protocol: named });
  if (found.kind === 'several') return refuseSeveral(text, found.options, context);
  if (found.kind === 'none') {
    const others = providersNamed(view.options, text);
    return others.length === 0
      ? refuseUnknown(text, view.options, context)
      : refuseWith(cliWords.switching.otherEndpoints(text), others, context);
  }
  const { option } = found;
  const isCustom = option.id === customProviderId;
  if (given.value('base-url') !== null && !isCustom) return refuse(cliWords.switching.customOnly, context);
  const model = chooseModel(option, { model: given.value('model'), text }, view.currentModel);
  if (model === null) return refuse(cliWords.switching.noModel, context);
  const isKeyTyped = given.flag('key-stdin') && context.terminal.isInteractive;
  const key = given.flag('key-stdin') && !isKeyTyped ? await readKey(nameOf(option, context), context) : null;
  if (typeof key === 'number') return key;
  const protocol = isCustom ? (named ?? 'openai') : option.protocol;
  const choice = choiceFrom({ given, option, model, key, protocol, isCustom });
  return { option, choice, settings: view, isKeyTyped };
}

/** Reads the key of a provider, unseen on a terminal. Returns an exit code if none came, after printing the reason. */
export async function readKey(keyOwnerText: string, context: CliContext): Promise<string | ExitCode> {
  const { terminal, cliWords } = context;
  const typed = await terminal.readSecret(cliWords.switching.keyPrompt(keyOwnerText));
  if (typed === null) {
    terminal.err(cliWords.switching.declined);
    return interrupted;
  }
  const key = keyInPaste(typed);
  return key === '' ? refuse(cliWords.switching.noKeyInput, context) : key;
}

/** Refuses a text that matches no provider, with the command for an address or the names that may have been meant. */
function refuseUnknown(text: string, options: readonly ProviderOption[], context: CliContext): ExitCode {
  const { cliWords, words } = context;
  refuse(cliWords.switching.noProvider(text), context);
  if (/^https?:\/\//i.test(text)) return refuse(cliWords.switching.customAddress(text), context);
  const near = namesNear(options, text);
  if (near.length > 0) return refuse(cliWords.didYouMean(words.common.list(near)), context);
  return refuse(cliWords.switching.knownNames(words.common.list(familiesOf(options))), context);
}

/** Refuses a text that matches several providers, with what tells them apart. */
function refuseSeveral(text: string, options: readonly ProviderOption[], context: CliContext): ExitCode {
  const { cliWords, words } = context;
  const ways = tellingApart(options).map((way) => cliWords.switching.tellingApart[way]);
  const waysText = ways.join(words.language === 'zh-CN' ? '、' : ', ');
  return refuseWith(cliWords.switching.several(text, waysText), options, context);
}

function refuseWith(text: string, options: readonly ProviderOption[], context: CliContext): ExitCode {
  refuse(text, context);
  for (const line of optionLines(options, context, 'address')) context.terminal.err(line);
  return 4;
}

interface ChoiceParts {
  readonly given: Arguments;
  readonly option: ProviderOption;
  readonly model: string;
  readonly key: string | null;
  readonly protocol: Protocol;
  readonly isCustom: boolean;
}

function choiceFrom({ given, option, model, key, protocol, isCustom }: ChoiceParts): ProviderChoice {
  const keyPlacement = KeyPlacementSchema.nullable().parse(given.value('key-in'));
  const keyVariable = given.value('key-variable');
  return {
    providerId: option.id,
    model,
    follow: given.value('follow') === 'all' ? 'all' : 'none',
    ...(key !== null && { key }),
    ...(keyPlacement !== null && { keyPlacement }),
    ...(keyVariable !== null && { keyVariable }),
    ...(isCustom && { baseUrl: given.value('base-url') ?? '', protocol }),
  };
}
