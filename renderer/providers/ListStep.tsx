import type { ReactElement, RefObject } from 'react';
import type { SettingsView } from '../../main/core/provider/model.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { useStepBack } from '../use-step-back.ts';
import { draftOf, type Flow } from './flow.ts';
import { ProviderList } from './ProviderList.tsx';
import { RefusedFile } from './RefusedFile.tsx';
import type { Steps } from './steps.ts';
import { useReturnFocus } from './use-return-focus.ts';

interface Props {
  readonly context: PanelContext;
  readonly settings: SettingsView;
  /** What the list is searched for. */
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** The button of the list that the user pressed last; null: none yet. */
  readonly pressed: RefObject<string | null>;
  readonly setFlow: (flow: Flow) => void;
  readonly steps: Steps;
  readonly busy: boolean;
}

/** The first step: the list of providers, or why it cannot be shown. */
export function ListStep(props: Props): ReactElement {
  const { query, onQuery } = props;
  const list = useReturnFocus(props.pressed);
  useStepBack(() => onQuery(''), query !== '');
  return (
    <div ref={list} className="stack" tabIndex={-1}>
      <ListContent {...props} />
    </div>
  );
}

function ListContent({ context, settings, query, onQuery, setFlow, steps, busy }: Props): ReactElement {
  const { words } = context.locale;
  switch (settings.state) {
    case 'unknown':
      return (
        <p className="quiet" role="status">
          {words.providers.reading}
        </p>
      );
    case 'refused':
      return (
        <RefusedFile {...settings} words={words} bridge={context.bridge}>
          <Button disabled={busy} onPress={steps.listBackups}>
            {words.providers.backups.open}
          </Button>
        </RefusedFile>
      );
    case 'readable':
      return (
        <ProviderList
          query={query}
          onQuery={onQuery}
          context={context}
          settings={settings}
          busy={busy}
          onChoose={({ option, endpoints, foundModel }) => {
            const draft = draftOf(option, settings.currentModel, context.state.recentProviders);
            const model = foundModel ?? draft.model;
            setFlow({ step: 'form', option, endpoints, draft: { ...draft, model }, problem: null });
          }}
          onUndo={steps.undo}
          onBackups={steps.listBackups}
          onRepair={steps.previewRepair}
        />
      );
  }
}
