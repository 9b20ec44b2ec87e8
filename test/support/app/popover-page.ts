import type { Page } from 'playwright';
import type { WindowId } from '../../../main/core/quota/model.ts';
import { wordsFor } from '../../../main/core/view/words/index.ts';
import type { Arguments, Bridge, CallName, Output } from '../../../preload/contract.ts';
import { eventually } from '../eventually.ts';

export const words = wordsFor('en');

/** Operates the popover as a user would. */
export interface PopoverPage {
  readonly page: Page;
  /** Returns the whole text of one window's meter on one line. */
  meter(id: WindowId): Promise<string>;
  text(): Promise<string>;
  /** Waits until the whole text contains this, as main's state and the tray may be ahead of the page. */
  shows(wanted: string | RegExp): Promise<void>;
  /** Waits until the text contains this no more. */
  hides(unwanted: string | RegExp): Promise<void>;
  /** Waits until the text of one window's meter matches, and returns it. */
  meterShows(id: WindowId, wanted: RegExp): Promise<string>;
  /** Records every state that main pushes from now on, as JSON. */
  recordPushes(): Promise<void>;
  recordedPushes(): Promise<string>;
  press(label: string): Promise<void>;
  /** Opens everything that is folded. */
  unfold(): Promise<void>;
  /** Calls main through the bridge of the page. */
  invoke<Call extends CallName>(name: Call, ...args: Arguments<Call>): Promise<Output<Call>>;
  /** Goes to the preview of a switch without confirming it. */
  previewSwitch(provider: { readonly label: string; readonly region: string | null }, key?: string): Promise<void>;
}

type AnyBridge = { invoke(name: string, ...args: readonly unknown[]): Promise<unknown> };

export function popoverPage(page: Page): PopoverPage {
  const press = (label: string): Promise<void> => page.getByRole('button', { name: label, exact: true }).click();
  const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
  const text = async (): Promise<string> => oneLine(await page.locator('body').innerText());
  const meter = async (id: WindowId): Promise<string> =>
    oneLine(await page.locator(`[data-window="${id}"]`).first().innerText());
  const has = (whole: string, part: string | RegExp): boolean =>
    typeof part === 'string' ? whole.includes(part) : part.test(whole);
  return {
    page,
    meter,
    text,
    async shows(wanted) {
      await eventually(`the popover to show ${wanted}`, async () => has(await text(), wanted));
    },
    async hides(unwanted) {
      await eventually(`the popover to hide ${unwanted}`, async () => !has(await text(), unwanted));
    },
    meterShows: (id, wanted) =>
      eventually(`the meter of ${id} to show ${wanted}`, async () => {
        const shown = await meter(id);
        return wanted.test(shown) && shown;
      }),
    recordPushes: () =>
      page.evaluate(() => {
        const heard: string[] = [];
        Object.assign(globalThis, { heard });
        const { gauge } = globalThis as unknown as { gauge: Bridge };
        gauge.subscribe('state:changed', (state) => heard.push(JSON.stringify(state)));
      }),
    recordedPushes: () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join('\n')),
    press,
    unfold: () =>
      page.locator('details').evaluateAll((folded) => {
        for (const one of folded) one.setAttribute('open', '');
      }),
    // Playwright drops the types of values from the page; the contract restores them.
    invoke: <Call extends CallName>(name: Call, ...args: Arguments<Call>) =>
      page.evaluate(([what, given]) => (globalThis as unknown as { gauge: AnyBridge }).gauge.invoke(what, ...given), [
        name,
        args as readonly unknown[],
      ] as const) as Promise<Output<Call>>,
    async previewSwitch({ label, region }, key) {
      await press(words.navigation.providers);
      const rows = page.locator('.option-button').filter({ hasText: label });
      await (region === null ? rows : rows.filter({ hasText: region })).first().click();
      if (key !== undefined) await page.getByLabel(words.providers.keyEntry).fill(key);
      await press(words.providers.preview);
      await page.getByRole('button', { name: words.providers.confirm, exact: true }).waitFor();
    },
  };
}
