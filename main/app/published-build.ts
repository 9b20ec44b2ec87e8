import { homepage } from '../../package.json';
import { releaseSiteOf } from '../core/releases.ts';
import type { PublishedBuild } from '../services/updates/updates.ts';

interface Build {
  readonly version: string;
  readonly isPackaged: boolean;
}

/** What the app knows of its releases; undefined in a checkout, and where the app has no address or is a pre-release. */
export function publishedBuild({ version, isPackaged }: Build, page = homepage): PublishedBuild | undefined {
  if (!isPackaged || !/^\d+\.\d+\.\d+$/.test(version)) return undefined;
  const releases = releaseSiteOf(page);
  return releases === null ? undefined : { version, releases };
}
