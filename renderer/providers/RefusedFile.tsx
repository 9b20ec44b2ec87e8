import type { ReactElement } from 'react';
import type { SettingsProblem } from '../../main/core/provider/model.ts';
import { placeText } from '../../main/core/view/providers/provider-text.ts';
import type { Words } from '../../main/core/view/words/index.ts';
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
              <Excerpt text={problem.excerpt} at={problem.excerptAt} />
            </code>
          </pre>
        )}
      </figure>
    </section>
  );
}

/** The line with the word or sign at fault marked; a blank where the line ends too soon. */
function Excerpt({ text, at }: { readonly text: string; readonly at: number | undefined }): ReactElement {
  if (at === undefined) return <>{text}</>;
  const rest = text.slice(at);
  const fault = /^(?:"[^"]*"?|[\w.-]+|.)/.exec(rest)?.[0] ?? '';
  return (
    <>
      {text.slice(0, at)}
      <mark>{fault || ' '}</mark>
      {rest.slice(fault.length)}
    </>
  );
}
