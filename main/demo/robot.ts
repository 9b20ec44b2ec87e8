import { desktopCapturer, screen, type WebContents } from 'electron';

/** Presses and types in the popover as a user would, and takes pictures of it. */
export interface Robot {
  /** Presses the first button with that text or name; false while there is none. */
  press(label: string): Promise<boolean>;
  hasButton(label: string): Promise<boolean>;
  /** Presses the first list row that contains all the texts, in upper or lower case; false while there is none. */
  pressRow(texts: readonly string[]): Promise<boolean>;
  /** Types into the first password field; false while there is none. */
  typeSecret(text: string): Promise<boolean>;
  /** The popover as PNG; null while there is no window. */
  picture(): Promise<Uint8Array | null>;
}

/** Resolves once a change is drawn: after two frames, and the fade of a theme. */
const drawn = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 250))))`;

export function createRobot(contents: () => WebContents | null): Robot {
  async function run(script: string): Promise<boolean> {
    const page = contents();
    if (page === null) return false;
    // The script is ours, and what is put into it is quoted as JSON.
    return (await page.executeJavaScript(`(() => { ${script} })()`)) === true;
  }
  const withButton = (label: string, then: string): Promise<boolean> =>
    run(`const label = ${JSON.stringify(label)};
      const found = [...document.querySelectorAll('button')].find(
        (button) => !button.disabled && (button.textContent.trim() === label || button.ariaLabel === label));
      ${then}
      return found !== undefined;`);
  return {
    press: (label) => withButton(label, 'found?.click();'),
    hasButton: (label) => withButton(label, ''),
    pressRow: (texts) =>
      run(`const texts = ${JSON.stringify(texts)};
        const found = [...document.querySelectorAll('li button')].find(
          (button) => texts.every((text) => button.textContent.toLowerCase().includes(text.toLowerCase())));
        found?.click();
        return found !== undefined;`),
    async typeSecret(text) {
      const ready = await run(`const field = document.querySelector('input[type="password"]');
        field?.focus();
        return field !== null;`);
      if (ready) await contents()?.insertText(text);
      return ready;
    },
    async picture() {
      const page = contents();
      if (page === null) return null;
      await page.executeJavaScript(drawn);
      const image = await page.capturePage();
      return new Uint8Array(image.toPNG());
    },
  };
}

/** The whole first screen as PNG, with panel and notices; null where the system does not allow it. */
export async function pictureOfScreen(): Promise<Uint8Array | null> {
  const { size, scaleFactor } = screen.getPrimaryDisplay();
  const thumbnailSize = { width: size.width * scaleFactor, height: size.height * scaleFactor };
  const [source] = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize });
  return source === undefined || source.thumbnail.isEmpty() ? null : new Uint8Array(source.thumbnail.toPNG());
}
