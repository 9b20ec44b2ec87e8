import * as z from 'zod';
import { jsonOf } from './json.ts';

/** Where the project publishes its releases. */
export interface ReleaseSite {
  /** Answers with the newest release, to anybody. */
  readonly latest: string;
  /** The page of all releases, the newest first. */
  readonly page: string;
}

const gitHubPage = /^https:\/\/github\.com\/(?<repository>[\w.-]{1,100}\/[\w.-]{1,100}?)(\.git)?\/?$/;

/** The releases of a project on GitHub (docs/facts/releases.md §1), by its homepage; null for any other address, where nobody is asked. Pure. */
export function releaseSiteOf(homepage: string): ReleaseSite | null {
  const repository = gitHubPage.exec(homepage)?.groups?.['repository'];
  if (repository === undefined) return null;
  return {
    latest: `https://api.github.com/repos/${repository}/releases/latest`,
    page: `https://github.com/${repository}/releases/latest`,
  };
}

/** What is read of an answer: a draft or a pre-release is not announced. */
const ReleaseSchema = z.object({
  tag_name: z.string().regex(/^v\d{1,5}\.\d{1,5}\.\d{1,5}$/),
  draft: z.literal(false),
  prerelease: z.literal(false),
});

/** The version, such as `1.2.3`, of the release in an answer; null if it is not a release to announce. Pure. */
export function releasedVersion(answer: string): string | null {
  const release = ReleaseSchema.safeParse(jsonOf(answer));
  return release.success ? release.data.tag_name.slice(1) : null;
}

/** The numbers of a version, and whether it is a finished one; null for any other text. */
function partsOf(version: string): readonly number[] | null {
  const [, major, minor, patch, suffix] = /^(\d+)\.(\d+)\.(\d+)(-[\w.]+)?$/.exec(version) ?? [];
  return patch === undefined ? null : [Number(major), Number(minor), Number(patch), suffix === undefined ? 1 : 0];
}

/** Whether `version` is newer than `own`. A pre-release is older than the version it precedes. Pure. */
export function isNewerVersion(version: string, own: string): boolean {
  const [left, right] = [partsOf(version), partsOf(own)];
  if (left === null || right === null) return false;
  const at = left.findIndex((part, index) => part !== right[index]);
  return (left[at] ?? 0) > (right[at] ?? 0);
}
