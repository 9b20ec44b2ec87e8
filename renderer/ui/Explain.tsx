import { createContext, type ReactElement, type ReactNode, useContext } from 'react';
import { pathText } from '../../main/core/view/providers/provider-text.ts';
import type { Explanation } from '../../main/core/view/words/explanation.ts';
import { Icon, type IconName } from './Icon.tsx';

type Tone = 'plain' | 'amber' | 'good';

const icons: Readonly<Record<Tone, IconName>> = { plain: 'info', amber: 'warning', good: 'check' };

interface Props {
  readonly text: Explanation;
  readonly tone: Tone;
  readonly children?: ReactNode;
}

/** Shows what happened together with what the user can do about it. */
export function Explain({ text, tone, children }: Props): ReactElement {
  return (
    <div className={`explain explain-${tone}`}>
      <Icon name={icons[tone]} />
      <div className="explain-text">
        <p className="explain-what">{text.what}</p>
        <p className="explain-way">{text.wayOut}</p>
        {children === undefined ? null : <div className="explain-actions">{children}</div>}
      </div>
    </div>
  );
}

type ChipProps = Partial<Pick<Props, 'tone' | 'children'>>;

export function Chip({ tone = 'plain', children }: ChipProps): ReactElement {
  return <span className={`chip chip-${tone}`}>{children}</span>;
}

/** The home folder, which a path shows as `~`; empty if it is unknown. */
export const HomeFolder = createContext('');

/** A path that is cut at its front if there is no room, because the file name matters more than the root. */
export function PathText({ path }: { readonly path: string }): ReactElement {
  const home = useContext(HomeFolder);
  return (
    <p className="path" title={path}>
      <bdi>{pathText(path, home)}</bdi>
    </p>
  );
}
