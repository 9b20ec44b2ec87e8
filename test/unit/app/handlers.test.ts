import { describe, expect, it, vi } from 'vitest';
import { createHandlers, type HandlersDeps } from '../../../main/app/handlers.ts';
import type { Session } from '../../../main/core/session.ts';
import type { AppState } from '../../../preload/contract.ts';
import { base, refused, signedOut } from '../../renderer/states.ts';

const inChina: Session = {
  state: 'signed-in',
  region: 'china',
  account: null,
  expiresAtMs: 1,
  storage: { kind: 'memory' },
};

async function opened(
  link: Parameters<ReturnType<typeof createHandlers>['link:open']>[0],
  over: Partial<AppState> = {},
): Promise<readonly string[]> {
  const openInBrowser = vi.fn(async () => {});
  const deps = {
    context: { system: { openInBrowser } },
    runtimes: { shown: () => ({ updates: { page: () => 'https://github.com/somebody/gauge/releases/latest' } }) },
    stateIn: () => ({ ...base, ...over }),
  } as unknown as HandlersDeps;
  await createHandlers(deps)['link:open'](link);
  return openInBrowser.mock.calls.flat();
}

describe('a link by name', () => {
  it('leads to the service the user is signed in to, else to that of their language', async () => {
    expect(await opened('console', { session: inChina })).toEqual(['https://bailian.console.aliyun.com/cn-beijing']);
    expect(await opened('console', { session: signedOut('never') })).toEqual(['https://home.qwencloud.com/']);
    expect(await opened('console', { session: signedOut('never'), language: 'zh-CN' })).toEqual([
      'https://bailian.console.aliyun.com/cn-beijing',
    ]);
  });

  it('leads to the plans of the site, and to the extension that shows tray icons', async () => {
    expect(await opened('plans', { session: inChina })).toEqual([
      'https://help.aliyun.com/zh/model-studio/token-plan-overview',
    ]);
    expect(await opened('plans')).toEqual(['https://www.alibabacloud.com/help/en/model-studio/token-plan-overview']);
    expect(await opened('tray-extension')).toEqual([
      'https://extensions.gnome.org/extension/615/appindicator-support/',
    ]);
  });

  it('leads to the releases of the project', async () => {
    expect(await opened('releases')).toEqual(['https://github.com/somebody/gauge/releases/latest']);
  });

  it('leads to the terms and the privacy notice of a listed provider', async () => {
    expect(await opened({ providerId: 'openrouter', page: 'terms' })).toEqual(['https://openrouter.ai/terms']);
    expect(await opened({ providerId: 'openrouter', page: 'privacy' })).toEqual(['https://openrouter.ai/privacy']);
  });

  it.each(['gone', 'custom', 'file/openai/1', 'https://example.org/'])('opens nothing for %s', async (providerId) => {
    expect(await opened({ providerId, page: 'terms' })).toEqual([]);
  });

  it('opens nothing while the settings cannot be read', async () => {
    expect(await opened({ providerId: 'openrouter', page: 'terms' }, { settings: { state: 'unknown' } })).toEqual([]);
  });
});

describe('the settings file', () => {
  const handlersWith = (settings: AppState['settings']) => {
    const openPath = vi.fn(async () => true);
    const copyText = vi.fn();
    const runtimes = { shown: () => ({ switching: { view: () => settings } }) };
    const deps = { context: { system: { openPath, copyText } }, runtimes } as unknown as HandlersDeps;
    return { handlers: createHandlers(deps), openPath, copyText };
  };

  it('is opened and copied by the path that main knows', async () => {
    const { handlers, openPath, copyText } = handlersWith(refused);
    expect(await handlers['settings-file:open'](undefined)).toBe(true);
    await handlers['settings-file:copy'](undefined);
    expect([openPath.mock.calls, copyText.mock.calls]).toEqual([[[refused.path]], [[refused.path]]]);
  });

  it('is not opened before it is known', async () => {
    const { handlers, openPath, copyText } = handlersWith({ state: 'unknown' });
    expect(await handlers['settings-file:open'](undefined)).toBe(false);
    await handlers['settings-file:copy'](undefined);
    expect([openPath.mock.calls, copyText.mock.calls]).toEqual([[], []]);
  });
});
