import { expect, it } from 'vitest';
import { readManifest } from '../../../build/release/project.mjs';
import { isTooOld } from '../../../main/cli/node-version.ts';

it('refuses each Node.js that package.json refuses', () => {
  expect(readManifest().engines).toEqual({ node: '>=20.19' });
  expect(['18.20.4', '20.18.3'].filter(isTooOld)).toEqual(['18.20.4', '20.18.3']);
  expect(['20.19.0', '20.20.2', '22.1.0', '24.0.0'].filter(isTooOld)).toEqual([]);
});
