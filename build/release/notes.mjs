import { addressesOf } from './project.mjs';

/** @typedef {import('./project.mjs').Manifest} Manifest */

/**
 * The text of one version in CHANGELOG.md, without its heading; null where there is none, or nothing in it.
 * @param {string} changelog
 * @param {string} version
 */
export function changesOf(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((one) => one.split('\n')[0]?.trim() === version);
  return section?.split('\n').slice(1).join('\n').trim() || null;
}

/**
 * What does not fit together, in sentences: the tag, the version in package.json and in its lock file, and the changelog.
 * @param {object} sources
 * @param {string} sources.version of package.json
 * @param {string} sources.lockVersion of package-lock.json
 * @param {string | null} sources.tag null where none is made yet
 * @param {string} sources.changelog
 * @returns {readonly string[]}
 */
export function disagreements({ version, lockVersion, tag, changelog }) {
  const first = /^## (.+)$/m.exec(changelog)?.[1]?.trim();
  return [
    ...(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`"${version}" in package.json is no version.`]),
    ...(lockVersion === version ? [] : [`package-lock.json has the version ${lockVersion}, package.json ${version}.`]),
    ...(tag === null || tag === `v${version}` ? [] : [`The tag is ${tag}, and package.json says ${version}.`]),
    ...(first === version ? [] : [`CHANGELOG.md begins with "${first ?? ''}", not with ${version}.`]),
    ...(changesOf(changelog, version) === null ? [`CHANGELOG.md says nothing of ${version}.`] : []),
  ];
}

/**
 * The notes of a release: what is new, what is signed, and how to check a download.
 * @param {Manifest} manifest
 * @param {string} changes
 * @param {{ readonly macos: boolean, readonly windows: boolean }} signed
 */
export function releaseNotes(manifest, changes, signed) {
  const repository = new URL(addressesOf(manifest).homepage).pathname.slice(1);
  return `${changes}

## Signatures
- **Linux**: the packages are unsigned; their origin is attested, see below.
- **Windows**: ${signed.windows ? 'signed.' : '**unsigned**. Windows warns before the first start: *More info*, then *Run anyway*.'}
- **macOS**: ${signed.macos ? 'signed and notarised.' : '**unsigned**. macOS refuses the first start: allow it in *System Settings → Privacy & Security*.'}

## Check what you downloaded
\`\`\`
sha256sum --check --ignore-missing SHA256SUMS
gh attestation verify FILE --repo ${repository}
gh attestation verify FILE --repo ${repository} --predicate-type https://cyclonedx.org/bom
\`\`\`

The second line shows that the file was built from this repository's tag, the third what it contains.
`;
}
