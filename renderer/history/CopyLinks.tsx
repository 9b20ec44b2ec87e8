import { type ReactElement, useState } from 'react';
import type { Words } from '../../main/core/view/words/index.ts';
import { Button } from '../ui/Button.tsx';

interface Props {
  readonly words: Words;
  json(): string;
  csv(): string;
}

/** Copies what a table shows. */
export function CopyLinks({ words: { history }, json, csv }: Props): ReactElement {
  const [copied, setCopied] = useState(false);
  return (
    <div className="actions more">
      <Button kind="link" onPress={() => setCopied(copyText(json()))}>
        {history.copyJson}
      </Button>
      <Button kind="link" onPress={() => setCopied(copyText(csv()))}>
        {history.copyCsv}
      </Button>
      <span className="quiet" role="status">
        {copied ? history.copied : ''}
      </span>
    </div>
  );
}

/**
 * Copies a text to the clipboard, in answer to a press of a button; false if that failed. It uses the browser's copy
 * command: the page has no permission for the clipboard, as `lockdown` refuses every permission.
 */
function copyText(text: string): boolean {
  const field = document.createElement('textarea');
  field.className = 'unseen';
  field.value = text;
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
