import type { CSSProperties, ReactElement } from 'react';
import type { DiffLine, SwitchPreview } from '../../main/core/provider/switch-model.ts';
import { diffRows } from '../../main/core/view/providers/diff-rows.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { PathText } from '../ui/Explain.tsx';
import { Fold } from '../ui/Fold.tsx';

interface Props {
  /** A line above the path; left out for the first file. */
  readonly heading?: string;
  readonly path: string;
  readonly lines: readonly DiffLine[];
  readonly words: Words;
}

const signs: Readonly<Record<DiffLine['kind'], string>> = { same: ' ', added: '+', removed: '−', gap: '⋯' };

/** Shows a change line by line. A sign and a hidden word repeat what the colour shows. */
function Diff({ heading, path, lines, words }: Props): ReactElement {
  const labels: Readonly<Record<DiffLine['kind'], string | null>> = {
    same: null,
    added: words.providers.diffAdded,
    removed: words.providers.diffRemoved,
    gap: words.providers.diffGap,
  };
  return (
    <figure className="diff">
      <figcaption>
        {heading === undefined ? null : <p>{heading}</p>}
        <PathText path={path} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <section className="diff-body" aria-label={`${words.providers.diffLabel}: ${path}`} tabIndex={0}>
        {diffRows(lines).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines never move; a new preview is a new list.
          <div key={index} className={`diff-line diff-${line.kind}`}>
            <span className="diff-sign" aria-hidden="true">
              {signs[line.kind]}
            </span>
            {labels[line.kind] === null ? null : <span className="unseen">{labels[line.kind]}: </span>}
            <code style={indentOf(line.text)}>{line.text.trimStart()}</code>
          </div>
        ))}
      </section>
    </figure>
  );
}

/** A long line goes on below its own beginning. */
const indentOf = (text: string): CSSProperties => ({
  paddingInlineStart: `${Math.min(8, text.length - text.trimStart().length)}ch`,
});

interface ExactProps {
  /** Says how much changes; pressing it shows how. */
  readonly title: string;
  readonly preview: Extract<SwitchPreview, { kind: 'plan' }>;
  readonly words: Words;
}

/** The exact change of each file, folded away. */
export function ExactChange({ title, preview, words }: ExactProps): ReactElement {
  const { path, diff, envFile } = preview;
  const isChanged = diff.some(({ kind }) => kind === 'added' || kind === 'removed');
  return (
    <Fold title={title}>
      <div className="stack-tight">
        {isChanged ? <Diff path={path} lines={diff} words={words} /> : null}
        {envFile === undefined ? null : (
          <Diff
            {...(isChanged ? { heading: words.providers.secondFile } : {})}
            path={envFile.path}
            lines={envFile.diff}
            words={words}
          />
        )}
      </div>
    </Fold>
  );
}
