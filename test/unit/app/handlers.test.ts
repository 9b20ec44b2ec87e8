import { describe, expect, it, vi } from 'vitest';
import { createHandlers, type ShellActions } from '../../../main/app/handlers.ts';
import type { Session } from '../../../main/core/session.ts';
import type { AppState } from '../../../preload/contract.ts';
import { base, signedOut } from '../../renderer/states.ts';

const inChina: Session = {
  state: 'signed-in',
  region: 'china',
  account: null,
  expiresAtMs: 1,
  storage: { kind: 'memory' },
};

function opened(link: Parameters<ReturnType<typeof createHandlers>['link:open']>[0], over: Partial<AppState> = {}) {
  const openLink = vi.fn();
  const shell = { state: () => ({ ...base, ...over }), openLink } as Partial<ShellActions> as ShellActions;
  createHandlers(shell)['link:open'](link);
  return openLink.mock.calls.flat();
}

describe('a link by name', () => {
  it('leads to the service the user is with, else to that of their language', () => {
    expect(opened('console', { session: inChina })).toEqual(['https://bailian.console.aliyun.com/cn-beijing']);
    expect(opened('console', { session: signedOut('never') })).toEqual(['https://home.qwencloud.com/']);
    expect(opened('console', { session: signedOut('never'), language: 'zh-CN' })).toEqual([
      'https://bailian.console.aliyun.com/cn-beijing',
    ]);
  });

  it('leads to the terms and the privacy notice of a listed provider', () => {
    expect(opened({ providerId: 'openrouter', page: 'terms' })).toEqual(['https://openrouter.ai/terms']);
    expect(opened({ providerId: 'openrouter', page: 'privacy' })).toEqual(['https://openrouter.ai/privacy']);
  });

  it.each(['gone', 'custom', 'file/openai/1', 'https://example.org/'])('opens nothing for %s', (providerId) => {
    expect(opened({ providerId, page: 'terms' })).toEqual([]);
  });

  it('opens nothing while the settings cannot be read', () => {
    expect(opened({ providerId: 'openrouter', page: 'terms' }, { settings: { state: 'unknown' } })).toEqual([]);
  });
});
