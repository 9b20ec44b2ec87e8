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
}

/** The heading of a step. It takes the focus, so that keyboard and screen reader continue where the screen changed. */
export function ScreenHead({ title, chip = null, words, onBack }: Props): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), []);
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
