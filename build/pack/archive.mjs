import { spawnSync } from 'node:child_process';
import { SetupError } from '../setup/steps.mjs';

/**
 * Packs a folder as tar.gz with GNU tar: the same bytes for the same files, whoever packs them and when.
 * @param {string} folder
 * @param {string} archive
 * @param {string} inner name of the only folder in the archive
 * @param {{ timeS: string, level: number }} settings time of every file, seconds since 1970; gzip's level, 1 to 9
 */
export function packArchive(folder, archive, inner, { timeS, level }) {
  const same = ['--sort=name', '--format=gnu', '--owner=0', '--group=0', '--numeric-owner', `--mtime=@${timeS}`];
  const renamed = `--transform=s,^\\.,${inner},`;
  const words = [...same, renamed, `--use-compress-program=gzip -n -${level}`, '-cf', archive, '-C', folder];
  const { status, stderr, error } = spawnSync('tar', [...words, '.'], { encoding: 'utf8' });
  if (status !== 0) throw new SetupError(`${archive}: tar failed: ${error?.message ?? stderr.trim()}`);
}
