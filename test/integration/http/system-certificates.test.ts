import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemCertificates } from '../../../main/adapters/http/system-certificates.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/tls/${name}`, import.meta.url));
const pem = (name: string) => readFileSync(fixture(name), 'utf8').trim();

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'certificates-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads each certificate of the bundle that Linux keeps, and leaves out a broken one', async () => {
  const bundle = path.join(folder, 'bundle.crt');
  const broken = '-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----';
  writeFileSync(bundle, ['# Company', pem('company-root.pem'), broken, pem('service.pem'), ''].join('\n'));
  const found = await systemCertificates({ platform: 'linux', env: { SSL_CERT_FILE: bundle } });
  expect(found).toEqual([pem('company-root.pem'), pem('service.pem')]);
});

it.each(['linux', 'darwin', 'win32'] as const)(
  'adds the file that NODE_EXTRA_CA_CERTS names on %s',
  async (platform) => {
    const env = { SSL_CERT_FILE: fixture('service.pem'), NODE_EXTRA_CA_CERTS: fixture('company-root.pem') };
    expect(await systemCertificates({ platform, env })).toContain(pem('company-root.pem'));
  },
);

it('finds none in a file that is not there or holds none', async () => {
  for (const file of [path.join(folder, 'missing'), folder, fixture('key.pem')]) {
    expect(await systemCertificates({ platform: 'linux', env: { SSL_CERT_FILE: file } })).toEqual([]);
  }
});
