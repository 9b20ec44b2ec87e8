import { describe, expect, it, vi } from 'vitest';
import { createShownRuntime, type DemoRun } from '../../../main/app/shown-runtime.ts';
import type { Runtime } from '../../../main/runtime/runtime.ts';

const quit = (): void => {
  throw new Error('there is a runtime to return to');
};
const runtime = (name: string): Runtime => ({ name, stop: vi.fn(async () => {}) }) as unknown as Runtime;
const demoRun = (): DemoRun => ({
  runtime: runtime('demo'),
  start: vi.fn(async () => {}),
  present: vi.fn(),
  stop: vi.fn(async () => {}),
});

describe('createShownRuntime', () => {
  it('shows the real runtime until the demo is entered, and again after it', async () => {
    const real = runtime('real');
    const demo = demoRun();
    const onChange = vi.fn();
    const runtimes = createShownRuntime({ real, openDemo: async () => demo, onChange, quit });
    expect(runtimes.shown()).toBe(real);
    await runtimes.enterDemo();
    expect(runtimes.shown()).toBe(demo.runtime);
    expect(real.stop).not.toHaveBeenCalled();
    await runtimes.leaveDemo();
    expect(runtimes.shown()).toBe(real);
    expect(demo.stop).toHaveBeenCalledTimes(1);
    expect(onChange).toHaveBeenCalledTimes(2);
  });

  it('opens one demo however often it is asked for, and another one after it was left', async () => {
    const openDemo = vi.fn(async () => demoRun());
    const runtimes = createShownRuntime({ real: runtime('real'), openDemo, onChange: () => {}, quit });
    await Promise.all([runtimes.enterDemo(), runtimes.enterDemo()]);
    expect(openDemo).toHaveBeenCalledTimes(1);
    await runtimes.leaveDemo();
    await runtimes.enterDemo();
    expect(openDemo).toHaveBeenCalledTimes(2);
  });

  it('can be asked again after a demo that did not open', async () => {
    const openDemo = vi.fn(async () => demoRun()).mockRejectedValueOnce(new Error('no port'));
    const runtimes = createShownRuntime({ real: runtime('real'), openDemo, onChange: () => {}, quit });
    await expect(runtimes.enterDemo()).rejects.toThrow('no port');
    await runtimes.enterDemo();
    expect(runtimes.demo()).not.toBeNull();
  });

  it('quits when the demo is left and there is no real runtime', async () => {
    const demo = demoRun();
    const quitHere = vi.fn();
    const runtimes = createShownRuntime({ real: null, openDemo: async () => demo, onChange: () => {}, quit: quitHere });
    expect(runtimes.shown()).toBeNull();
    await runtimes.enterDemo();
    expect(quitHere).not.toHaveBeenCalled();
    await runtimes.leaveDemo();
    expect(quitHere).toHaveBeenCalledTimes(1);
    expect(runtimes.shown()).toBe(demo.runtime);
  });

  it('stops both when stopped', async () => {
    const real = runtime('real');
    const demo = demoRun();
    const runtimes = createShownRuntime({ real, openDemo: async () => demo, onChange: () => {}, quit });
    await runtimes.enterDemo();
    await runtimes.stop();
    expect(real.stop).toHaveBeenCalledTimes(1);
    expect(demo.stop).toHaveBeenCalledTimes(1);
  });
});
