import { type ReactElement, useEffect, useState } from 'react';
import type { SettingsView } from '../../main/core/provider/model.ts';
import type { Shown } from '../shown.ts';
import { Button } from '../ui/Button.tsx';
import { type Action, useAction } from '../use-action.ts';
import type { Led } from '../use-destination.ts';
import { BackupsScreen, RestoreScreen } from './BackupsScreen.tsx';
import { type Chosen, chosenAt, draftOf, type Flow, isReady, withFace } from './flow.ts';
import { InstalledClient } from './InstalledClient.tsx';
import { PreviewScreen } from './PreviewScreen.tsx';
import { ProviderForm } from './ProviderForm.tsx';
import { ProviderList } from './ProviderList.tsx';
import { RefusedFile } from './RefusedFile.tsx';
import { RepairScreen } from './RepairScreen.tsx';
import { ResultScreen } from './ResultScreen.tsx';
import { type Steps, stepsOf } from './use-steps.ts';

interface Props {
  readonly shown: Shown;
  readonly led: Pick<Led, 'providerId' | 'onTaken'>;
}

/** Choose, see what would change, confirm, undo. Main works everything out; this only leads through it. */
export function ProvidersPanel({ shown, led }: Props): ReactElement {
  const { settings } = shown.state;
  const { words } = shown.place;
  const action = useAction();
  const [flow, setFlow] = useState<Flow>({ step: 'list' });
  return (
    <div className="stack">
      {action.failed ? (
        <p className="remark remark-amber" role="alert">
          {words.common.notRight}
        </p>
      ) : null}
      <Step shown={shown} led={led} settings={settings} flow={flow} setFlow={setFlow} action={action} />
    </div>
  );
}

interface StepProps extends Props {
  readonly settings: SettingsView;
  readonly flow: Flow;
  readonly setFlow: (flow: Flow) => void;
  readonly action: Action;
}

function Step(props: StepProps): ReactElement {
  const { shown, settings, flow, setFlow, action } = props;
  const { words } = shown.place;
  const steps = stepsOf(shown.bridge, action, setFlow);
  const toList = (): void => setFlow({ step: 'list' });
  useLead(props, (chosen) => {
    setFlow({ step: 'form', ...chosen });
    if (isReady(chosen)) steps.preview(chosen);
  });

  switch (flow.step) {
    case 'list':
      return <Listed {...props} steps={steps} />;
    case 'form':
      return (
        <ProviderForm
          {...flow}
          words={words}
          busy={action.busy}
          onDraft={(draft) => setFlow({ ...flow, draft })}
          onFace={(face) => setFlow({ step: 'form', ...withFace(flow, face) })}
          onBack={toList}
          onSubmit={() => steps.preview(flow)}
          onPage={(page) => steps.openPage(flow.option.id, page)}
        />
      );
    case 'preview':
      return (
        <PreviewScreen
          {...flow}
          words={words}
          busy={action.busy}
          onBack={() => setFlow({ ...flow, step: 'form' })}
          onFollow={(follow) => steps.preview({ ...flow, draft: { ...flow.draft, follow } })}
          onConfirm={(hash) => steps.confirm(hash, flow)}
          onDone={toList}
        />
      );
    case 'result':
      return (
        <ResultScreen
          {...flow}
          words={words}
          busy={action.busy}
          canUndo={flow.of !== 'undo' && flow.result.kind === 'done' && shown.state.canUndo}
          onUndo={steps.undo}
          onDone={toList}
          path={settings.state === 'unknown' ? null : settings.path}
        >
          {flow.result.kind === 'done' ? <InstalledClient shown={shown} ours={flow.inUse} /> : null}
        </ResultScreen>
      );
    case 'backups':
    case 'restore':
    case 'repair':
      return <CareStep {...props} flow={flow} steps={steps} onList={toList} />;
  }
}

interface CareProps extends StepProps {
  readonly flow: Extract<Flow, { step: 'backups' | 'restore' | 'repair' }>;
  readonly steps: Steps;
  readonly onList: () => void;
}

/** Looking after the file, apart from switching. */
function CareStep({ shown, flow, setFlow, steps, action, onList }: CareProps): ReactElement {
  switch (flow.step) {
    case 'backups':
      return (
        <BackupsScreen
          shown={shown}
          backups={flow.backups}
          onBack={onList}
          onChoose={(backup) => setFlow({ ...flow, step: 'restore', backup })}
        />
      );
    case 'restore':
      return (
        <RestoreScreen
          shown={shown}
          backup={flow.backup}
          busy={action.busy}
          onBack={() => setFlow({ step: 'backups', backups: flow.backups })}
          onConfirm={() => steps.restore(flow.backup)}
        />
      );
    case 'repair':
      return (
        <RepairScreen
          {...flow}
          words={shown.place.words}
          busy={action.busy}
          onBack={onList}
          onConfirm={steps.confirmRepair}
        />
      );
  }
}

/** Main leads to a provider: to its plan, or to what its form still has to ask. Where it is gone, the list is shown. */
function useLead({ shown, settings, led }: StepProps, lead: (chosen: Chosen) => void): void {
  const { providerId, onTaken } = led;
  useEffect(() => {
    if (providerId === null || settings.state === 'unknown') return;
    onTaken();
    const { recentProviders } = shown.state;
    const chosen =
      settings.state === 'readable' ? chosenAt(settings, providerId, recentProviders, shown.place.words) : null;
    if (chosen !== null) lead(chosen);
  });
}

function Listed({ shown, settings, setFlow, action, steps }: StepProps & { readonly steps: Steps }): ReactElement {
  const { words } = shown.place;
  switch (settings.state) {
    case 'unknown':
      return (
        <p className="quiet" role="status">
          {words.providers.reading}
        </p>
      );
    case 'refused':
      return (
        <>
          <RefusedFile path={settings.path} problem={settings.problem} words={words} />
          <div className="actions">
            <Button disabled={action.busy} onPress={steps.listBackups}>
              {words.providers.backups.open}
            </Button>
          </div>
        </>
      );
    case 'readable':
      return (
        <ProviderList
          shown={shown}
          settings={settings}
          busy={action.busy}
          onChoose={({ option, faces }) => {
            const draft = draftOf(option, settings.currentModel, shown.state.recentProviders);
            setFlow({ step: 'form', option, faces, draft });
          }}
          onUndo={steps.undo}
          onBackups={steps.listBackups}
          onRepair={steps.previewRepair}
        />
      );
  }
}
