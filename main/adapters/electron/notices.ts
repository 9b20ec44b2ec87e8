import { Notification } from 'electron';
import type { Clock, Notice, Notices } from '../../ports/system.ts';
import { askSessionBus, propertyOf } from '../desktop/session-bus.ts';

/** KDE and others say so here; a desktop that does not know the property disturbs. */
const inhibited = propertyOf(
  {
    destination: 'org.freedesktop.Notifications',
    path: '/org/freedesktop/Notifications',
    interfaceName: 'org.freedesktop.Notifications',
  },
  'Inhibited',
);

/** A system that reports neither "shown" nor "failed" by then counts as failed. */
const outcomeLimitMs = 5_000;

/**
 * Replaces markup by look-alike characters: many notification servers of Linux render the body as markup, and the others
 * would show escape sequences. The title is plain text everywhere.
 */
export const neutraliseMarkup = (body: string): string => body.replaceAll('<', '\u2039').replaceAll('&', '\uFF06');

export interface ElectronNotices extends Notices {
  /** Removes every listener and closes what is on the screen. */
  stop(): void;
}

/** Shows notices as system notifications. Each is referenced until it is closed, or its click would be lost. */
export function createNotices(clock: Clock, platform: NodeJS.Platform): ElectronNotices {
  const shown = new Map<string, Notification>();

  function close(tag: string): void {
    const notification = shown.get(tag);
    if (notification === undefined) return;
    shown.delete(tag);
    notification.removeAllListeners();
    notification.close();
  }

  function show(notice: Notice, onClick: () => void): Promise<'shown' | 'failed'> {
    if (!Notification.isSupported()) return Promise.resolve('failed');
    close(notice.tag);
    const body = platform === 'linux' ? neutraliseMarkup(notice.body) : notice.body;
    const notification = new Notification({ title: notice.title, body });
    shown.set(notice.tag, notification);
    return new Promise((resolve) => {
      const settle = (outcome: 'shown' | 'failed'): void => {
        cancel();
        if (outcome === 'failed') forget();
        resolve(outcome);
      };
      const forget = (): void => {
        if (shown.get(notice.tag) === notification) shown.delete(notice.tag);
      };
      const cancel = clock.after(outcomeLimitMs, () => settle('failed'));
      notification.once('show', () => settle('shown'));
      notification.once('failed', () => settle('failed'));
      notification.once('click', () => {
        forget();
        onClick();
      });
      notification.once('close', forget);
      notification.show();
    });
  }

  return {
    show,
    isDoNotDisturb: async () => platform === 'linux' && (await askSessionBus(inhibited)) === true,
    stop() {
      for (const tag of [...shown.keys()]) close(tag);
    },
  };
}
