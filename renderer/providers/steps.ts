import type { RepairOffer } from '../../main/core/provider/model.ts';
import type { SwitchResult } from '../../main/core/provider/switch-model.ts';
import { goalOf } from '../../main/core/view/providers/switch-check.ts';
import type { BackupView, Bridge } from '../../preload/contract.ts';
import type { Action } from '../use-action.ts';
import { type Chosen, choiceOf, type Ended, type Flow } from './flow.ts';
import type { ProviderPage } from './Terms.tsx';

/** The steps of the flow that need a response from main. */
export interface Steps {
  readonly preview: (chosen: Chosen) => void;
  readonly confirm: (hash: string, chosen: Chosen) => void;
  readonly undo: () => void;
  readonly listBackups: () => void;
  readonly restore: (backup: BackupView) => void;
  readonly previewRepair: (repair: RepairOffer) => void;
  readonly confirmRepair: (hash: string) => void;
  readonly openPage: (providerId: string, page: ProviderPage) => void;
}

/** Calls main and moves the flow to the step that fits the response. Runs one call at a time. */
export function stepsOf(bridge: Bridge, action: Action, setFlow: (flow: Flow) => void): Steps {
  const end = async (
    of: Ended['of'],
    change: Promise<SwitchResult>,
    { goal, option }: Pick<Ended, 'goal' | 'option'> = { goal: null, option: null },
  ): Promise<void> => {
    const result = await change;
    // The change is already made, so its result is shown even if this call fails.
    const inUse = result.kind === 'done' ? await bridge.invoke('switch:in-use').catch(() => null) : null;
    setFlow({ step: 'result', of, result, inUse, goal, option });
  };
  return {
    preview: (chosen) =>
      action.run(async () => {
        const { option, endpoints, draft } = chosen;
        const preview = await bridge.invoke('switch:preview', choiceOf(option, draft));
        if (preview.kind === 'key-refused')
          setFlow({ step: 'form', option, endpoints, draft, problem: preview.problem });
        else setFlow({ step: 'preview', option, endpoints, draft, preview });
      }),
    confirm: (hash, { option, draft }) =>
      action.run(() =>
        end('switch', bridge.invoke('switch:confirm', { hash }), {
          goal: goalOf(choiceOf(option, draft), option),
          option,
        }),
      ),
    undo: () => action.run(() => end('undo', bridge.invoke('switch:undo'))),
    listBackups: () => action.run(async () => setFlow({ step: 'backups', list: await bridge.invoke('backups:list') })),
    restore: ({ id }) => action.run(() => end('restore', bridge.invoke('backups:restore', { id }))),
    previewRepair: (repair) =>
      action.run(async () => {
        const preview = await bridge.invoke('repair:preview', { code: repair.code });
        setFlow({ step: 'repair', repair, preview });
      }),
    confirmRepair: (hash) => action.run(() => end('repair', bridge.invoke('switch:confirm', { hash }))),
    openPage: (providerId, page) => action.run(() => bridge.invoke('link:open', { providerId, page })),
  };
}
