import type { ReactElement } from 'react';
import { formatPercent } from '../../main/core/view/format.ts';
import { isSnoozeOfferedBeside, saidByVerdict } from '../../main/core/view/notices/said-by-verdict.ts';
import { snoozeOffer } from '../../main/core/view/notices/snooze-offer.ts';
import { nextBestProvider } from '../../main/core/view/providers/next-best-provider.ts';
import type { Verdict as View } from '../../main/core/view/verdict/verdict-model.ts';
import type { Navigation } from '../navigation.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';
import { Picture } from './Picture.tsx';

interface Props {
  readonly context: PanelContext;
  readonly verdict: View;
  readonly onPanel: Navigation['setPanel'];
}

/** How the quota stands, in one sentence, what to do or know below it, a picture of it, and the way out if it is tight. */
export function Verdict({ context, verdict, onPanel }: Props): ReactElement {
  const notice = saidByVerdict(context.state.pendingNotices, verdict);
  return (
    <section className={verdict.isOld ? 'verdict verdict-old' : 'verdict'} data-level={verdict.level}>
      <Sentence verdict={verdict} />
      {verdict.line === null ? null : <p className="verdict-line">{verdict.line}</p>}
      {verdict.isOld ? null : <Picture context={context} verdict={verdict} />}
      <div className="actions">
        {verdict.level === 'calm' && notice === undefined ? null : <WayOut context={context} onPanel={onPanel} />}
        <Snooze context={context} verdict={verdict} />
      </div>
    </section>
  );
}

function Sentence({ verdict: { sentence, strongText, level } }: Pick<Props, 'verdict'>): ReactElement {
  const from = strongText === null ? -1 : sentence.indexOf(strongText);
  if (strongText === null || from < 0) return <h2 className="verdict-sentence">{sentence}</h2>;
  return (
    <h2 className="verdict-sentence">
      {sentence.slice(0, from)}
      <strong className={`verdict-${level}`}>{strongText}</strong>
      {sentence.slice(from + strongText.length)}
    </h2>
  );
}

/** The way to what has the most left; nothing is written before its preview was confirmed. */
function WayOut({ context, onPanel }: Pick<Props, 'context' | 'onPanel'>): ReactElement {
  const { state, nowMs, locale } = context;
  const { words } = locale;
  const best = nextBestProvider(state.settings, state.snapshot, nowMs);
  return best === null ? (
    <Button onPress={() => onPanel('providers')}>{words.quota.chooseProvider}</Button>
  ) : (
    <Button kind="primary" onPress={() => onPanel('providers', { providerId: best.option.id })}>
      {words.rows.switchTo(words.quota.pool[best.pool], formatPercent(best.leftPercent, words))}
    </Button>
  );
}

/** Silences the window until it is back, or takes that back. */
function Snooze({ context, verdict }: Pick<Props, 'context' | 'verdict'>): ReactElement | null {
  const { state, nowMs, locale, bridge } = context;
  const offer = snoozeOffer(verdict, { ...state, nowMs, locale });
  if (offer === null) return null;
  if (offer.wanted.isSnoozed && isSnoozeOfferedBeside(state.pendingNotices, verdict)) return null;
  return (
    <p className="quiet verdict-snooze">
      <span role="status">{offer.stateText}</span>
      <ActionButton kind="link" work={() => bridge.invoke('window:snooze', offer.wanted)}>
        {offer.actionText}
      </ActionButton>
    </p>
  );
}
