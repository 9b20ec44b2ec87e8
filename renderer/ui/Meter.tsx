import type { ReactElement } from 'react';
import type { Level } from '../../main/core/view/level.ts';
import { Icon } from './Icon.tsx';

interface MeterProps {
  readonly label: string;
  readonly percent: number;
  readonly level: Level;
  readonly spoken: string;
  readonly muted?: boolean;
  /** A place that is marked on the bar, 0..100, and what it means. */
  readonly tick?: { readonly percent: number; readonly text: string } | null;
}

/** A bar that fills as a quota is used. Its colour adds nothing that the number and the mark beside it do not show. */
export function Meter({ label, percent, level, spoken, muted = false, tick = null }: MeterProps): ReactElement {
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
      {tick === null ? null : <div className="meter-tick" style={{ left: `${tick.percent}%` }} title={tick.text} />}
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
