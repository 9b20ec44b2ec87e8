import type { ReactElement } from 'react';
import type { SettingsProblem } from '../../main/core/provider/model.ts';
import { placeText } from '../../main/core/view/popover-providers.ts';
import type { Words } from '../../main/core/view/words.ts';
import { Explain } from '../ui/Explain.tsx';
import { PathText } from '../ui/PathText.tsx';

interface Props {
  /** Null where it stands above already. */
  readonly path: string | null;
  readonly problem: SettingsProblem;
  readonly words: Words;
}

/** A settings file that is left alone: why, where, and a picture of the place. */
export function RefusedFile({ path, problem, words }: Props): ReactElement {
  const where = placeText(problem, words);
  return (
    <section className="stack-tight">
      <h2 className="section-title">{words.providers.refusedTitle}</h2>
      <Explain tone="amber" text={words.settingsProblems[problem.reason]} />
      <figure className="diff">
        <figcaption>
          {where === null ? null : <p>{where}</p>}
          {path === null ? null : <PathText path={path} />}
        </figcaption>
        {problem.excerpt === null ? null : (
          <pre className="excerpt">
            <code>
              {problem.excerpt}
              {problem.column === null ? null : `\n${' '.repeat(caretAt(problem.excerpt, problem.column))}^`}
            </code>
          </pre>
        )}
      </figure>
    </section>
  );
}

/** Below the column at fault, never beyond the end of what is shown. */
export const caretAt = (excerpt: string, column: number): number =>
  Math.max(0, Math.min(column - 1, excerpt.split('\n', 1)[0]?.length ?? 0));
