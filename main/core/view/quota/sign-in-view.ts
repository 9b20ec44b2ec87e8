import type { ServiceRegion, Session, SignInEnd } from '../../session.ts';
import { explainSignInEnd } from '../explain.ts';
import { formatTimer, type Locale } from '../format.ts';
import type { Explanation } from '../words/explanation.ts';

/** What the sign-in card shows. There is none while signed in, and none until the vault has been read. */
export type SignInView =
  | { readonly kind: 'choose'; readonly why: Explanation; readonly tone: 'plain' | 'trouble'; readonly again: boolean }
  | { readonly kind: 'starting' }
  | {
      readonly kind: 'waiting';
      readonly timerText: string;
      readonly offlineText: string | null;
    };

export function signInView(session: Session, nowMs: number, locale: Locale): SignInView | null {
  const { words } = locale;
  switch (session.state) {
    case 'unknown':
    case 'signed-in':
      return null;
    case 'signed-out':
      return {
        kind: 'choose',
        why: session.lastEnd === null ? words.signedOut[session.cause] : explainSignInEnd(session.lastEnd, words),
        tone: toneOf(session.lastEnd, session.cause),
        again: session.cause !== 'never',
      };
    case 'starting':
      return { kind: 'starting' };
    case 'waiting': {
      const timerText = formatTimer(session.expiresAtMs - nowMs);
      return {
        kind: 'waiting',
        timerText,
        offlineText: session.offline ? words.session.waitingOffline : null,
      };
    }
  }
}

const toneOf = (
  end: SignInEnd | null,
  cause: Extract<Session, { state: 'signed-out' }>['cause'],
): 'plain' | 'trouble' => {
  if (end !== null) return end.kind === 'cancelled' ? 'plain' : 'trouble';
  return cause === 'expired' || cause === 'undecryptable' ? 'trouble' : 'plain';
};

export const serviceName = (region: ServiceRegion, { words }: Locale): string => words.session.region[region].hint;
