import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** The picture on a virtual screen, as a user sees it. */
export interface Screen {
  /** Resolves once a page is shown, with the time of `performance.now()`. */
  painted(): Promise<number>;
  /** Resolves once only the empty background is left. */
  blank(): Promise<void>;
  close(): void;
}

const lookEveryMs = 2;
const longestMs = 30_000;
/** A page has text, whose smoothed edges have many colours; a background or an empty window has one or two. */
const leastColours = 8;
/** Only each fourth line of pixels is read: text is higher than that. */
const lineStep = 4;

/** Reads the file into which Xvfb draws the first screen: a header in big-endian words of four bytes, colours, pixels. */
export function openScreen(folder: string): Screen {
  const file = openSync(path.join(folder, 'Xvfb_screen0'), 'r');
  const header = Buffer.alloc(100);
  readSync(file, header, 0, header.length, 0);
  const word = (at: number): number => header.readUInt32BE(at * 4);
  const [headerBytes, height, bytesInLine, colours] = [word(0), word(5), word(12), word(19)];
  const start = headerBytes + colours * 12;
  const line = Buffer.alloc(bytesInLine);
  const pixels = new Uint32Array(line.buffer, line.byteOffset, line.length / 4);

  function showsPage(): boolean {
    const found = new Set<number>();
    for (let at = 0; at < height; at += lineStep) {
      readSync(file, line, 0, line.length, start + at * bytesInLine);
      let before = -1;
      for (const pixel of pixels) {
        if (pixel !== before) found.add(pixel);
        before = pixel;
      }
      if (found.size >= leastColours) return true;
    }
    return false;
  }

  async function until(wanted: boolean): Promise<number> {
    const deadline = performance.now() + longestMs;
    while (showsPage() !== wanted) {
      if (performance.now() > deadline) throw new Error(wanted ? 'no page was painted' : 'a page is still shown');
      await setTimeout(lookEveryMs);
    }
    return performance.now();
  }
  return { painted: () => until(true), blank: async () => void (await until(false)), close: () => closeSync(file) };
}
