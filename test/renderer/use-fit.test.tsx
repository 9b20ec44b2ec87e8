// @vitest-environment happy-dom
import { act, cleanup } from '@testing-library/react';
import { type ReactElement, useContext } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FitContext, naturalHeight, useFit, useFitOnce, useFitWhenGone } from '../../renderer/use-fit.ts';
import { draw, type FakeMain, fakeMain, refuse } from './dom.tsx';

afterEach(cleanup);

/** There is no layout here, so the sizes are faked: a window of 500 px, of which 400 scroll with 20 of padding. */
const sizes = { pagePx: 300 };
const resized = new Set<() => void>();

beforeEach(() => {
  sizes.pagePx = 300;
  const height = (of: (element: HTMLElement) => number) => ({
    configurable: true,
    get(this: HTMLElement) {
      return of(this);
    },
  });
  Object.defineProperty(
    HTMLElement.prototype,
    'clientHeight',
    height(({ id }) => (id === 'app' ? 500 : 400)),
  );
  Object.defineProperty(
    HTMLElement.prototype,
    'offsetHeight',
    height(() => sizes.pagePx),
  );
  vi.stubGlobal(
    'ResizeObserver',
    class {
      readonly #listener: () => void;
      constructor(listener: () => void) {
        this.#listener = listener;
      }
      observe = () => resized.add(this.#listener);
      disconnect = () => resized.delete(this.#listener);
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight');
  Reflect.deleteProperty(HTMLElement.prototype, 'offsetHeight');
});

function Window({ main, panel, children }: { main: FakeMain; panel: string; children?: ReactElement }): ReactElement {
  const { page, refit } = useFit(main.bridge, panel);
  return (
    <div id="app">
      <main style={{ paddingTop: '12px', paddingBottom: '8px' }}>
        <div ref={page}>
          <FitContext value={refit}>{children}</FitContext>
        </div>
      </main>
    </div>
  );
}

const heights = ({ calls }: FakeMain) => calls.map(([name, input]) => [name, (input as { heightPx: number }).heightPx]);
const hide = (state: DocumentVisibilityState) =>
  act(() => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
  });
const resize = () =>
  act(() => {
    for (const listener of resized) listener();
  });

describe('naturalHeight', () => {
  it('replaces the height of the scroller by the height of the whole page', () => {
    expect(naturalHeight({ windowPx: 500, scrollerPx: 400, scrollerPaddingPx: 20, pagePx: 300 })).toBe(420);
    expect(naturalHeight({ windowPx: 500, scrollerPx: 400, scrollerPaddingPx: 20, pagePx: 300.2 })).toBe(421);
  });
});

describe('useFit', () => {
  it('sends main once the height that the page needs', () => {
    const main = fakeMain();
    draw(<Window main={main} panel="quota" />);
    expect(heights(main)).toEqual([['popover:fit', 420]]);
  });

  it('grows with the page, and does not shrink under the pointer', () => {
    const main = fakeMain();
    const { rerender } = draw(<Window main={main} panel="quota" />);
    sizes.pagePx = 350;
    rerender(<Window main={main} panel="quota" />);
    sizes.pagePx = 200;
    rerender(<Window main={main} panel="quota" />);
    resize();
    expect(heights(main).map(([, height]) => height)).toEqual([420, 470]);
  });

  it('shrinks when another panel opens, and while the page is hidden', () => {
    const main = fakeMain();
    const { rerender } = draw(<Window main={main} panel="quota" />);
    sizes.pagePx = 200;
    rerender(<Window main={main} panel="history" />);
    sizes.pagePx = 100;
    resize();
    expect(heights(main).map(([, height]) => height)).toEqual([420, 320]);
    hide('hidden');
    expect(heights(main).map(([, height]) => height)).toEqual([420, 320, 220]);
    sizes.pagePx = 90;
    resize();
    expect(heights(main).map(([, height]) => height)).toEqual([420, 320, 220, 210]);
  });

  it('shrinks when a new screen opens inside a panel', () => {
    const main = fakeMain();
    const Screen = (): null => {
      useFitOnce();
      return null;
    };
    const { rerender } = draw(<Window main={main} panel="quota" />);
    sizes.pagePx = 120;
    rerender(
      <Window main={main} panel="quota">
        <Screen />
      </Window>,
    );
    expect(heights(main).map(([, height]) => height)).toEqual([420, 240]);
  });

  it('shrinks when the notice of a failure is gone', () => {
    const main = fakeMain();
    const Notice = (): null => {
      useFitWhenGone();
      return null;
    };
    const { rerender } = draw(
      <Window main={main} panel="quota">
        <Notice />
      </Window>,
    );
    sizes.pagePx = 120;
    resize();
    expect(heights(main).map(([, height]) => height)).toEqual([420]);
    rerender(<Window main={main} panel="quota" />);
    expect(heights(main).map(([, height]) => height)).toEqual([420, 240]);
  });

  it('keeps the height if main rejects the call, and does nothing outside a window', async () => {
    const main = fakeMain({ 'popover:fit': refuse });
    await act(async () => {
      draw(<Window main={main} panel="quota" />);
    });
    const Lone = (): string => typeof useContext(FitContext)();
    expect(draw(<Lone />).container.textContent).toBe('undefined');
  });

  it('stops observing when the window is unmounted', () => {
    const { unmount } = draw(<Window main={fakeMain()} panel="quota" />);
    expect(resized.size).toBe(1);
    unmount();
    expect(resized.size).toBe(0);
  });
});
