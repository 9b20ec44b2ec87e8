import { npmCommand, runQuietly } from '../setup/command.mjs';

/**
 * What npm knows about weaknesses of the packages that ship.
 * @typedef {{ kind: 'none' } | { kind: 'found', count: number, worst: string } | { kind: 'unknown', reason: string }} Audit
 */

const SEVERITIES = ['critical', 'high', 'moderate', 'low', 'info'];

/**
 * Asks npm's registry, whose answer may be missing: then nothing is known, which is not the same as no weakness.
 * @param {string} cwd
 * @returns {Promise<Audit>}
 */
export async function auditShipped(cwd) {
  const npm = npmCommand();
  const words = [...npm.args, 'audit', '--omit=dev', '--json', '--loglevel=silent'];
  const { output } = await runQuietly(npm.file, words, { cwd, shell: npm.shell });
  return readAudit(output);
}

/**
 * Reads what `npm audit --json` wrote. Its exit code says nothing: 1 stands for weaknesses and for failures.
 * @param {string} output
 * @returns {Audit}
 */
export function readAudit(output) {
  const report = parse(output);
  const counts = report?.metadata?.vulnerabilities;
  const audited = report?.metadata?.dependencies?.prod;
  if (typeof counts?.total !== 'number') {
    const reason = report?.message ?? report?.error?.summary ?? 'npm gave no report';
    return { kind: 'unknown', reason: String(reason).split('\n')[0] ?? '' };
  }
  if (!(audited > 1)) return { kind: 'unknown', reason: 'npm looked at no package' };
  if (counts.total === 0) return { kind: 'none' };
  return { kind: 'found', count: counts.total, worst: SEVERITIES.find((one) => counts[one] > 0) ?? 'unknown' };
}

/** @param {string} output */
function parse(output) {
  try {
    return JSON.parse(output);
  } catch {
    return null; // No report, which readAudit says.
  }
}

/** @param {Audit} audit */
export function auditText(audit) {
  switch (audit.kind) {
    case 'none':
      return 'no weakness is known in what ships';
    case 'found':
      return `${audit.count} known, the worst is ${audit.worst}: see npm audit --omit=dev`;
    case 'unknown':
      return `nothing is known, since the registry was not asked or gave no answer: ${audit.reason}`;
  }
}
