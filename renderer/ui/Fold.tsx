import { type ReactElement, type ReactNode, useState } from 'react';
import { useFitOnToggle } from '../use-fit.ts';
import { Icon } from './Icon.tsx';

interface Props {
  /** It may say more while the part is folded away. */
  readonly title: ReactNode | ((isShown: boolean) => ReactNode);
  /** Whether it is shown open at first, or from now on. */
  readonly isOpen?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part that is folded away until its title is pressed. The window takes the height that it then needs. */
export function Fold({ title, isOpen = false, className = 'fold', children }: Props): ReactElement {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const refit = useFitOnToggle();
  const isShown = isOpen || isUnfolded;
  return (
    <details
      className={className}
      open={isShown}
      onToggle={({ currentTarget }) => {
        setIsUnfolded(currentTarget.open);
        refit();
      }}
    >
      <summary>
        {typeof title === 'function' ? title(isShown) : title}
        <Icon name="next" size={12} />
      </summary>
      {/* Programs that read the page do not know that a closed part is not shown. */}
      <div hidden={!isShown}>{children}</div>
    </details>
  );
}
