import fs from 'node:fs';
import path from 'node:path';
import { chunksOf } from '../bundle/reached.mjs';
import { root as checkout } from '../paths.mjs';
import { explainFailure, runNpm } from '../setup/command.mjs';
import { SetupError } from '../setup/steps.mjs';
import { noticesText, ofCommandLine, refuseUnknownLicences, shippedPackages } from './notices.mjs';
import { addressesOf } from './project.mjs';

/** @typedef {import('./project.mjs').Manifest} Manifest */

/**
 * Makes the command line's own npm package, which has no dependencies, and returns the name of its archive. The bundle has
 * to be up to date.
 * @param {Manifest} manifest
 * @param {string} output folder for the archive
 * @param {string} root
 */
export async function makeCommandLinePackage(manifest, output, root = checkout) {
  const folder = path.join(root, 'out', 'command-line-package');
  fs.rmSync(folder, { recursive: true, force: true });
  await writeCommandLinePackage(manifest, folder, root);
  fs.mkdirSync(output, { recursive: true });
  const packed = await runNpm(['pack', folder, '--pack-destination', output, '--ignore-scripts'], root);
  if (packed.status !== 0) throw new SetupError(explainFailure('Packing the command line', packed));
  return `${manifest.name}-${manifest.version}.tgz`;
}

/**
 * @param {Manifest} manifest
 * @param {string} folder
 * @param {string} root
 */
async function writeCommandLinePackage(manifest, folder, root) {
  const packages = ofCommandLine(await shippedPackages());
  refuseUnknownLicences(packages);
  const write = (/** @type {string} */ name, /** @type {string} */ text, mode = 0o644) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text, { mode });
  };
  write('package.json', `${JSON.stringify(commandLineManifest(manifest), null, 2)}\n`);
  write('README.md', readme(manifest));
  write('THIRD-PARTY-NOTICES.txt', noticesText(packages, { electron: false }));
  write('bin/qwen-gauge.cjs', "#!/usr/bin/env node\nrequire('../out/main/cli.cjs');\n", 0o755);
  fs.copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
  const bundle = path.join('out', 'main');
  fs.mkdirSync(path.join(folder, bundle), { recursive: true });
  for (const name of chunksOf(path.join(root, bundle), 'cli.cjs')) {
    fs.copyFileSync(path.join(root, bundle, name), path.join(folder, bundle, name));
  }
}

/**
 * The package.json of the command line's package. The checkout's own stays private, so that it is never published.
 * @param {Manifest} manifest
 */
function commandLineManifest(manifest) {
  const { name, version, description, license, author, engines } = manifest;
  const { homepage, repository, bugs } = addressesOf(manifest);
  return {
    name,
    version,
    description,
    keywords: ['qwen', 'qwen-code', 'quota', 'usage', 'cli'],
    license,
    author,
    homepage,
    repository: { type: 'git', url: `git+${repository}` },
    bugs,
    type: 'commonjs',
    bin: { [name]: 'bin/qwen-gauge.cjs' },
    engines,
    files: ['bin', 'out/main', 'LICENSE', 'THIRD-PARTY-NOTICES.txt'],
  };
}

/** @param {Manifest} manifest */
const readme = (manifest) => `# Qwen Gauge: the command line

${manifest.description}

\`\`\`
npx ${manifest.name} --help
npx ${manifest.name} status --refresh
npx ${manifest.name} switch NAME --dry-run
\`\`\`

It needs Node.js ${manifest.engines['node']?.replace('>=', '')} or newer and nothing else. The tray app and all documentation: ${manifest.homepage}
`;
