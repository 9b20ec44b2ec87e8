import { endpointKindOf } from '../../core/provider/keys.ts';
import { maskSecret } from '../../core/provider/settings-text/mask.ts';
import type { SwitchPreview } from '../../core/provider/switch-model.ts';
import type { SettingsWriter } from '../../services/settings/settings-writer.ts';
import type { CliContext } from '../context.ts';
import type { SwitchRequest } from './switch-request.ts';

export type Plan = Extract<SwitchPreview, { readonly kind: 'plan' }>;

export interface Previewed {
  readonly request: SwitchRequest;
  readonly preview: SwitchPreview;
  /** Whether the plan holds a stand-in for a key that is still to come: it is shown, and never written. */
  readonly isKeyToCome: boolean;
}

/** Passes for a key of the endpoint, and is too short for a part of it to be shown. */
const standInKey = ({ option, choice }: SwitchRequest): string =>
  endpointKindOf(choice.baseUrl ?? option.baseUrl) === 'plan' ? 'sk-sp-0' : 'sk-0';

/** Plans a switch. If `mayComeLater`, a key that is missing is planned as one that is still to come. */
export async function previewSwitch(
  request: SwitchRequest,
  mayComeLater: boolean,
  writer: SettingsWriter,
  { shell }: CliContext,
): Promise<Previewed> {
  const { choice, isKeyTyped } = request;
  const preview = await writer.preview(choice, shell.workFolder);
  const isMissing = preview.kind === 'key-refused' && preview.problem === 'missing' && choice.key === undefined;
  if (!isKeyTyped && !(isMissing && mayComeLater)) return { request, preview, isKeyToCome: false };
  const withStandIn = { ...choice, key: standInKey(request) };
  return { request, preview: await writer.preview(withStandIn, shell.workFolder), isKeyToCome: true };
}

/** Whether a plan shows anything else than one of a stand-in did, but for the end of its key. */
export function differsBeyondKey(shown: Plan, plan: Plan, key: string): boolean {
  // Another key may end alike, so its end is taken out of both.
  const textOf = ({ hash: _, ...rest }: Plan): string =>
    JSON.stringify(rest).replaceAll(maskSecret(key), maskSecret(''));
  return textOf(plan) !== textOf(shown);
}
