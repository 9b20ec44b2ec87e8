import { createBrowserOpener } from '../adapters/electron/external.ts';
import type { Overrides } from '../adapters/http/overrides.ts';
import type { Notices } from '../ports/system.ts';
import { createRealEnvironment } from '../runtime/real-environment.ts';
import type { RunEnvironment } from '../runtime/run-environment.ts';
import { createRuntime, type Runtime } from '../runtime/runtime.ts';
import type { AppContext } from './app-context.ts';
import { publishedBuild } from './published-build.ts';
import { createShownRuntime, type DemoRun, type ShownRuntime } from './shown-runtime.ts';
import type { StartOptions } from './start-options.ts';
import type { UserInterface } from './user-interface.ts';

interface RuntimesDeps {
  readonly context: AppContext;
  readonly ui: UserInterface;
  readonly options: StartOptions;
  readonly overrides: Overrides;
  openDemo(createRuntimeIn: CreateRuntimeIn): Promise<DemoRun>;
}

type CreateRuntimeIn = (runEnvironment: RunEnvironment, notices: Notices) => Runtime;

/** Makes the user's own runtime, except in an app that was started as a demo. The demo's is made when it is entered. */
export function createRuntimes({ context, ui, options, overrides, openDemo }: RuntimesDeps): ShownRuntime {
  const { changes, preferences, system } = context;
  const createRuntimeIn = runtimeMaker(context, ui);
  return createShownRuntime({
    real: options.demo ? null : createRuntimeIn(openRealEnvironment(context, overrides), context.notices),
    openDemo: () => openDemo(createRuntimeIn),
    onChange(shown) {
      preferences.setDemo(shown.isDemo);
      changes.notify();
    },
    quit: () => system.quit(),
  });
}

const runtimeMaker =
  (context: AppContext, ui: UserInterface): CreateRuntimeIn =>
  (runEnvironment, notices) =>
    createRuntime({
      runEnvironment,
      log: context.log,
      notices,
      preferences: context.preferences.current,
      locale: context.locale,
      lastInterestAtMs: ui.lastSeenAtMs,
      isIdle: context.system.isIdle,
      onNoticeClick: (to) => ui.open({ to }),
      onSwitchQuestion: (providerId) => ui.open({ to: 'switch', providerId }),
      onChange: context.changes.notify,
    });

function openRealEnvironment(context: AppContext, overrides: Overrides): RunEnvironment {
  const { system, log } = context;
  const open = createBrowserOpener(system.openInBrowser);
  return createRealEnvironment({
    ...context,
    secrets: system.secrets,
    overrides,
    published: publishedBuild(system),
    openPage: (address) => void open(address).then((opened) => opened || log.warn('no browser opened the page')),
  });
}
