import { type ReactElement, useEffect, useMemo, useState } from 'react';
import type {
  BreakdownAnswer,
  BreakdownProblem,
  BreakdownQuestion,
  Granularity,
} from '../../main/core/usage/breakdown-model.ts';
import { explainBreakdownProblem, offeredModels } from '../../main/core/view/usage/breakdown-view.ts';
import type { Bridge } from '../../preload/contract.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';
import { BreakdownResult } from './BreakdownResult.tsx';
import { ModelForm } from './ModelForm.tsx';
import { firstFields, periodIn } from './period-choice.ts';

interface Props {
  readonly context: PanelContext;
  readonly onSignIn: () => void;
}

/** The billed usage of one model over time: the form and its result. */
export function ModelHistory({ context, onSignIn }: Props): ReactElement {
  const { snapshot } = context.state;
  const models = useMemo(() => offeredModels(snapshot), [snapshot]);
  const [chosen, setModel] = useState<string | null>(null);
  const [fields, setFields] = useState(firstFields);
  const [granularity, setGranularity] = useState<Granularity>('day');
  const model = chosen ?? models[0] ?? '';
  // Keeps the preselected model even if another model becomes the most expensive one later.
  useEffect(() => {
    if (model !== '') setModel(model);
  }, [model]);
  const period = periodIn(fields);
  const question: BreakdownQuestion | null = model === '' || period === null ? null : { model, period, granularity };
  const request = useBreakdown(context.bridge, question);
  return (
    <div className="group">
      <ModelForm
        words={context.locale.words}
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
      <div aria-live="polite" aria-busy={request.phase === 'asking'}>
        {model === '' ? (
          <p className="soft">{context.locale.words.history.noModel}</p>
        ) : (
          <BreakdownAnswerView context={context} request={request} onSignIn={onSignIn} />
        )}
      </div>
      <p className="quiet">{context.locale.words.history.onlyBilled}</p>
    </div>
  );
}

export function BreakdownAnswerView({
  context,
  request,
  onSignIn,
}: Props & { readonly request: BreakdownRequest }): ReactElement | null {
  const { words } = context.locale;
  switch (request.phase) {
    case 'none':
      return null;
    case 'asking':
      return <p className="chart-empty soft">{words.history.asking}</p>;
    case 'refused':
      return <p className="remark remark-amber">{words.common.notRight}</p>;
    case 'answered': {
      const { answer } = request;
      if (answer.outcome === 'breakdown') return <BreakdownResult context={context} breakdown={answer.breakdown} />;
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

export type BreakdownRequest =
  /** The question is not complete. */
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'answered'; readonly answer: BreakdownAnswer }
  /** Main refused the question. */
  | { readonly phase: 'refused' };

/** The delay in milliseconds before a pending request is shown, so that a cached answer causes no flicker. */
const silentForMs = 150;

/** Calls main whenever the question changes. Answers to earlier questions are ignored. */
export function useBreakdown(bridge: Bridge, question: BreakdownQuestion | null): BreakdownRequest {
  const [request, setRequest] = useState<BreakdownRequest>({ phase: 'none' });
  const key = JSON.stringify(question);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the question.
  useEffect(() => {
    if (question === null) {
      setRequest({ phase: 'none' });
      return undefined;
    }
    let isCurrent = true;
    const settle = (next: BreakdownRequest): void => {
      window.clearTimeout(slow);
      if (isCurrent) setRequest(next);
    };
    const slow = window.setTimeout(() => settle({ phase: 'asking' }), silentForMs);
    bridge.invoke('breakdown:get', question).then(
      (answer) => settle({ phase: 'answered', answer }),
      () => settle({ phase: 'refused' }),
    );
    return () => {
      isCurrent = false;
      window.clearTimeout(slow);
    };
  }, [bridge, key]);
  return request;
}
