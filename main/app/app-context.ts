import { homedir } from 'node:os';
import path from 'node:path';
import type { AppState } from '../../preload/contract.ts';
import { createClock } from '../adapters/clock.ts';
import { createAutostart } from '../adapters/electron/autostart.ts';
import { createNotices, type ElectronNotices } from '../adapters/electron/notices.ts';
import { openPreferences } from '../adapters/electron/preferences-store.ts';
import { createShortcut, type Shortcut } from '../adapters/electron/shortcuts/global-shortcut.ts';
import { reportFaults } from '../adapters/electron/startup.ts';
import { openSystem, type System } from '../adapters/electron/system.ts';
import { createHttp } from '../adapters/http/http.ts';
import { systemCertificates } from '../adapters/http/system-certificates.ts';
import { createLog } from '../adapters/log.ts';
import { type HourClock, hourClockInForce } from '../core/hour-clock.ts';
import { type Language, languageInForce } from '../core/language.ts';
import type { Locale } from '../core/view/format.ts';
import { wordsFor } from '../core/view/words/index.ts';
import type { Clock, Http, Log } from '../ports/system.ts';
import { type Changes, createChanges } from './changes.ts';
import { createUserPreferences, type UserPreferences } from './preferences.ts';
import { unlockArgument } from './start-options.ts';

type Problem = AppState['problems'][number];

interface Problems {
  list(): readonly Problem[];
  /** Only the first problem of each kind is listed. */
  add(problem: Problem): void;
  remove(code: Problem['code']): void;
}

/** What went wrong at the start, or since. */
function createProblems(onChange: () => void): Problems {
  let problems: readonly Problem[] = [];
  return {
    list: () => problems,
    add(problem) {
      if (problems.some((known) => known.code === problem.code)) return;
      problems = [...problems, problem];
      onChange();
    },
    remove(code) {
      problems = problems.filter((known) => known.code !== code);
      onChange();
    },
  };
}

export interface AppContextDeps {
  readonly dataFolder: string;
  /** False: nothing can be kept there. */
  readonly isUsable: boolean;
}

/** What all runtimes share, whichever is shown. */
export interface AppContext {
  readonly system: System;
  readonly clock: Clock;
  readonly log: Log;
  readonly http: Http;
  readonly notices: ElectronNotices;
  readonly changes: Changes;
  readonly problems: Problems;
  readonly preferences: UserPreferences;
  readonly dataFolder: string;
  /** The app was never started with this data folder before. */
  readonly isFirstRun: boolean;
  readonly shortcut: Shortcut;
  language(): Language;
  hourClock(): HourClock;
  locale(): Locale;
  /** To be called when something that was to be kept could not be written. */
  onUnwritten(): void;
  onNewerKept(name: string): void;
  close(): Promise<void>;
}

const rendererFolder = path.join(import.meta.dirname, '../renderer');

export function openAppContext({ dataFolder, isUsable }: AppContextDeps): AppContext {
  const system = openSystem({ rendererFolder, unlockArgument });
  const clock = createClock();
  const log = createLog({ folder: isUsable ? dataFolder : null, clock, homeFolders: [homedir()] });
  // An app that was started without a terminal can report a bug only in its log.
  const endFaults = reportFaults(log.warn);
  const http = createHttp({
    environment: process.env,
    log,
    resolveProxy: system.resolveProxy,
    chosenProxy: () => preferences.current().proxy,
    systemCertificates: () => systemCertificates(process),
  });
  const notices = createNotices(clock, process.platform);
  const changes = createChanges();
  const problems = createProblems(changes.notify);
  const onUnwritten = (): void => problems.add({ code: 'data-folder-unwritable', detail: dataFolder });
  if (!isUsable) onUnwritten();

  const store = openPreferences(dataFolder, clock.now());
  if (store.keptAside !== null) problems.add({ code: 'preferences-kept-aside', detail: store.keptAside });
  const shortcut = createShortcut();
  const preferences = createUserPreferences({
    store,
    setTheme: system.setTheme,
    autostart: createAutostart(autostartDeps(system)),
    shortcut,
    onUnwritten,
    onChange: changes.notify,
    log,
  });
  const language = (): Language => languageInForce(preferences.current().language, system.languages());
  const hourClock = (): HourClock => hourClockInForce(preferences.current().clock, system.regionalLocale());
  const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
  return {
    system,
    clock,
    log,
    http,
    notices,
    changes,
    problems,
    preferences,
    dataFolder,
    isFirstRun: store.isFirstRun,
    shortcut,
    language,
    hourClock,
    locale: () => ({ words: wordsFor(language()), timeZone: timeZone(), clock: hourClock() }),
    onUnwritten,
    onNewerKept: (name) => problems.add({ code: 'newer-file-kept', detail: name }),
    async close() {
      shortcut.stop();
      notices.stop();
      await http.close();
      endFaults();
      await log.flush();
    },
  };
}

const autostartDeps = (system: System) => ({
  platform: process.platform,
  command: system.startCommand(),
  productName: 'QwenGauge',
  configFolder: process.env['XDG_CONFIG_HOME'] || path.join(homedir(), '.config'),
  loginItem: system.loginItem,
});
