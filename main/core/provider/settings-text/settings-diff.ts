import { type Node, parseTree } from 'jsonc-parser';
import type { DiffLine } from '../switch-model.ts';
import { tooDeepAt } from './client-json.ts';
import { diffLines, linesOf } from './diff.ts';
import {
  isHarmlessHeader,
  isSecretName,
  isSecretOption,
  isSecretProperty,
  maskJsonLine,
  maskSecret,
  maskText,
} from './mask.ts';
import type { SettingsDocument } from './settings-text.ts';

interface Masked {
  readonly node: Node;
  readonly shown: string;
}

const longestPlainNumber = 5;

const mayHoldProperty = /[:=]|["'`]\s*,/;

/** A string with what it holds of JSON masked by the rules of the file itself. */
function maskInnerJson(value: string): string {
  if (!mayHoldProperty.test(value)) return value;
  // Parsing recurses: the same limit as for the file.
  if (tooDeepAt(value) !== null) return maskSecret(value);
  let result = '';
  let rest = value;
  for (let from = rest.search(/[{[]/); from >= 0; from = rest.search(/[{[]/)) {
    const text = rest.slice(from);
    const root = parseTree(text);
    const length = Math.max(1, root?.length ?? 0);
    const inner = text.slice(0, length);
    result += rest.slice(0, from) + (root === undefined ? inner : withMasked(inner, root));
    rest = text.slice(length);
  }
  return maskJsonLine(result + rest);
}

/** A string or number as it is shown where it must not be shown as it is. */
function maskedLeaf(node: Node, isSecret: boolean): readonly Masked[] {
  const value = String(node.value);
  if (node.type === 'number') {
    return isSecret && value.length > longestPlainNumber ? [{ node, shown: maskSecret(value) }] : [];
  }
  if (node.type !== 'string' || value === '') return [];
  const shown = isSecret ? maskSecret(value) : maskText(maskInnerJson(value));
  return shown === value ? [] : [{ node, shown }];
}

/** `isSecret`: whether every value below is a secret. */
function maskedBelow(node: Node, isSecret: boolean): readonly Masked[] {
  const children = node.children ?? [];
  if (node.type === 'property') {
    const [key, value] = children;
    if (key === undefined || value === undefined) return [];
    const inner = String(key.value);
    const isSecretBelow = (isSecret && !isHarmlessHeader(inner)) || isSecretName(inner);
    const isText = value.type === 'string' && isSecretProperty(inner);
    return [...maskedLeaf(key, false), ...maskedBelow(value, isSecretBelow || isText)];
  }
  if (node.type !== 'array' && node.type !== 'object') return maskedLeaf(node, isSecret);
  return children.flatMap((child, index) => {
    const isOptionValue = node.type === 'array' && isSecretOption(children[index - 1]?.value, child.value);
    return maskedBelow(child, isSecret || isOptionValue);
  });
}

/**
 * The text with every secret masked, keeping its lines. What looks secret in comments is masked later, line by line.
 */
function withMasked(text: string, root: Node): string {
  let result = '';
  let from = 0;
  for (const { node, shown } of maskedBelow(root, false)) {
    result += text.slice(from, node.offset) + JSON.stringify(shown);
    from = node.offset + node.length;
  }
  return result + text.slice(from);
}

function shownLines(document: SettingsDocument): (at: number) => string {
  const lines = linesOf(withMasked(document.text, document.root));
  return (at) => maskJsonLine(lines[at] ?? '');
}

/** The diff of two settings, with secrets masked. A file that does not exist yet has no lines. */
export function settingsDiff(before: SettingsDocument, after: SettingsDocument): readonly DiffLine[] {
  return diffLines(
    { text: before.exists ? before.source : '', show: shownLines(before) },
    { text: after.source, show: shownLines(after) },
  );
}
