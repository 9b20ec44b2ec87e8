import type { ReactElement } from 'react';
import type { SettingsProblem } from '../../main/core/provider/model.ts';
import { placeText } from '../../main/core/view/providers/provider-text.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Explain, PathText } from '../ui/Explain.tsx';

interface Props {
  /** Null if the path is already shown above. */
  readonly path: string | null;
  readonly problem: SettingsProblem;
  readonly words: Words;
}

/** Explains why the app does not touch a settings file, with the line at fault. */
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

/** The line at fault with the faulty token highlighted, or a highlighted blank if the line ends too early. */
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
