import type { ReactElement, ReactNode } from 'react';
import { Icon, type IconName } from './Icon.tsx';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  readonly kind?: 'primary' | 'plain' | 'link';
  readonly submit?: boolean;
  readonly disabled?: boolean;
  readonly icon?: IconName;
}

/**
 * A button with a text. It stays focusable while disabled (`aria-disabled`), so that a keyboard user who pressed it
 * does not lose the focus. A form must check by itself whether it may be submitted.
 */
export function Button(props: ButtonProps): ReactElement {
  const { kind = 'plain', submit = false, disabled = false } = props;
  return (
    <button
      type={submit ? 'submit' : 'button'}
      className={`button button-${kind}`}
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : props.onPress}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} size={14} />}
      <span>{props.children}</span>
    </button>
  );
}

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onPress: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
}

/** A button that shows an icon; screen readers announce its label. */
export function IconButton({ icon, label, onPress, disabled = false, pressed }: IconButtonProps): ReactElement {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : onPress}
    >
      <Icon name={icon} solid={pressed === true} />
    </button>
  );
}
