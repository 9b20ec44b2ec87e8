import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { baselineNames, drawBaselines, keptBy } from './baselines.ts';
import { differenceOf } from './difference.ts';
import { openFixedStage } from './fixed-stage.ts';
import type { Stage } from './stage.ts';

const out = path.resolve(import.meta.dirname, '../../out/baselines');

/** Writes the new picture, and where it differs from the kept one. Returns what to say of it; null: no pixel differs. */
async function faultOf(stage: Stage, kept: string, file: string, picture: Buffer): Promise<string | null> {
  const before = path.join(kept, file);
  if (!existsSync(before)) return `${file} is not kept yet.`;
  const difference = await differenceOf(stage, readFileSync(before), picture);
  if (difference.pixels === 0) return null;
  const [now, shown] = [path.join(out, file), path.join(out, file.replace('.png', '.difference.png'))];
  writeFileSync(now, picture);
  writeFileSync(shown, difference.picture);
  return `${file}: ${difference.pixels} pixels differ. Kept, new and different: ${shown} New: ${now}`;
}

/** Runs in the page. A black picture, two pixels high, with a dot in one of them. */
function dotted({ fill, width }: { readonly fill: string; readonly width: number }): string {
  const canvas = Object.assign(document.createElement('canvas'), { width, height: 2 });
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.fillRect(0, 0, width, 2);
  context.fillStyle = fill;
  context.fillRect(1, 1, 1, 1);
  return canvas.toDataURL('image/png').replace(/^.*,/, '');
}

describe('the kept pictures', { sequential: true }, () => {
  let stage: Stage;
  let kept: string;
  beforeAll(async () => {
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    stage = await openFixedStage();
    kept = await keptBy(stage);
  });
  afterAll(() => stage?.close());

  it.for(baselineNames)('%s has the same pixels', async (name, { skip }) => {
    skip(!existsSync(kept), `No pictures of ${path.basename(kept)} are kept.`);
    const faults: string[] = [];
    for (const [file, picture] of await drawBaselines(stage, name)) {
      const fault = await faultOf(stage, kept, file, picture);
      if (fault !== null) faults.push(fault);
    }
    if (faults.length > 0) {
      expect.fail([...faults, 'If they are right, keep them: npm run screenshots -- --baselines'].join('\n'));
    }
  });

  it('would be seen to differ in one pixel, or in size', async () => {
    const black = await stage.page.evaluate(dotted, { fill: '#000000', width: 3 });
    const other = await stage.page.evaluate(dotted, { fill: '#000001', width: 3 });
    const wider = await stage.page.evaluate(dotted, { fill: '#000000', width: 5 });
    const pixels = async (picture: string): Promise<number> =>
      (await differenceOf(stage, Buffer.from(black, 'base64'), Buffer.from(picture, 'base64'))).pixels;
    expect([await pixels(black), await pixels(other), await pixels(wider)]).toEqual([0, 1, 4]);
  });

  it('are those of the listed screens', ({ skip }) => {
    skip(!existsSync(kept), `No pictures of ${path.basename(kept)} are kept.`);
    const names = new Set(readdirSync(kept).map((file) => file.replace(/\..*/, '')));
    expect([...names].sort()).toEqual([...baselineNames].sort());
  });
});
