import { type ReactElement, useEffect, useMemo, useState } from 'react';
import type { BreakdownProblem, BreakdownQuestion, Granularity } from '../../main/core/usage/breakdown-model.ts';
import { explainBreakdownProblem, offeredModels } from '../../main/core/view/usage/breakdown-view.ts';
import type { Shown } from '../shown.ts';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';
import { BreakdownResult } from './BreakdownResult.tsx';
import { ModelForm } from './ModelForm.tsx';
import { firstFields, periodIn } from './period-choice.ts';
import { type Told, useBreakdown } from './use-breakdown.ts';

interface Props {
  readonly shown: Shown;
  readonly onSignIn: () => void;
}

/** The bill of one model over time: the form, and the breakdown that answers it. */
export function ModelHistory({ shown, onSignIn }: Props): ReactElement {
  const { snapshot } = shown.state;
  const models = useMemo(() => offeredModels(snapshot), [snapshot]);
  const [typed, setModel] = useState<string | null>(null);
  const [fields, setFields] = useState(firstFields);
  const [granularity, setGranularity] = useState<Granularity>('day');
  const model = typed ?? models[0] ?? '';
  // Keeps the model that was preselected, also if another one is the dearest later.
  useEffect(() => {
    if (model !== '') setModel(model);
  }, [model]);
  const period = periodIn(fields);
  const question: BreakdownQuestion | null = model === '' || period === null ? null : { model, period, granularity };
  const told = useBreakdown(shown.bridge, question);
  return (
    <div className="group">
      <ModelForm
        words={shown.place.words}
        models={models}
        model={model}
        onModel={setModel}
        fields={fields}
        onFields={(next) => {
          setFields(next);
          // A year is shown by month: 365 days are too many to read.
          if (next.choice === 'year' && fields.choice !== 'year') setGranularity('month');
        }}
        granularity={granularity}
        onGranularity={setGranularity}
      />
      <div aria-live="polite" aria-busy={told.phase === 'asking'}>
        {model === '' ? (
          <p className="soft">{shown.place.words.history.noModel}</p>
        ) : (
          <Answer shown={shown} told={told} onSignIn={onSignIn} />
        )}
      </div>
      <p className="quiet">{shown.place.words.history.onlyBilled}</p>
    </div>
  );
}

export function Answer({ shown, told, onSignIn }: Props & { readonly told: Told }): ReactElement | null {
  const { words } = shown.place;
  switch (told.phase) {
    case 'none':
      return null;
    case 'asking':
      return <p className="chart-empty soft">{words.history.asking}</p>;
    case 'refused':
      return <p className="remark remark-amber">{words.common.notRight}</p>;
    case 'answered': {
      const { answer } = told;
      if (answer.outcome === 'breakdown') return <BreakdownResult shown={shown} breakdown={answer.breakdown} />;
      return (
        <Explain tone="amber" text={explainBreakdownProblem(answer.problem, words)}>
          {needsSignIn(answer.problem) ? <Button onPress={onSignIn}>{words.session.signIn}</Button> : undefined}
        </Explain>
      );
    }
  }
}

const needsSignIn = (problem: BreakdownProblem): boolean =>
  problem.kind === 'failure' && (problem.failure.kind === 'signed-out' || problem.failure.kind === 'session-expired');
