import { dirname, isAbsolute, normalize, relative, resolve, sep } from 'node:path';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';

type RealPath = (path: string) => Promise<string | null>;

interface Rule {
  readonly trusted: boolean;
  readonly places: readonly string[];
}

/**
 * What `trustedFolders.json` says of a folder, as the client's `resolveTrustDecision` (0.24.4) does: the deepest rule around it
 * wins, and of two equally deep ones the one that does not trust. null: no rule, or a file that cannot be read.
 */
export async function isFolderTrusted(text: string, folder: string, realPath: RealPath): Promise<boolean | null> {
  const read = readSettings(text);
  if (!read.ok) return null;
  const here = await variants(folder, realPath);
  let decision: { readonly trusted: boolean; readonly depth: number } | null = null;
  for (const [path, level] of Object.entries(read.document.value)) {
    const rule = await ruleFor(path, level, realPath);
    const depth = rule === null ? -1 : depthOfMatch(rule, here);
    if (rule === null || depth < 0) continue;
    const wins = decision === null || depth > decision.depth || (depth === decision.depth && !rule.trusted);
    if (wins) decision = { trusted: rule.trusted, depth };
  }
  return decision?.trusted ?? null;
}

async function ruleFor(path: string, level: unknown, realPath: RealPath): Promise<Rule | null> {
  switch (level) {
    case 'TRUST_FOLDER':
      return { trusted: true, places: await variants(path, realPath) };
    case 'TRUST_PARENT':
      return { trusted: true, places: await variants(dirname(path), realPath) };
    case 'DO_NOT_TRUST':
      return { trusted: false, places: await variants(path, realPath) };
    default:
      return null;
  }
}

async function variants(path: string, realPath: RealPath): Promise<readonly string[]> {
  const plain = normalize(resolve(path));
  return [...new Set([plain, (await realPath(path)) ?? plain])];
}

function depthOfMatch(rule: Rule, here: readonly string[]): number {
  const depths = rule.places
    .filter((place) => here.some((folder) => isWithin(folder, place)))
    .map((place) => place.split(sep).filter((part) => part !== '').length);
  return Math.max(-1, ...depths);
}

function isWithin(folder: string, root: string): boolean {
  const way = relative(root, folder);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
