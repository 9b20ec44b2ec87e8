import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { root } from '../../../../build/paths.mjs';
import { auditText, readAudit } from '../../../../build/release/audit.mjs';
import { noticesText, packageFolder, refuseUnknownLicences } from '../../../../build/release/notices.mjs';
import { sbomOf } from '../../../../build/release/sbom.mjs';

const zod = {
  name: 'zod',
  version: '4.6.7',
  license: 'MIT',
  text: 'MIT License\n\nCopyright',
  bundles: ['main'] as const,
};

describe('the package a bundled file belongs to', () => {
  test.each([
    ['/a/node_modules/zod/v4/index.js', '/a/node_modules/zod'],
    ['/a/node_modules/@scope/part/index.js', '/a/node_modules/@scope/part'],
    ['/a/node_modules/conf/node_modules/ajv/lib/a.js', '/a/node_modules/conf/node_modules/ajv'],
    ['\0/a/node_modules/react/index.js?commonjs-es-import', '/a/node_modules/react'],
    ['C:\\a\\node_modules\\react\\index.js', 'C:/a/node_modules/react'],
    ['/a/main/core/quota.ts', null],
    ['\0commonjsHelpers.js', null],
  ])('%j', (id, folder) => {
    expect(packageFolder(id)).toBe(folder);
  });
});

describe('licences', () => {
  test('with a text and known to be compatible pass', () => {
    expect(() => refuseUnknownLicences([zod, { ...zod, license: 'Apache-2.0' }])).not.toThrow();
  });

  test.each([
    [{ license: 'GPL-3.0-only' }, 'zod 4.6.7 (GPL-3.0-only)'],
    [{ license: 'LGPL-2.1' }, 'zod 4.6.7 (LGPL-2.1)'],
    [{ license: 'UNLICENSED' }, 'zod 4.6.7 (UNLICENSED)'],
    [{ license: '' }, 'zod 4.6.7 (no licence)'],
    [{ license: '(MIT OR GPL-2.0)' }, 'zod 4.6.7 ((MIT OR GPL-2.0))'],
    [{ text: '' }, 'zod 4.6.7 (no text of its licence)'],
  ])('such as %j do not ship, and the package is named', (change, named) => {
    expect(() => refuseUnknownLicences([zod, { ...zod, ...change }])).toThrow(`somebody has looked: ${named}.`);
  });

  test('stand whole in the notices, which name Electron’s own files only where Electron ships', () => {
    expect(noticesText([zod], { electron: true })).toMatch(
      /LICENSES\.chromium\.html[\s\S]*\nzod 4\.6\.7 \(MIT\)\n\nMIT License\n\nCopyright\n$/,
    );
    expect(noticesText([zod], { electron: false })).not.toMatch(/chromium/);
  });
});

/** The part of the CycloneDX 1.6 schema that the list uses; unknown names are refused, as the schema does. */
const component = z.strictObject({
  'bom-ref': z.string().min(1),
  type: z.enum(['application', 'framework', 'library']),
  name: z.string().min(1),
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  purl: z.string().regex(/^pkg:npm\/(%40[\w-]+\/)?[\w.-]+@\d/),
  licenses: z.array(z.strictObject({ license: z.strictObject({ id: z.string().min(1) }) })).min(1),
  hashes: z
    .array(z.strictObject({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) }))
    .optional(),
  properties: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional(),
  externalReferences: z.array(z.strictObject({ type: z.literal('website'), url: z.url() })).optional(),
});
const cycloneDx = z.strictObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.literal('1.6'),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  version: z.int().min(1),
  metadata: z.strictObject({ component }),
  components: z.array(component).min(1),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});

describe('the list of what ships', () => {
  const app = { name: 'qwen-gauge', version: '0.1.0', license: 'MIT', homepage: 'https://example.org/a/b' };
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string }>;
  };
  const scoped = { ...zod, name: '@scope/part', version: '1.0.0' };
  const list = sbomOf(app, [scoped, zod], '45.4.1', lock.packages);

  test('has the shape of CycloneDX', () => {
    expect(() => cycloneDx.parse(list)).not.toThrow();
  });

  test('names the app, Electron and each package, with the checksum of the lock file', () => {
    expect(list.components.map(({ purl }) => purl)).toEqual([
      'pkg:npm/electron@45.4.1',
      'pkg:npm/%40scope/part@1.0.0',
      'pkg:npm/zod@4.6.7',
    ]);
    expect(list.dependencies).toEqual([
      { ref: 'pkg:npm/qwen-gauge@0.1.0', dependsOn: list.components.map(({ purl }) => purl) },
    ]);
    const content = Buffer.from(lock.packages['node_modules/zod']?.integrity?.slice(7) ?? '', 'base64').toString('hex');
    expect(list.components.at(-1)).toMatchObject({ hashes: [{ alg: 'SHA-512', content }] });
    expect(list.components.at(1)).not.toHaveProperty('hashes');
  });

  test('of the command line has no Electron', () => {
    expect(sbomOf(app, [zod], null, {}).components.map(({ name }) => name)).toEqual(['zod']);
  });

  test('has a number of its own that the same contents give again', () => {
    expect(sbomOf(app, [scoped, zod], '45.4.1', lock.packages).serialNumber).toBe(list.serialNumber);
    expect(sbomOf(app, [zod], '45.4.1', lock.packages).serialNumber).not.toBe(list.serialNumber);
  });
});

describe('what npm knows of weaknesses', () => {
  const report = (total: number, high = 0, prod = 20) =>
    JSON.stringify({ metadata: { vulnerabilities: { total, high, critical: 0 }, dependencies: { prod } } });

  test.each([
    [report(0), 'no weakness is known in what ships'],
    [report(3, 1), '3 known, the worst is high: see npm audit --omit=dev'],
  ])('%s', (output, text) => {
    expect(auditText(readAudit(output))).toBe(text);
  });

  test.each([
    ['{"message":"405 Method Not Allowed - POST https://registry","error":{"summary":""}}', '405 Method Not Allowed'],
    [
      '{"error":{"code":"ENOAUDIT","summary":"audit endpoint returned an error\\nmore"}}',
      'audit endpoint returned an error',
    ],
    ['', 'npm gave no report'],
    ['npm error network', 'npm gave no report'],
    ['null', 'npm gave no report'],
    [report(0, 0, 1), 'npm looked at no package'],
    ['{"metadata":{"vulnerabilities":{"total":"0"}}}', 'npm gave no report'],
  ])('is unknown after %j', (output, reason) => {
    const audit = readAudit(output);
    expect(audit.kind).toBe('unknown');
    expect(auditText(audit)).toMatch(`nothing is known, since the registry was not asked or gave no answer: ${reason}`);
  });
});
