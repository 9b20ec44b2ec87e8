import { type ReactElement, type ReactNode, useState } from 'react';
import type { SettingsProblem } from '../../main/core/provider/model.ts';
import { placeText } from '../../main/core/view/providers/provider-text.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { Bridge } from '../../preload/contract.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Explain, PathText } from '../ui/Explain.tsx';

interface Props {
  /** Null if the path is already shown above. */
  readonly path: string | null;
  readonly problem: SettingsProblem;
  readonly words: Words;
  /** Opens the file, if it is that of the settings, whose path main knows. Null: another one. */
  readonly bridge: Bridge | null;
  /** Further ways out. */
  readonly children?: ReactNode;
}

/** Explains why the app does not touch a settings file, with the line at fault and the way to it. */
export function RefusedFile({ path, problem, words, bridge, children }: Props): ReactElement {
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
      {bridge === null ? (
        children
      ) : (
        <OpenFile bridge={bridge} canOpen={problem.reason !== 'pipe'} words={words}>
          {children}
        </OpenFile>
      )}
    </section>
  );
}

interface OpenFileProps {
  readonly bridge: Bridge;
  /** False: opening it would wait for another program. */
  readonly canOpen: boolean;
  readonly words: Words;
  readonly children: ReactNode;
}

/** The ways to the file. Its path can always be copied, because not every system tells that it opened nothing. */
function OpenFile({ bridge, canOpen, words, children }: OpenFileProps): ReactElement {
  const [told, setTold] = useState<'nothing' | 'not-opened' | 'copied'>('nothing');
  const open = async (): Promise<void> =>
    setTold((await bridge.invoke('settings-file:open')) ? 'nothing' : 'not-opened');
  const copy = async (): Promise<void> => {
    await bridge.invoke('settings-file:copy');
    setTold('copied');
  };
  const { openFile, fileNotOpened } = words.providers;
  const { copyFolder, copiedFolder } = words.preferenceData;
  return (
    <>
      <div className="actions">
        {canOpen ? <ActionButton work={open}>{openFile}</ActionButton> : null}
        <ActionButton work={copy}>{copyFolder}</ActionButton>
        {children}
      </div>
      {told === 'nothing' ? null : (
        <p className={told === 'copied' ? 'note' : 'remark remark-amber'} role="status">
          {told === 'copied' ? copiedFolder : fileNotOpened}
        </p>
      )}
    </>
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
