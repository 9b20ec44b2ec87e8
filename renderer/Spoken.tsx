import { type ReactElement, useMemo, useState } from 'react';
import { quotaView } from '../main/core/view/quota/quota-view.ts';
import { firstSpoken, nextSpoken } from '../main/core/view/verdict/spoken.ts';
import type { Panel } from './navigation.ts';
import type { PanelContext } from './panel-context.ts';
import type { Action } from './use-action.ts';

interface Props {
  readonly context: PanelContext;
  readonly panel: Panel;
  /** The refresh that the user asked for. */
  readonly refresh: Action;
}

/** Says to a screen reader what the eye sees change. It is always there, as a region that appears is not spoken. */
export function Spoken({ context: { state, nowMs, locale }, panel, refresh }: Props): ReactElement {
  const view = useMemo(() => quotaView({ ...state, nowMs, locale }), [state, nowMs, locale]);
  const { busy: isAsked, failed: isRefused } = refresh;
  const now = { view, isQuotaOpen: panel === 'quota', isAsked, isRefused, nowMs, words: locale.words };
  const [spoken, setSpoken] = useState(() => firstSpoken(now));
  const next = nextSpoken(spoken, now);
  if (next !== spoken) setSpoken(next);
  return (
    <p className="unseen" role="status">
      {next.text}
    </p>
  );
}
