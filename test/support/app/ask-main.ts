import type { ElectronApplication } from 'playwright';
import { eventually } from '../eventually.ts';

/** A response that takes longer than this is lost. */
const lostAfterMs = 5_000;

/**
 * Runs a function in the main process and returns its result. While windows open and close, a response to Playwright may
 * get lost, and then the function runs again: pass only functions that may run twice.
 */
export async function askMain<Value, Given = undefined>(
  app: ElectronApplication,
  call: (electron: typeof Electron.CrossProcessExports, given: Given) => Value | Promise<Value>,
  given?: Given,
): Promise<Value> {
  const ask = async (): Promise<{ readonly value: Value } | null> => {
    try {
      return { value: (await app.evaluate(call as never, given as never)) as Value };
    } catch {
      return null;
    }
  };
  const { value } = await eventually('a response of the main process', () => Promise.race([ask(), lost()]));
  return value;
}

const lost = (): Promise<null> => new Promise((resolve) => setTimeout(resolve, lostAfterMs, null).unref());
