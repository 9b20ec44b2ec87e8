import { type KeyboardEvent, type PointerEvent, useState } from 'react';

/** What of a chart can be read out, as numbers along it: times, or the places of its bars. */
export interface ReadableSpan {
  readonly from: number;
  readonly to: number;
  /** Where the keyboard begins. */
  readonly start: number;
  readonly step: number;
  /** How far up and down lead, in a chart with rows. */
  readonly rowStep?: number;
}

interface UseReading {
  /** The value that is read out; null: none is. */
  readonly at: number | null;
  /** The handlers of the element that lies over the chart. */
  readonly handlers: {
    onPointerMove(event: PointerEvent): void;
    onPointerDown(event: PointerEvent): void;
    onPointerLeave(): void;
    onFocus(): void;
    onBlur(): void;
    onKeyDown(event: KeyboardEvent): void;
  };
}

/**
 * Lets pointer and arrow keys choose a value of a chart. `valueAt` turns a place on the chart, as shares of its width and
 * height, into a value. Escape ends the reading, and only then closes the popover.
 */
export function useReading(span: ReadableSpan, valueAt: (x: number, y: number) => number): UseReading {
  const [chosen, setChosen] = useState<number | null>(null);
  const within = (value: number): number => Math.min(span.to, Math.max(span.from, value));
  const point = ({ clientX, clientY, currentTarget }: PointerEvent): void => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    setChosen(valueAt((clientX - left) / width, (clientY - top) / height));
  };
  const leave = (): void => setChosen(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = event.key === 'Escape' ? null : afterKey(event.key, chosen ?? span.start, span);
    if (next === undefined || (next === null && chosen === null)) return;
    event.preventDefault();
    setChosen(next === null ? null : within(next));
  };
  return {
    at: chosen === null ? null : within(chosen),
    handlers: {
      onPointerMove: point,
      onPointerDown: point,
      onPointerLeave: leave,
      onFocus: () => setChosen((before) => before ?? span.start),
      onBlur: leave,
      onKeyDown,
    },
  };
}

/** undefined: the key means nothing here. */
function afterKey(key: string, value: number, { from, to, step, rowStep = step }: ReadableSpan): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return value - step;
    case 'ArrowRight':
      return value + step;
    case 'ArrowUp':
      return rowStep === step ? value + step : value - rowStep;
    case 'ArrowDown':
      return rowStep === step ? value - step : value + rowStep;
    case 'Home':
      return from;
    case 'End':
      return to;
    default:
      return undefined;
  }
}
