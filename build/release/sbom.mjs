import crypto from 'node:crypto';

/** @typedef {{ name: string, version: string, license: string }} Named */

/**
 * The list of what ships, as CycloneDX 1.6 defines it. `npm sbom` would list what is installed: packages the bundler left
 * out as well, and Electron not at all. The same input gives the same list, so that a release can be built again.
 * @param {Named & { homepage: string }} app
 * @param {readonly import('./notices.mjs').ShippedPackage[]} packages
 * @param {string | null} electronVersion null for the command line, which contains no Electron
 * @param {Readonly<Record<string, { integrity?: string }>>} locked the packages of package-lock.json, for their checksums
 */
export function sbomOf(app, packages, electronVersion, locked) {
  const bundled = packages.map((one) => ({
    ...component('library', one),
    ...checksums(locked[`node_modules/${one.name}`]?.integrity),
    properties: [{ name: 'qwen-gauge:bundles', value: one.bundles.join(',') }],
  }));
  const electron =
    electronVersion === null
      ? []
      : [component('framework', { name: 'electron', version: electronVersion, license: 'MIT' })];
  const components = [...electron, ...bundled];
  const subject = {
    ...component('application', app),
    externalReferences: [{ type: 'website', url: app.homepage }],
  };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([subject, components]))}`,
    version: 1,
    metadata: { component: subject },
    components,
    dependencies: [{ ref: subject['bom-ref'], dependsOn: components.map((one) => one['bom-ref']) }],
  };
}

/**
 * @param {'application' | 'framework' | 'library'} type
 * @param {Named} named
 */
function component(type, { name, version, license }) {
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
  return { 'bom-ref': purl, type, name, version, purl, licenses: [{ license: { id: license } }] };
}

/** @param {string | undefined} integrity of npm's archive, such as `sha512-` and base64 */
function checksums(integrity) {
  const [, base64] = /^sha512-([\w+/=]+)$/.exec(integrity ?? '') ?? [];
  return base64 === undefined
    ? {}
    : { hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] };
}

/**
 * A UUID of version 8 (RFC 9562: its bits are free to choose), from the hash of a text.
 * @param {string} text
 */
function uuidOf(text) {
  const hex = crypto.createHash('sha256').update(text).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}
