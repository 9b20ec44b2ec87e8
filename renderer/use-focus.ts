import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { AppState } from '../preload/contract.ts';
import { useStepBack } from './use-step-back.ts';

/**
 * Gives the focus to a panel that opens, unless its tab was pressed, which keeps the focus, or nothing has it in a window
 * that main opens: there the panel would have a ring around it although nobody has touched a key.
 */
export function usePanelFocus(panel: string, destination: AppState['destination']): RefObject<HTMLElement | null> {
  const content = useRef<HTMLElement>(null);
  const seen = useRef<{ panel: string; destination: AppState['destination'] }>({ panel, destination: null });
  useLayoutEffect(() => {
    const before = seen.current;
    seen.current = { panel, destination };
    const { activeElement, body } = document;
    const isOpenedByMain = before.destination?.serial !== destination?.serial;
    const stays = activeElement === body ? isOpenedByMain : activeElement?.matches('.tabs [aria-current]');
    if (before.panel !== panel && !stays) focusPanel(content.current);
  }, [panel, destination]);
  return content;
}

/** For a question below the button that asked it: it takes the focus, gives it back at its end, and Escape cancels it. */
export function useQuestion<Part extends HTMLElement>(onCancel: () => void): RefObject<Part | null> {
  const question = useRef<Part>(null);
  useStepBack(onCancel);
  useLayoutEffect(() => {
    const part = question.current;
    // If the question replaces the button, the one that comes back to its place gets the focus at the end.
    const asking = document.activeElement === document.body ? null : document.activeElement;
    part?.focus();
    return () => {
      if (part?.contains(document.activeElement) && asking instanceof HTMLElement) asking.focus();
    };
  }, []);
  return question;
}

/** Gives a panel the focus without a ring around it: nobody has tabbed there. */
function focusPanel(panel: HTMLElement | null): void {
  if (panel === null) return;
  panel.dataset['focus'] = 'given';
  panel.addEventListener('blur', () => delete panel.dataset['focus'], { once: true });
  panel.focus();
}

/**
 * Passes the focus on when what has it goes away: to what is beside it in the same row, card or form, or else to the
 * panel. Without it nothing has the focus, and Tab begins at the top of the window.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent): void => {
      last = target instanceof Element ? target : null;
    };
    const observer = new MutationObserver((changes) => {
      if (last === null || last.isConnected || document.activeElement !== document.body) return;
      const next = besideGone(last, changes);
      last = null;
      if (next === null) focusPanel(document.querySelector('main'));
      else next.focus();
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', remember);
      observer.disconnect();
    };
  }, []);
}

const controls = ['button', 'input', 'select', 'textarea'].map((name) => `${name}:not(:disabled)`).join(', ');
/** What holds several things that have nothing to do with each other. */
const columns = '.stack, .page, .banners, .app, main';

/**
 * The control after the place from which `gone` was taken, or the last one before it, rather one with the same name, as
 * the next notice has. Null: none is near.
 */
function besideGone(gone: Element, changes: readonly MutationRecord[]): HTMLElement | null {
  let place: Node = gone;
  let before: Node | null = null;
  for (const { removedNodes, target, previousSibling } of changes) {
    if (![...removedNodes].some((node) => node.contains(place))) continue;
    place = target;
    before = previousSibling;
    if (target.isConnected) break;
  }
  const isSame = (control: Element): boolean => nameOf(control) === nameOf(gone);
  const isAfter = (control: Node): boolean =>
    before?.isConnected
      ? !before.contains(control) && isFollowed(before, control)
      : place.contains(control) || isFollowed(place, control);
  for (let part = place; part instanceof Element && !part.matches(columns); part = part.parentElement ?? document) {
    const found = [...part.querySelectorAll<HTMLElement>(controls)].filter((one) => one.closest('[hidden]') === null);
    const after = found.filter(isAfter);
    const next = after.find(isSame) ?? after[0] ?? found.findLast(isSame) ?? found.at(-1);
    if (next !== undefined) return next;
  }
  return null;
}

const nameOf = (control: Element): string => control.getAttribute('aria-label') ?? control.textContent;
const isFollowed = (node: Node, other: Node): boolean =>
  (node.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
