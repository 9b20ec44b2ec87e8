import { type ReactElement, type ReactNode, useContext } from 'react';
import type { ProviderOption, SettingsView } from '../../main/core/provider/model.ts';
import { keyFileText } from '../../main/core/view/providers/backup-row.ts';
import { inUseView } from '../../main/core/view/providers/in-use-view.ts';
import { pathText } from '../../main/core/view/providers/provider-text.ts';
import { switchFailure } from '../../main/core/view/providers/switch-failure.ts';
import type { Explanation } from '../../main/core/view/words/explanation.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Button } from '../ui/Button.tsx';
import { Explain, HomeFolder } from '../ui/Explain.tsx';
import type { Ended } from './flow.ts';
import { ScreenHead } from './ScreenHead.tsx';

interface Props extends Ended {
  readonly settings: SettingsView;
  readonly words: Words;
  readonly busy: boolean;
  readonly canUndo: boolean;
  readonly onUndo: () => void;
  readonly onDone: () => void;
  /** Further reports on the result, shown in the same live region. */
  readonly children?: ReactNode;
}

/** Shows what is true after a change, with buttons for undo and for the list; or why nothing was changed. */
export function ResultScreen(props: Props): ReactElement {
  const { result, words, busy, canUndo, onUndo, onDone } = props;
  const home = useContext(HomeFolder);
  const needsRoom = result.kind === 'done' && result.needsRoom === true;
  const keyFile = result.kind === 'done' ? result.keyFile : undefined;
  const code = result.kind === 'done' ? null : switchFailure(result, words).code;
  const ended = endedView(props, home);
  return (
    <>
      <ScreenHead title={ended.title} words={words} onBack={onDone} />
      <div role="status" className="stack-tight">
        <Explain tone={ended.tone} text={ended.text}>
          {keyFile === undefined ? null : <p className="note whole-line">{keyFileText(keyFile, home, words)}</p>}
          {code === null ? null : <p className="note whole-line">{words.providers.detail(code)}</p>}
          <Button kind="primary" disabled={busy} onPress={onDone}>
            {result.kind === 'done' ? words.providers.done : words.common.back}
          </Button>
          {canUndo ? (
            <Button icon="undo" disabled={busy} onPress={onUndo}>
              {busy ? words.providers.undoing : words.providers.undo}
            </Button>
          ) : null}
          {canUndo ? <p className="note whole-line">{words.providers[needsRoom ? 'undoLater' : 'undoHint']}</p> : null}
        </Explain>
        {props.children}
      </div>
    </>
  );
}

interface EndedView {
  readonly title: string;
  readonly tone: 'good' | 'amber';
  readonly text: Explanation;
}

/**
 * What Qwen Code will use, computed from the changed files; where that is as meant, what the change means for its sessions,
 * otherwise why. Only the change itself where the outcome is unknown.
 */
function endedView(props: Props, home: string): EndedView {
  const { of, result, inUse, goal, words } = props;
  const change = textOf(props, home);
  if (result.kind !== 'done') return { title: words.providers.title, tone: 'amber', text: change };
  if (inUse === null) return { title: words.providers.title, tone: 'good', text: change };
  const view = inUseView(inUse, goal, { words, home, options: nameable(props) });
  const goodWayOut = of === 'switch' || of === 'restore' ? words.providers.inUse.openSessions : change.wayOut;
  const wayOut = view.tone === 'good' ? goodWayOut : view.note;
  return { title: change.what, tone: view.tone, text: { what: view.text, wayOut } };
}

/** What Qwen Code may use now: what was chosen, then what the settings choose, then all else in them. */
function nameable({ option, settings }: Props): readonly ProviderOption[] {
  const options = settings.state === 'readable' ? settings.options : [];
  return [...(option === null ? [] : [option]), ...options.filter(({ current }) => current), ...options];
}

function textOf({ of, result, settings, words }: Props, home: string): Explanation {
  if (result.kind !== 'done') return switchFailure(result, words);
  switch (of) {
    case 'switch':
      return words.switchResults.done;
    case 'undo':
      return {
        what: words.providers.undone,
        wayOut: settings.state === 'unknown' ? '' : pathText(settings.path, home),
      };
    case 'restore':
      return words.providers.backups.restored;
    case 'repair':
      return words.providers.repair.done;
  }
}
