import { type ReactElement, useEffect, useState } from 'react';
import type { SettingsView } from '../../main/core/provider/model.ts';
import type { Shown } from '../shown.ts';
import { type Action, useAction } from '../use-action.ts';
import type { Led } from '../use-destination.ts';
import { type Chosen, choiceOf, chosenAt, draftOf, type Flow, isReady, withFace } from './flow.ts';
import { PreviewScreen } from './PreviewScreen.tsx';
import { ProviderForm } from './ProviderForm.tsx';
import { ProviderList } from './ProviderList.tsx';
import { RefusedFile } from './RefusedFile.tsx';
import { ResultScreen } from './ResultScreen.tsx';

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
  const { bridge, place } = shown;
  const toList = (): void => setFlow({ step: 'list' });
  const preview = ({ option, faces, draft }: Chosen): void =>
    action.run(async () => {
      const answer = await bridge.invoke('switch:preview', choiceOf(option, draft));
      setFlow({ step: 'preview', option, faces, draft, preview: answer });
    });
  const confirm = (hash: string): void =>
    action.run(async () => {
      const result = await bridge.invoke('switch:confirm', { hash });
      setFlow({ step: 'result', of: 'switch', result });
    });
  const undo = (): void =>
    action.run(async () => {
      setFlow({ step: 'result', of: 'undo', result: await bridge.invoke('switch:undo') });
    });

  useLead(props, (chosen) => {
    setFlow({ step: 'form', ...chosen });
    if (isReady(chosen)) preview(chosen);
  });

  switch (flow.step) {
    case 'list':
      return <Listed {...props} onUndo={undo} />;
    case 'form':
      return (
        <ProviderForm
          {...flow}
          words={place.words}
          busy={action.busy}
          onDraft={(draft) => setFlow({ ...flow, draft })}
          onFace={(face) => setFlow({ step: 'form', ...withFace(flow, face) })}
          onBack={toList}
          onSubmit={() => preview(flow)}
        />
      );
    case 'preview':
      return (
        <PreviewScreen
          {...flow}
          words={place.words}
          busy={action.busy}
          onBack={() => setFlow({ ...flow, step: 'form' })}
          onFollow={(follow) => preview({ ...flow, draft: { ...flow.draft, follow } })}
          onConfirm={confirm}
          onDone={toList}
        />
      );
    case 'result':
      return (
        <ResultScreen
          {...flow}
          words={place.words}
          busy={action.busy}
          canUndo={flow.of === 'switch' && flow.result.kind === 'done' && shown.state.canUndo}
          onUndo={undo}
          onDone={toList}
          path={settings.state === 'unknown' ? null : settings.path}
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

function Listed({
  shown,
  settings,
  setFlow,
  action,
  onUndo,
}: StepProps & { readonly onUndo: () => void }): ReactElement {
  const { words } = shown.place;
  switch (settings.state) {
    case 'unknown':
      return (
        <p className="quiet" role="status">
          {words.providers.reading}
        </p>
      );
    case 'refused':
      return <RefusedFile path={settings.path} problem={settings.problem} words={words} />;
    case 'readable':
      return (
        <ProviderList
          shown={shown}
          settings={settings}
          busy={action.busy}
          onChoose={({ option, faces }) =>
            setFlow({
              step: 'form',
              option,
              faces,
              draft: draftOf(option, settings.currentModel, shown.state.recentProviders),
            })
          }
          onUndo={onUndo}
        />
      );
  }
}
