import { type ReactElement, useLayoutEffect, useRef } from 'react';
import type { Words } from '../../main/core/view/words/index.ts';
import { IconButton } from '../ui/Button.tsx';
import { Chip } from '../ui/Explain.tsx';
import { useFitOnce } from '../use-fit.ts';
import { useStepBack } from '../use-step-back.ts';

interface Props {
  readonly title: string;
  readonly chip?: string | null;
  readonly words: Words;
  readonly onBack: () => void;
  /** The button that led to the step from which the user comes back, as a selector; left out: the step is a new one. */
  readonly cameFrom?: string | undefined;
}

/** The heading of a step. It takes the focus of a new one, so that keyboard and screen reader go on where the screen changed. */
export function ScreenHead({ title, chip = null, words, onBack, cameFrom }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a step takes the focus once.
  useLayoutEffect(() => {
    const button = cameFrom === undefined ? null : document.querySelector<HTMLElement>(`main ${cameFrom}`);
    if (button === null) heading.current?.focus({ preventScroll: true });
    else button.focus();
  }, []);
  useFitOnce();
  useStepBack(onBack);
  return (
    <header className="screen-head">
      <IconButton icon="back" label={words.common.back} onPress={onBack} />
      <div className="screen-title">
        <h2 ref={heading} tabIndex={-1}>
          {title}
        </h2>
        {chip === null ? null : <Chip>{chip}</Chip>}
      </div>
    </header>
  );
}
