// @vitest-environment happy-dom
import { cleanup, fireEvent, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { WindowPicture } from '../../main/core/history/window-picture.ts';
import { WindowChart } from '../../renderer/ui/chart/WindowChart.tsx';
import { all, draw, perform, placeOf } from './dom.tsx';
import { nowMs } from './states.ts';

const hourMs = 3_600_000;
afterEach(cleanup);

const picture: WindowPicture = {
  pool: 'coding-plan',
  windowId: 'five-hours',
  certainty: 'exact',
  fromMs: nowMs - 5 * hourMs,
  toMs: nowMs,
  runs: [[-5, 0].map((hours) => ({ atMs: nowMs + hours * hourMs, usedPercent: 60 + 4 * hours }))],
  cycle: null,
  ahead: [0, 5].map((hours) => ({
    atMs: nowMs + hours * hourMs,
    ...{ ifStopped: 60 - 12 * hours, low: 60, likely: 60 + 5 * hours, high: 60 + 8 * hours },
  })),
  week: [],
};

function drawn() {
  const { container } = draw(
    <WindowChart picture={picture} nowMs={nowMs} locale={placeOf('en')} size="small" level="red" />,
  );
  const slider = within(container).getByRole('slider');
  return {
    container,
    slider,
    key: (key: string) => perform(() => fireEvent.keyDown(slider, { key })),
    spoken: () => slider.getAttribute('aria-valuetext'),
    shown: () => all(container, '.chart-reading').map(({ textContent }) => textContent),
  };
}

describe('a chart', () => {
  it('reads out its values along the arrow keys, from the present on', async () => {
    const { slider, key, spoken, shown, container } = drawn();
    expect(shown()).toEqual([]);
    await perform(() => fireEvent.focus(slider));
    expect(spoken()).toBe('now 11:46, Used 60%');
    expect(shown()).toEqual(['now 11:46Used 60%']);
    await key('ArrowLeft');
    expect(spoken()).toBe('11:31, Used 59%');
    await key('ArrowRight');
    await key('ArrowRight');
    expect(spoken()).toBe('12:01, If you stop 57%, At this pace 61% (60% to 62%)');
    expect(all(container, '.chart-cursor circle')).toHaveLength(2);
    await key('Home');
    expect(spoken()).toBe('06:46, Used 40%');
    await key('ArrowLeft');
    expect(spoken()).toBe('06:46, Used 40%');
    await key('End');
    expect(spoken()).toBe('16:46, If you stop 0%, At this pace 85% (60% to 100%)');
    await perform(() => fireEvent.blur(slider));
    expect(shown()).toEqual([]);
  });

  it('ends the reading on Escape, and only then leaves that key to the popover', async () => {
    const { slider, key, shown } = drawn();
    await perform(() => fireEvent.focus(slider));
    const pressed = () => new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    const [first, second] = [pressed(), pressed()];
    await perform(() => slider.dispatchEvent(first));
    expect(first.defaultPrevented).toBe(true);
    expect(shown()).toEqual([]);
    await perform(() => slider.dispatchEvent(second));
    expect(second.defaultPrevented).toBe(false);
    await key('x');
    expect(shown()).toEqual([]);
  });

  it('reads out what lies below the pointer', async () => {
    const { slider, shown } = drawn();
    slider.getBoundingClientRect = () => new DOMRect(0, 0, 330, 90);
    await perform(() => fireEvent.pointerMove(slider, { clientX: 4, clientY: 20 }));
    expect(shown()).toEqual(['06:46Used 40%']);
    await perform(() => fireEvent.pointerMove(slider, { clientX: 900, clientY: 20 }));
    expect(shown()[0]).toMatch(/^16:46/);
    await perform(() => fireEvent.pointerLeave(slider));
    expect(shown()).toEqual([]);
  });
});
