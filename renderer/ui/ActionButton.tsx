import type { ReactElement, ReactNode } from 'react';
import { useAction } from '../use-action.ts';
import { Button } from './Button.tsx';

interface Props {
  readonly children: ReactNode;
  readonly work: () => Promise<unknown>;
  readonly kind?: 'plain' | 'link';
  readonly disabled?: boolean;
}

/** A button for one call to main, which does nothing while that call runs. */
export function ActionButton({ children, work, kind = 'plain', disabled = false }: Props): ReactElement {
  const action = useAction();
  return (
    <Button kind={kind} disabled={disabled || action.busy} onPress={() => action.run(work)}>
      {children}
    </Button>
  );
}
