import { dirname, isAbsolute, normalize, relative, resolve, sep } from 'node:path';
import { readSettings } from '../../core/provider/settings-text/settings-text.ts';

type RealPath = (path: string) => Promise<string | null>;

interface Rule {
  readonly trusted: boolean;
  /** The rule's folder, as written and with links resolved. */
  readonly paths: readonly string[];
}

/**
 * Decides from `trustedFolders.json` whether a folder is trusted, like Qwen Code's `resolveTrustDecision` (0.24.4): the deepest
 * enclosing rule wins, and of two equally deep rules the distrusting one. Returns null without a rule or if the file is invalid.
 */
export async function isFolderTrusted(text: string, folder: string, realPath: RealPath): Promise<boolean | null> {
  const read = readSettings(text);
  if (!read.ok) return null;
  const folderPaths = await pathVariants(folder, realPath);
  let decision: { readonly trusted: boolean; readonly depth: number } | null = null;
  for (const [path, level] of Object.entries(read.document.value)) {
    const rule = await ruleFor(path, level, realPath);
    const depth = rule === null ? -1 : depthOfMatch(rule, folderPaths);
    if (rule === null || depth < 0) continue;
    const wins = decision === null || depth > decision.depth || (depth === decision.depth && !rule.trusted);
    if (wins) decision = { trusted: rule.trusted, depth };
  }
  return decision?.trusted ?? null;
}

async function ruleFor(path: string, level: unknown, realPath: RealPath): Promise<Rule | null> {
  switch (level) {
    case 'TRUST_FOLDER':
      return { trusted: true, paths: await pathVariants(path, realPath) };
    case 'TRUST_PARENT':
      return { trusted: true, paths: await pathVariants(dirname(path), realPath) };
    case 'DO_NOT_TRUST':
      return { trusted: false, paths: await pathVariants(path, realPath) };
    default:
      return null;
  }
}

async function pathVariants(path: string, realPath: RealPath): Promise<readonly string[]> {
  const plain = normalize(resolve(path));
  return [...new Set([plain, (await realPath(path)) ?? plain])];
}

function depthOfMatch(rule: Rule, folderPaths: readonly string[]): number {
  const depths = rule.paths
    .filter((path) => folderPaths.some((folder) => isWithin(folder, path)))
    .map((path) => path.split(sep).filter((part) => part !== '').length);
  return Math.max(-1, ...depths);
}

function isWithin(folder: string, root: string): boolean {
  const path = relative(root, folder);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}
