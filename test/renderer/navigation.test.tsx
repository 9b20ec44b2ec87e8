// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Destination } from '../../preload/contract.ts';
import { useNavigation } from '../../renderer/navigation.ts';
import './dom.tsx';

afterEach(cleanup);

const navigation = (first: Destination | null = null) =>
  renderHook((destination: Destination | null) => useNavigation(destination), { initialProps: first });

describe('useNavigation', () => {
  it('opens the quota panel first, and then the panel the user chooses', () => {
    const { result, rerender } = navigation();
    expect(result.current).toMatchObject({ panel: 'quota', providerId: null });
    act(() => result.current.setPanel('history'));
    rerender(null);
    expect(result.current.panel).toBe('history');
  });

  it('opens each destination of main once, and lets the user navigate afterwards', () => {
    const { result, rerender } = navigation();
    rerender({ to: 'providers', serial: 1 });
    expect(result.current.panel).toBe('providers');
    act(() => result.current.setPanel('preferences'));
    rerender({ to: 'providers', serial: 1 });
    expect(result.current.panel).toBe('preferences');
    act(() => result.current.setPanel('preferences', 'plans'));
    expect(result.current).toMatchObject({ panel: 'preferences', page: 'plans' });
    rerender({ to: 'quota', serial: 2 });
    expect(result.current.panel).toBe('quota');
    rerender({ to: 'preferences', serial: 3 });
    expect(result.current).toMatchObject({ panel: 'preferences', page: 'general' });
  });

  it('starts at main’s destination if there is one', () => {
    expect(navigation({ to: 'providers', serial: 7 }).result.current.panel).toBe('providers');
  });

  it('keeps the provider of a switch until the panel has opened it', () => {
    const { result, rerender } = navigation({ to: 'switch', serial: 1, providerId: 'openrouter' });
    expect(result.current).toMatchObject({ panel: 'providers', providerId: 'openrouter' });
    act(() => result.current.onProviderOpened());
    rerender({ to: 'switch', serial: 1, providerId: 'openrouter' });
    expect(result.current.providerId).toBeNull();
    rerender({ to: 'switch', serial: 2, providerId: 'openrouter' });
    expect(result.current.providerId).toBe('openrouter');
    rerender({ to: 'quota', serial: 3 });
    expect(result.current.providerId).toBeNull();
  });

  it('opens the providers panel with a provider that another panel asks for', () => {
    const { result } = navigation();
    act(() => result.current.setPanel('providers', { providerId: 'openrouter' }));
    expect(result.current).toMatchObject({ panel: 'providers', providerId: 'openrouter' });
    act(() => result.current.setPanel('providers'));
    expect(result.current.providerId).toBeNull();
  });
});
