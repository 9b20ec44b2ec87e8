import type { ReactElement } from 'react';
import type { SwitchResult } from '../../main/core/provider/model.ts';
import type { Words } from '../../main/core/view/words.ts';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';
import { ScreenHead } from './ScreenHead.tsx';

interface Props {
  readonly of: 'switch' | 'undo';
  readonly result: SwitchResult;
  readonly path: string | null;
  readonly words: Words;
  readonly busy: boolean;
  readonly canUndo: boolean;
  readonly onUndo: () => void;
  readonly onDone: () => void;
}

/** How it ended, and the way on: undo, or back to the list. */
export function ResultScreen({ of, result, path, words, busy, canUndo, onUndo, onDone }: Props): ReactElement {
  const done = result.kind === 'done';
  const undone = done && of === 'undo';
  const text = undone ? { what: words.providers.undone, wayOut: path ?? '' } : words.switchResults[result.kind];
  const detail = result.kind === 'restored' || result.kind === 'failed' ? result.detail : null;
  return (
    <>
      <ScreenHead title={words.providers.title} words={words} onBack={onDone} />
      <div role="status">
        <Explain tone={done ? 'good' : 'amber'} text={text}>
          {detail === null ? null : <p className="note wrap">{words.providers.detail(detail)}</p>}
          <Button kind="primary" disabled={busy} onPress={onDone}>
            {done ? words.providers.done : words.common.back}
          </Button>
          {canUndo ? (
            <Button icon="undo" disabled={busy} onPress={onUndo}>
              {busy ? words.providers.undoing : words.providers.undo}
            </Button>
          ) : null}
        </Explain>
      </div>
      {canUndo ? <p className="note">{words.providers.undoHint}</p> : null}
    </>
  );
}
