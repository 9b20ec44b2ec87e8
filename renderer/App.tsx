import { Component, type ReactElement, type ReactNode, useEffect, useInsertionEffect, useMemo } from 'react';
import type { Locale } from '../main/core/view/format.ts';
import { textScale } from '../main/core/view/preferences/text-size.ts';
import { languageFor, wordsFor } from '../main/core/view/words/index.ts';
import type { AppState, Bridge } from '../preload/contract.ts';
import { Banners, StartProblems } from './Banners.tsx';
import { HistoryPanel } from './history/HistoryPanel.tsx';
import { NavBar, Origin } from './NavBar.tsx';
import { NewVersion } from './NewVersion.tsx';
import { type Navigation, useNavigation } from './navigation.ts';
import { type PanelContext, RefreshContext } from './panel-context.ts';
import { PreferencesPanel } from './preferences/PreferencesPanel.tsx';
import { ProvidersPanel } from './providers/ProvidersPanel.tsx';
import { QuotaPanel } from './quota/QuotaPanel.tsx';
import { Spoken } from './Spoken.tsx';
import { nowOf, type StateStore, tickEveryMs, useMonotonic, useReceived } from './state.ts';
import { Button } from './ui/Button.tsx';
import { HomeFolder } from './ui/Explain.tsx';
import { useAction } from './use-action.ts';
import { FitContext, useFit } from './use-fit.ts';
import { useKeptFocus, usePanelFocus } from './use-focus.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useEscape } from './use-step-back.ts';

interface Props {
  readonly bridge: Bridge;
  readonly store: StateStore;
  /** Returns milliseconds of a clock that is never adjusted. */
  readonly monotonic: () => number;
}

/** The popover. It shows main's state and calls main; it stores no data of its own. */
export function App({ bridge, store, monotonic }: Props): ReactElement {
  const received = useReceived(store);
  const elapsedMs = useMonotonic(monotonic, tickEveryMs(received), store.ask);
  if (received.kind === 'state') {
    return <Ready state={received.state} nowMs={nowOf(received, elapsedMs)} bridge={bridge} />;
  }
  return <Unready bridge={bridge} onRetry={received.kind === 'waiting' ? null : store.ask} />;
}

export function Ready({ state, nowMs, bridge }: Omit<PanelContext, 'locale'>): ReactElement {
  const locale = usePlace(state);
  const navigation = useNavigation(state.destination);
  const { panel, setPanel } = navigation;
  const { page, refit } = useFit(bridge, panel);
  const { textSize } = state.preferences;
  const context: PanelContext = { state, nowMs, locale, bridge };
  const { words } = locale;
  const refresh = useAction();
  const onRefresh = (): void => refresh.run(() => bridge.invoke('quota:refresh'));
  useDocument(state);
  useShortcuts(setPanel, onRefresh, textSize, (size) => {
    // If main rejects the call, the letters keep their size.
    bridge.invoke('preferences:set', { textSize: size }).catch(() => {});
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other letters need another height.
  useEffect(refit, [refit, textSize]);
  useEscape(() => (panel === 'quota' ? close(bridge) : setPanel('quota')));
  useKeptFocus();
  const content = usePanelFocus(panel, state.destination);
  return (
    <div className="app">
      <FitContext value={refit}>
        <Banners context={context} panel={panel} onPanel={setPanel} />
      </FitContext>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <main ref={content} className="content" key={panel} tabIndex={0} aria-label={words.navigation[panel]}>
        <h1 className="unseen">{words.appName}</h1>
        <div className="page" ref={page}>
          <StartProblems context={context} />
          <Boundary fallback={<p className="empty">{words.common.notRight}</p>}>
            <FitContext value={refit}>
              <HomeFolder value={state.home}>
                <RefreshContext value={onRefresh}>
                  <OpenPanel navigation={navigation} context={context} />
                </RefreshContext>
              </HomeFolder>
            </FitContext>
          </Boundary>
        </div>
      </main>
      <Boundary fallback={null}>
        <Spoken context={context} panel={panel} refresh={refresh} />
      </Boundary>
      <NavBar context={context} panel={panel} onPanel={setPanel} isRefreshing={refresh.busy} onRefresh={onRefresh}>
        <Boundary fallback={null}>
          {panel === 'quota' ? <Origin context={context} /> : words.navigation[panel]}
        </Boundary>
      </NavBar>
    </div>
  );
}

interface OpenPanelProps {
  readonly navigation: Navigation;
  readonly context: PanelContext;
}

function OpenPanel({ navigation, context }: OpenPanelProps): ReactElement {
  const { setPanel } = navigation;
  switch (navigation.panel) {
    case 'quota':
      return (
        <>
          <QuotaPanel context={context} onPanel={setPanel} />
          <NewVersion context={context} />
        </>
      );
    case 'providers':
      return <ProvidersPanel context={context} navigation={navigation} />;
    case 'history':
      return <HistoryPanel context={context} onPanel={setPanel} />;
    case 'preferences':
      return <PreferencesPanel context={context} page={navigation.page} onPanel={setPanel} />;
  }
}

function usePlace({ language, clock }: AppState): Locale {
  return useMemo(
    () => ({ words: wordsFor(language), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, clock }),
    [language, clock],
  );
}

/** Sets language, theme and the size of letters on the document element, which React does not render. */
function useDocument({ language, preferences: { theme, textSize } }: AppState): void {
  // Before charts measure their letters.
  useInsertionEffect(() => {
    document.documentElement.style.setProperty('--text-scale', String(textScale(textSize)));
  }, [textSize]);
  useEffect(() => {
    const { documentElement } = document;
    documentElement.lang = language;
    if (theme === 'system') delete documentElement.dataset['theme'];
    else documentElement.dataset['theme'] = theme;
  }, [language, theme]);
}

function close(bridge: Bridge): void {
  // If main rejects the call, the popover stays open until it loses the focus.
  bridge.invoke('popover:close').catch(() => {});
}

interface BoundaryProps {
  readonly children: ReactNode;
  readonly fallback: ReactNode;
}

/** Shows an error text instead of an empty window if a panel fails to render. */
class Boundary extends Component<BoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { readonly broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}

interface UnreadyProps {
  readonly bridge: Bridge;
  /** Null while main may still answer. */
  readonly onRetry: (() => void) | null;
}

/** Shown until main answers; if it does not, in the browser's language, because the user's is unknown then. */
function Unready({ bridge, onRetry }: UnreadyProps): ReactElement {
  useEscape(() => close(bridge));
  if (onRetry === null) return <div className="app" aria-busy="true" />;
  const words = wordsFor(languageFor([navigator.language]));
  return (
    <div className="app">
      <main className="content empty" role="alert">
        <p>{words.common.notAnswered}</p>
        <Button onPress={onRetry}>{words.common.retry}</Button>
      </main>
    </div>
  );
}
