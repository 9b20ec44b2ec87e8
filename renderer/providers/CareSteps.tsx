import type { ReactElement } from 'react';
import type { Shown } from '../shown.ts';
import { BackupsScreen, RestoreScreen } from './BackupsScreen.tsx';
import type { Flow } from './flow.ts';
import { RepairScreen } from './RepairScreen.tsx';
import type { Steps } from './steps.ts';

interface Props {
  readonly shown: Shown;
  readonly flow: Extract<Flow, { step: 'backups' | 'restore' | 'repair' }>;
  readonly setFlow: (flow: Flow) => void;
  readonly steps: Steps;
  readonly busy: boolean;
  readonly onList: () => void;
}

/** The steps that maintain the settings files without a switch: backups and repairs. */
export function CareSteps({ shown, flow, setFlow, steps, busy, onList }: Props): ReactElement {
  switch (flow.step) {
    case 'backups':
      return (
        <BackupsScreen
          shown={shown}
          list={flow.list}
          onBack={onList}
          onChoose={(backup) => setFlow({ ...flow, step: 'restore', backup })}
        />
      );
    case 'restore':
      return (
        <RestoreScreen
          shown={shown}
          backup={flow.backup}
          busy={busy}
          onBack={() => setFlow({ step: 'backups', list: flow.list })}
          onConfirm={() => steps.restore(flow.backup)}
        />
      );
    case 'repair':
      return (
        <RepairScreen
          {...flow}
          words={shown.locale.words}
          busy={busy}
          onBack={onList}
          onConfirm={steps.confirmRepair}
        />
      );
  }
}
