import { type ReactElement, type ReactNode, useState } from 'react';

interface Props {
  readonly title: string;
  /** Whether it is shown open at first, or from now on. */
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A part that is folded away until its title is pressed. */
export function Fold({ title, isOpen = false, children }: Props): ReactElement {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const isShown = isOpen || isUnfolded;
  return (
    <details className="fold" open={isShown} onToggle={({ currentTarget }) => setIsUnfolded(currentTarget.open)}>
      <summary>{title}</summary>
      {/* Programs that read the page do not know that a closed part is not shown. */}
      <div hidden={!isShown}>{children}</div>
    </details>
  );
}
