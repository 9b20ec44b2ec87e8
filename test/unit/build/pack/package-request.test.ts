import { expect, test } from 'vitest';
import { descriptionOf, parseRequest } from '../../../../build/pack/linux/arguments.mjs';

const words = ['-s', 'dir', '--force', '-t', 'deb', '-d', 'libgtk-3-0', '-d', 'libnss3', '--deb-recommends', 'fonts'];
const more = [
  '--name',
  'qwen-gauge',
  '--description',
  'In short\n \n In long',
  '/from/=/opt/App',
  'icon.png=/usr/icon.png',
];

test('the words of electron-builder become a request: values, dependencies, files', () => {
  const request = parseRequest([...words, ...more]);
  expect(request.values).toMatchObject({ '-t': 'deb', '--name': 'qwen-gauge' });
  expect(request.depends).toEqual(['libgtk-3-0', 'libnss3']);
  expect(request.recommends).toEqual(['fonts']);
  expect(request.files).toEqual([
    { from: '/from/', to: '/opt/App' },
    { from: 'icon.png', to: '/usr/icon.png' },
  ]);
  expect(descriptionOf(request)).toEqual({ synopsis: 'In short', rest: ['In long'] });
});

test('an option that is not known is an error, since the package would lack something', () => {
  expect(() => parseRequest(['--deb-systemd', 'x.service'])).toThrow('--deb-systemd');
  expect(() => parseRequest(['file-without-target'])).toThrow('SOURCE=TARGET');
});
