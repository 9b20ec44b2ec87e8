import type { ReactElement } from 'react';
import type { PanelContext } from '../panel-context.ts';
import { BackupsScreen, RestoreScreen } from './BackupsScreen.tsx';
import type { Flow } from './flow.ts';
import { RepairScreen } from './RepairScreen.tsx';
import type { Steps } from './steps.ts';

interface Props {
  readonly context: PanelContext;
  readonly flow: Extract<Flow, { step: 'backups' | 'restore' | 'repair' }>;
  readonly setFlow: (flow: Flow) => void;
  readonly steps: Steps;
  readonly busy: boolean;
  readonly onList: () => void;
}

/** The steps that maintain the settings files without a switch: backups and repairs. */
export function CareSteps({ context, flow, setFlow, steps, busy, onList }: Props): ReactElement {
  switch (flow.step) {
    case 'backups':
      return (
        <BackupsScreen
          context={context}
          list={flow.list}
          lookedAt={flow.lookedAt}
          onBack={onList}
          onChoose={(backup) => setFlow({ ...flow, step: 'restore', backup })}
        />
      );
    case 'restore':
      return (
        <RestoreScreen
          context={context}
          backup={flow.backup}
          busy={busy}
          onBack={() => setFlow({ step: 'backups', list: flow.list, lookedAt: flow.backup })}
          onConfirm={() => steps.restore(flow.backup)}
        />
      );
    case 'repair':
      return (
        <RepairScreen
          {...flow}
          words={context.locale.words}
          bridge={context.bridge}
          busy={busy}
          onBack={onList}
          onConfirm={steps.confirmRepair}
        />
      );
  }
}
