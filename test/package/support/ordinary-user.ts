import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { makeUser, type UserFolders } from '../../support/app/app-driver.ts';

/** The account `nobody` of Debian; any that is not root would do. */
const nobody = 65_534;

/** A user without special rights, as whom the app runs; Chromium refuses its sandbox to root. */
export interface OrdinaryUser {
  readonly id: number;
  readonly folders: UserFolders;
  /** Variables beside those of the folders; the temporary files of the app lie in a folder of their own. */
  readonly env: Readonly<Record<string, string>>;
  readonly temporaryFolder: string;
}

const own = process.getuid?.() ?? nobody;
/** This process's own user or, where that is root, `nobody`. */
const id = own === 0 ? nobody : own;

/** Makes folders that belong to that user. */
export function makeOrdinaryUser(settings: string): OrdinaryUser {
  const folders = makeUser(settings);
  const [temporaryFolder, runtimeFolder] = ['tmp', 'runtime'].map((name) => path.join(folders.base, name)) as [
    string,
    string,
  ];
  for (const folder of [temporaryFolder, runtimeFolder]) mkdirSync(folder, { mode: 0o700 });
  if (id !== own) execFileSync('chown', ['-R', `${id}:${id}`, folders.base]);
  return { id, folders, temporaryFolder, env: { TMPDIR: temporaryFolder, XDG_RUNTIME_DIR: runtimeFolder } };
}

/** Why that user cannot run Chromium's sandbox here; null: it can. */
export function whyNoSandbox(): string | null {
  const { status, stderr, error } = spawnSync('unshare', ['--user', '--map-root-user', 'true'], {
    uid: id,
    gid: id,
    encoding: 'utf8',
  });
  return status === 0 ? null : `user namespaces are not allowed here: ${error?.message ?? stderr.trim()}`;
}
