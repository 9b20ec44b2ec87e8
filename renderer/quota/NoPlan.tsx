import type { ReactElement } from 'react';
import type { ServiceRegion } from '../../main/core/session.ts';
import type { PanelContext } from '../panel-context.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { Button } from '../ui/Button.tsx';
import { Explain } from '../ui/Explain.tsx';

interface Props {
  readonly context: PanelContext;
  readonly onUseLogs: () => void;
}

/** What a user can do whose account has no plan: sign in at the other site, buy one, or count from the logs. */
export function NoPlan({ context, onUseLogs }: Props): ReactElement {
  const { bridge, state } = context;
  const { words } = context.locale;
  const other = state.demo ? null : otherSite(state.session);
  const otherText = other === null ? null : words.session.region[other].hint;
  return (
    <Explain
      tone="plain"
      text={{ what: words.quota.nothingSubscribed, wayOut: words.quota.notSubscribedWay(otherText) }}
    >
      {other === null || otherText === null ? null : (
        <ActionButton work={() => bridge.invoke('sign-in:start', { region: other })}>
          {words.quota.tryOtherSite(otherText)}
        </ActionButton>
      )}
      <ActionButton work={() => bridge.invoke('link:open', 'plans')}>{words.quota.seePlans}</ActionButton>
      <Button onPress={onUseLogs}>{words.quota.useLogs}</Button>
    </Explain>
  );
}

/** The site that the user is not signed in to; null while nobody is signed in. */
function otherSite(session: PanelContext['state']['session']): ServiceRegion | null {
  if (session.state !== 'signed-in') return null;
  return session.region === 'china' ? 'international' : 'china';
}
