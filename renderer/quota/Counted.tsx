import { type ReactElement, useId } from 'react';
import type { CountedView } from '../../main/core/view/quota/counted-view.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Explain.tsx';

interface Props {
  readonly view: CountedView;
  readonly words: Words;
  readonly onChoosePlan: () => void;
}

/** The requests counted on this computer while the user's plan is unknown. */
export function Counted({ view, words, onChoosePlan }: Props): ReactElement {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{words.counted.heading}</h2>
        <span className="grow" />
        <Chip>{words.quota.estimate}</Chip>
      </header>
      <ul className="counts">
        {view.counts.map(({ countText, spanText }) => (
          <li key={spanText}>
            <strong>{countText}</strong>
            <small>{spanText}</small>
          </li>
        ))}
      </ul>
      <p className="soft">{words.counted.hint}</p>
      <Button onPress={onChoosePlan}>{words.counted.choosePlan}</Button>
    </section>
  );
}
