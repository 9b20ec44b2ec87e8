import type { Node } from 'jsonc-parser';
import type { DiffLine } from '../model.ts';
import { diffLines, linesOf } from './diff.ts';
import { isSecretName, isSecretProperty, maskJsonLine, maskSecret } from './mask.ts';
import type { SettingsDocument } from './settings-text.ts';

function secretsBelow(node: Node, isSecret: boolean): readonly Node[] {
  if (node.type === 'string') return isSecret && node.value !== '' ? [node] : [];
  return (node.children ?? []).flatMap((child) => {
    const [key, value] = child.children ?? [];
    if (child.type !== 'property' || key === undefined || value === undefined) return secretsBelow(child, isSecret);
    const name = String(key.value);
    return secretsBelow(value, isSecret || isSecretName(name) || (value.type === 'string' && isSecretProperty(name)));
  });
}

/**
 * The text with the value of every secret property masked, keeping its lines. Values that merely look secret are masked
 * later, line by line.
 */
function masked({ text, root }: SettingsDocument): string {
  let result = '';
  let from = 0;
  for (const { offset, length, value } of secretsBelow(root, false)) {
    result += text.slice(from, offset) + JSON.stringify(maskSecret(String(value)));
    from = offset + length;
  }
  return result + text.slice(from);
}

function shownLines(document: SettingsDocument): (at: number) => string {
  const lines = linesOf(masked(document));
  return (at) => maskJsonLine(lines[at] ?? '');
}

/** The diff of two settings, with secrets masked. A file that does not exist yet has no lines. */
export function settingsDiff(before: SettingsDocument, after: SettingsDocument): readonly DiffLine[] {
  return diffLines(
    { text: before.exists ? before.source : '', show: shownLines(before) },
    { text: after.source, show: shownLines(after) },
  );
}
