import type { Stage } from './stage.ts';

interface Difference {
  readonly pixels: number;
  /** The one, the other, and in black where they differ. */
  readonly picture: Buffer;
}

/** Runs in the page. A pixel that only one of the pictures has differs. */
async function compare(sources: readonly string[]): Promise<{ readonly pixels: number; readonly address: string }> {
  const images = await Promise.all(
    sources.map(async (source) => createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob())),
  );
  const width = Math.max(...images.map((image) => image.width));
  const height = Math.max(...images.map((image) => image.height));
  const canvas = Object.assign(document.createElement('canvas'), { width: 3 * width, height });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no canvas');
  for (const [place, image] of images.entries()) context.drawImage(image, place * width, 0);
  const [one, other] = [0, 1].map((place) => context.getImageData(place * width, 0, width, height).data);
  const marks = context.createImageData(width, height);
  const ink = new Uint32Array(marks.data.buffer);
  let pixels = 0;
  for (const index of ink.keys()) {
    const differs = [0, 1, 2, 3].some((part) => one?.[4 * index + part] !== other?.[4 * index + part]);
    ink[index] = differs ? 0xff000000 : 0xffffffff;
    if (differs) pixels += 1;
  }
  context.putImageData(marks, 2 * width, 0);
  return { pixels, address: canvas.toDataURL('image/png') };
}

/** How two pictures differ, both as PNG. */
export async function differenceOf({ page }: Stage, one: Buffer, other: Buffer): Promise<Difference> {
  if (one.equals(other)) return { pixels: 0, picture: other };
  const { pixels, address } = await page.evaluate(
    compare,
    [one, other].map((picture) => picture.toString('base64')),
  );
  return { pixels, picture: Buffer.from(address.replace(/^.*,/, ''), 'base64') };
}
