import { describe, expect, test } from 'vitest';
import { refuseUnknownLicences, shippedPackages } from '../../../../build/release/notices.mjs';
import { readManifest } from '../../../../build/release/project.mjs';

describe('the packages that ship', async () => {
  const shipped = await shippedPackages();
  const namesIn = (bundle: string) =>
    shipped.filter(({ bundles }) => bundles.some((one) => one === bundle)).map(({ name }) => name);

  test('all have a licence that allows it, and its text', () => {
    expect(() => refuseUnknownLicences(shipped)).not.toThrow();
  });

  test('include every dependency of package.json, and no tool', () => {
    const { dependencies, devDependencies } = readManifest() as ReturnType<typeof readManifest> & {
      dependencies: Record<string, string>;
    };
    const names = shipped.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(dependencies)));
    expect(names.filter((name) => name in devDependencies)).toEqual([]);
    expect(names).toEqual([...names].sort());
  });

  test('are few in the command line, and none in the preload', () => {
    expect(namesIn('cli')).toEqual(['jsonc-parser', 'zod']);
    expect(namesIn('preload')).toEqual([]);
    expect(namesIn('renderer')).toEqual(['react', 'react-dom', 'scheduler']);
  });
});
