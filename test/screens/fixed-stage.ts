import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { openStage, type Stage } from './stage.ts';

const require = createRequire(import.meta.url);
const files = path.join(path.dirname(require.resolve('@fontsource/roboto/package.json')), 'files');
/** Those that the styles ask for; there is none of 600, which is drawn with 700. */
const weights = ['300', '400', '500', '700'];

interface Font {
  readonly weight: string;
  readonly base64: string;
}

/** Runs in the page before its own code, which then asks for this font alone. */
function wear(fonts: readonly Font[]): void {
  for (const { weight, base64 } of fonts) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    document.fonts.add(new FontFace('Roboto', bytes, { weight }));
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':root { --font: Roboto; --font-mono: Roboto }');
  document.adoptedStyleSheets = [sheet];
}

/** A stage that draws English with the same pixels on each computer: its font is no font of the system. */
export async function openFixedStage(): Promise<Stage> {
  const stage = await openStage({ FONTCONFIG_FILE: path.join(import.meta.dirname, 'stage-app/fonts.conf') });
  const fonts = weights.map((weight) => ({
    weight,
    base64: readFileSync(path.join(files, `roboto-latin-${weight}-normal.woff2`), 'base64'),
  }));
  await stage.page.addInitScript(wear, fonts);
  return stage;
}

/** The fonts of the system that draw a letter of the page. */
export async function systemFonts({ page }: Stage): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('DOM.enable');
    await session.send('CSS.enable');
    const { root } = await session.send('DOM.getDocument', { depth: 0 });
    const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: '*' });
    const drawn = await Promise.all(nodeIds.map((nodeId) => session.send('CSS.getPlatformFontsForNode', { nodeId })));
    const names = drawn.flatMap(({ fonts }) => fonts.filter(({ isCustomFont }) => !isCustomFont));
    return [...new Set(names.map(({ familyName }) => familyName))];
  } finally {
    await session.detach();
  }
}
