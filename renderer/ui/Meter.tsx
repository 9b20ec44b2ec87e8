import type { ReactElement } from 'react';
import type { Level } from '../../main/core/view/level.ts';
import { Icon } from './Icon.tsx';

interface MeterProps {
  readonly label: string;
  readonly percent: number;
  readonly level: Level;
  readonly spoken: string;
  readonly muted?: boolean;
}

/** A bar that fills as a quota is used. Its colour adds nothing that the number and the mark beside it do not show. */
export function Meter({ label, percent, level, spoken, muted = false }: MeterProps): ReactElement {
  return (
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot be styled consistently in light and dark themes.
    <div
      className={`meter meter-${level}${muted ? ' meter-muted' : ''}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={spoken}
    >
      <div className="meter-fill" style={{ width: `${percent}%` }} />
    </div>
  );
}

/** Marks a level by shape: nothing while calm, a triangle when low, an octagon when nearly used up. */
export function LevelMark({ level, text }: { readonly level: Level; readonly text: string }): ReactElement | null {
  if (level === 'calm') return null;
  return (
    <span className={`level-mark level-${level}`} title={text}>
      <Icon name={level === 'amber' ? 'warning' : 'stop'} size={13} />
      <span className="unseen">{text}</span>
    </span>
  );
}

const arcLength = 100;

/** A gauge: three quarters of a circle that fill clockwise. It is hidden from screen readers except for its number. */
export function Dial({ percent, level, muted, label, children }: DialProps): ReactElement {
  const arc = 'M 18.37 69.63 A 36 36 0 1 1 69.63 69.63';
  return (
    <div className={`dial meter-${level}${muted ? ' meter-muted' : ''}`}>
      <svg viewBox="0 0 88 80" aria-hidden="true" focusable="false">
        <path className="dial-track" d={arc} pathLength={arcLength} />
        {percent > 0 ? (
          <path className="dial-fill" d={arc} pathLength={arcLength} strokeDasharray={`${percent} ${arcLength * 2}`} />
        ) : null}
      </svg>
      <div className="dial-number">
        <strong>{children}</strong>
        {label === undefined ? null : <small>{label}</small>}
      </div>
    </div>
  );
}

interface DialProps {
  readonly percent: number;
  readonly level: Level;
  readonly muted: boolean;
  readonly label?: string;
  readonly children: string;
}
