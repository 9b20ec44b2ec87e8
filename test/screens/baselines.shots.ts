import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { baselineFolder, baselineNames, drawBaselines, keptBy } from './baselines.ts';
import { openFixedStage, systemFonts } from './fixed-stage.ts';

it('draws the pictures that are kept', async () => {
  const stage = await openFixedStage();
  try {
    const drawn = new Map<string, Buffer>();
    for (const name of baselineNames) {
      for (const [file, picture] of await drawBaselines(stage, name)) drawn.set(file, picture);
      expect(
        await systemFonts(stage),
        `Another font has to draw a letter of ${name}, and only on this computer.`,
      ).toEqual([]);
    }
    const folder = await keptBy(stage);
    // Those of another Electron would show the screens as they were.
    rmSync(baselineFolder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [file, picture] of drawn) writeFileSync(path.join(folder, file), picture);
  } finally {
    await stage.close();
  }
});
