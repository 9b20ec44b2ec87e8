import { readFileSync } from 'node:fs';
import path from 'node:path';
import { jsonOf } from '../core/json.ts';
import { releaseSiteOf } from '../core/releases.ts';
import type { PublishedBuild } from '../services/updates/updates.ts';

interface Build {
  readonly version: string;
  readonly isPackaged: boolean;
}

/** What the app knows of its releases; undefined in a checkout, and where the app has no address or is a pre-release. */
export function publishedBuild(
  { version, isPackaged }: Build,
  page: () => string = homepage,
): PublishedBuild | undefined {
  if (!isPackaged || !/^\d+\.\d+\.\d+$/.test(version)) return undefined;
  const releases = releaseSiteOf(page());
  return releases === null ? undefined : { version, releases };
}

/** The project's address in the package.json of this app, two folders above its bundle. */
function homepage(): string {
  const manifest = jsonOf(readFileSync(path.join(import.meta.dirname, '../../package.json'), 'utf8'));
  const given = typeof manifest === 'object' && manifest !== null && 'homepage' in manifest ? manifest.homepage : '';
  return typeof given === 'string' ? given : '';
}
