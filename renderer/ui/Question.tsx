import { type ReactElement, type ReactNode, useId } from 'react';
import { useQuestion } from '../use-focus.ts';
import { Button } from './Button.tsx';

interface Props {
  readonly label: string;
  readonly text: ReactNode;
  readonly className: string;
  readonly cancelText: string;
  readonly onCancel: () => void;
  /** The buttons that say yes. */
  readonly children: ReactNode;
}

/** A question before something is lost. It has the focus itself, so that a second press of a key confirms nothing. */
export function Question({ label, text, className, cancelText, onCancel, children }: Props): ReactElement {
  const question = useQuestion<HTMLElement>(onCancel);
  const id = useId();
  return (
    <section ref={question} className={className} tabIndex={-1} aria-label={label} aria-describedby={id} data-question>
      <div id={id} className="stack-tight">
        {text}
      </div>
      <div className="actions">
        {children}
        <Button onPress={onCancel}>{cancelText}</Button>
      </div>
    </section>
  );
}
