import { currentProvider } from '../../provider/current-provider.ts';
import type { SettingsView } from '../../provider/model.ts';
import type { Words } from '../words/index.ts';
import { fullName, idText } from './provider-text.ts';
import { startFaultText } from './start-fault-text.ts';

/** What the user's settings choose for Qwen Code. */
export interface ChosenView {
  readonly model: string | null;
  /** null: no provider is chosen. */
  readonly providerText: string | null;
  /** Why Qwen Code may not start with it; null: it starts. */
  readonly faultText: string | null;
}

/** `others`: what its name stands beside and has to differ from. */
export function chosenView(
  settings: Extract<SettingsView, { state: 'readable' }>,
  words: Words,
  others: Parameters<typeof fullName>[1] = [],
): ChosenView {
  const current = currentProvider(settings);
  const model = current === null ? settings.currentModel : current.model;
  const startFault = current === null ? settings.startFault : current.startFault;
  return {
    model: model === null ? null : idText(model),
    providerText: current === null ? null : fullName(current, others, words),
    faultText: startFault === undefined ? null : startFaultText(startFault, words),
  };
}
