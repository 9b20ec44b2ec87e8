import { type ReactElement, useState } from 'react';
import type { Preferences } from '../../main/core/preferences.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';
import { PathText } from '../ui/Explain.tsx';
import { Question } from '../ui/Question.tsx';
import { ProposedChanges } from './ProposedChanges.tsx';

type DataWords = Words['preferenceData'];

/** What the page asks or tells, below what it offers. */
type Step =
  | { readonly kind: 'none' }
  /** Worded when it is shown: a reset may change the language. */
  | { readonly kind: 'told'; readonly textIn: (words: DataWords) => string; readonly isBad: boolean }
  | { readonly kind: 'proposed'; readonly title: string; readonly preferences: Preferences }
  | { readonly kind: 'clearing' };

/** Where the data lies, the preferences as a file, and the way back to their defaults and to no history. */
export function DataPage({ context }: { readonly context: PanelContext }): ReactElement {
  const { bridge, state, locale } = context;
  const { preferenceData: words } = locale.words;
  const [step, setStep] = useState<Step>({ kind: 'none' });
  const tell = (textIn: (from: DataWords) => string, isBad = false): void => setStep({ kind: 'told', textIn, isBad });

  async function openFolder(): Promise<void> {
    if (await bridge.invoke('data-folder:open')) setStep({ kind: 'none' });
    else tell((from) => from.notOpened, true);
  }
  async function copyFolder(): Promise<void> {
    await bridge.invoke('data-folder:copy');
    tell((from) => from.copiedFolder);
  }
  async function save(): Promise<void> {
    const outcome = await bridge.invoke('preferences:export');
    if (outcome === 'cancelled') setStep({ kind: 'none' });
    else tell((from) => (outcome === 'saved' ? from.saved : from.notSaved), outcome === 'failed');
  }
  async function load(): Promise<void> {
    const read = await bridge.invoke('preferences:read-file');
    if (read === null) setStep({ kind: 'none' });
    else if ('reason' in read) {
      const { reason, field } = read;
      tell(({ refused }) => (reason === 'invalid' ? refused.invalid(field) : refused[reason]), true);
    } else setStep({ kind: 'proposed', title: words.loadTitle, preferences: read });
  }
  async function reset(): Promise<void> {
    const preferences = await bridge.invoke('preferences:defaults');
    setStep({ kind: 'proposed', title: words.resetTitle, preferences });
  }
  async function clear(): Promise<void> {
    await bridge.invoke('history:clear');
    tell((from) => from.cleared);
  }

  return (
    <>
      <div className="group">
        <div className="stack-tight">
          <div className="row-text">
            <span>{words.folder}</span>
            <PathText path={state.dataFolder} />
            <small>{words.folderHint}</small>
          </div>
          <div className="actions">
            <ActionButton work={openFolder}>{words.openFolder}</ActionButton>
            <ActionButton work={copyFolder}>{words.copyFolder}</ActionButton>
          </div>
        </div>
        <div className="stack-tight">
          <div className="row-text">
            <span>{words.file}</span>
            <small>{words.fileHint}</small>
          </div>
          <div className="actions">
            <ActionButton work={save}>{words.save}</ActionButton>
            <ActionButton work={load}>{words.load}</ActionButton>
            <ActionButton work={reset}>{words.reset}</ActionButton>
          </div>
        </div>
        <div className="row">
          <div className="row-text">
            <span>{words.history}</span>
            <small>{words.historyHint}</small>
          </div>
          <Button onPress={() => setStep({ kind: 'clearing' })}>{words.clear}</Button>
        </div>
      </div>
      {step.kind === 'told' ? (
        <p className={step.isBad ? 'remark remark-amber' : 'note'} role="status">
          {step.textIn(words)}
        </p>
      ) : null}
      {step.kind === 'proposed' ? (
        <ProposedChanges
          context={context}
          title={step.title}
          preferences={step.preferences}
          onEnd={(isApplied) => (isApplied ? tell((from) => from.applied) : setStep({ kind: 'none' }))}
        />
      ) : null}
      {step.kind === 'clearing' ? (
        <Question
          label={words.clearTitle}
          text={<p>{words.clearText}</p>}
          className="group"
          cancelText={locale.words.common.cancel}
          onCancel={() => setStep({ kind: 'none' })}
        >
          <ActionButton work={clear}>{words.clearNow}</ActionButton>
        </Question>
      ) : null}
      {state.canUndoPreferences && step.kind !== 'proposed' ? (
        <div className="actions links">
          <ActionButton
            kind="link"
            work={() => bridge.invoke('preferences:undo').then(() => setStep({ kind: 'none' }))}
          >
            {words.undo}
          </ActionButton>
        </div>
      ) : null}
    </>
  );
}
