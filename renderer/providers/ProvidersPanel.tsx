import { type ReactElement, useEffect, useRef, useState } from 'react';
import type { SettingsView } from '../../main/core/provider/model.ts';
import type { Navigation } from '../navigation.ts';
import type { PanelContext } from '../panel-context.ts';
import { type Action, useAction } from '../use-action.ts';
import { CareSteps } from './CareSteps.tsx';
import { type Chosen, chosenAt, type Flow, isReady, withEndpoint } from './flow.ts';
import { InstalledClient } from './InstalledClient.tsx';
import { ListStep } from './ListStep.tsx';
import { PreviewScreen } from './PreviewScreen.tsx';
import { ProviderForm } from './ProviderForm.tsx';
import { ResultScreen } from './ResultScreen.tsx';
import { stepsOf } from './steps.ts';

interface Props {
  readonly context: PanelContext;
  readonly navigation: Pick<Navigation, 'providerId' | 'onProviderOpened'>;
}

/** The steps of a switch: choose, preview, confirm, undo. Main computes everything; this panel only shows it. */
export function ProvidersPanel({ context, navigation }: Props): ReactElement {
  const { settings } = context.state;
  const { words } = context.locale;
  const action = useAction();
  const [flow, setFlow] = useState<Flow>({ step: 'list' });
  return (
    <div className="stack">
      {action.failed ? (
        <p className="remark remark-amber" role="alert">
          {words.common.notRight}
        </p>
      ) : null}
      <Step
        context={context}
        navigation={navigation}
        settings={settings}
        flow={flow}
        setFlow={setFlow}
        action={action}
      />
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
  const { context, settings, flow, setFlow, action } = props;
  const { words } = context.locale;
  const steps = stepsOf(context.bridge, action, setFlow);
  const [query, setQuery] = useState('');
  const pressed = useRef<string | null>(null);
  const toList = (): void => setFlow({ step: 'list' });
  useRequestedProvider(props, (chosen, provider) => {
    if (chosen === null) {
      setQuery(provider);
      return toList();
    }
    setFlow({ step: 'form', ...chosen, problem: null });
    if (isReady(chosen)) steps.preview(chosen);
  });

  switch (flow.step) {
    case 'list':
      return (
        <ListStep {...props} query={query} onQuery={setQuery} pressed={pressed} steps={steps} busy={action.busy} />
      );
    case 'form':
      return (
        <ProviderForm
          {...flow}
          words={words}
          busy={action.busy}
          onDraft={(draft) => setFlow({ ...flow, draft, problem: null })}
          onEndpoint={(endpoint) => setFlow({ step: 'form', ...withEndpoint(flow, endpoint), problem: null })}
          onBack={toList}
          onSubmit={() => steps.preview(flow)}
          onPage={(page) => steps.openPage(flow.option.id, page)}
        />
      );
    case 'preview':
      return (
        <PreviewScreen
          {...flow}
          settings={settings}
          bridge={context.bridge}
          words={words}
          busy={action.busy}
          onBack={() => setFlow({ ...flow, step: 'form', problem: null, isBack: true })}
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
          canUndo={flow.of !== 'undo' && flow.result.kind === 'done' && context.state.canUndo}
          onUndo={steps.undo}
          onDone={toList}
          settings={settings}
        >
          {flow.result.kind === 'done' ? <InstalledClient context={context} ours={flow.inUse} /> : null}
        </ResultScreen>
      );
    case 'backups':
    case 'restore':
    case 'repair':
      return <CareSteps {...props} flow={flow} steps={steps} busy={action.busy} onList={toList} />;
  }
}

/** Finds the provider that main asks for, once the settings are read; null if no provider, or more than one, has that name. */
function useRequestedProvider(
  { context, settings, navigation }: StepProps,
  onChosen: (chosen: Chosen | null, provider: string) => void,
): void {
  const { providerId, onProviderOpened } = navigation;
  useEffect(() => {
    if (providerId === null || settings.state === 'unknown') return;
    onProviderOpened();
    const { recentProviders } = context.state;
    const chosen =
      settings.state === 'readable' ? chosenAt(settings, providerId, recentProviders, context.locale.words) : null;
    onChosen(chosen, providerId);
  });
}
