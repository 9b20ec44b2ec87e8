import type { ReactElement } from 'react';
import { Icon } from '../ui/Icon.tsx';

/** When a window will be used up at the current rate of consumption. */
export function RunOut({ text }: { readonly text: string }): ReactElement {
  return (
    <p className="run-out">
      <Icon name="clock" size={12} />
      <span>{text}</span>
    </p>
  );
}
