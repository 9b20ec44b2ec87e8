// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { languages, wordsFor } from '../../main/core/view/words/index.ts';
import { StartProblems } from '../../renderer/Banners.tsx';
import { NoPlan } from '../../renderer/quota/NoPlan.tsx';
import { draw, fakeMain, press, shownWith, textIn } from './dom.tsx';
import { signedIn, signedOut } from './states.ts';

afterEach(cleanup);

const button = (name: string) => screen.getByRole('button', { name });

describe('an account without a plan', () => {
  it.each(
    languages.flatMap((language) => (['international', 'china'] as const).map((region) => [language, region] as const)),
  )('offers the other site, the plans and the logs (%s, signed in to %s)', async (language, region) => {
    const main = fakeMain();
    const onUseLogs = vi.fn();
    const session = { ...signedIn, region };
    draw(<NoPlan context={shownWith(main.bridge, { language, session })} onUseLogs={onUseLogs} />);
    const { quota, session: words } = wordsFor(language);
    const other = region === 'china' ? 'international' : 'china';
    await press(button(quota.tryOtherSite(words.region[other].hint)));
    await press(button(quota.seePlans));
    await press(button(quota.useLogs));
    expect(main.calls).toEqual([
      ['sign-in:start', { region: other }],
      ['link:open', 'plans'],
    ]);
    expect(onUseLogs).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['nobody is signed in to any site', { session: signedOut('never') }],
    ['the demo has no other site', { session: signedIn, demo: true }],
  ])('offers no other site where %s', (_why, over) => {
    const { container } = draw(<NoPlan context={shownWith(fakeMain().bridge, over)} onUseLogs={() => {}} />);
    expect(textIn(container)).not.toMatch(/Sign in at/);
  });
});

describe('a desktop without a tray', () => {
  it.each(languages)('is explained, with the way to get one on GNOME (%s)', async (language) => {
    const main = fakeMain();
    const problems = [{ code: 'no-tray', detail: 'GNOME' } as const];
    const { container } = draw(<StartProblems context={shownWith(main.bridge, { language, problems })} />);
    const words = wordsFor(language);
    expect(textIn(container)).toContain('AppIndicator and KStatusNotifierItem Support');
    await press(button(words.trayExtension));
    expect(main.calls).toEqual([['link:open', 'tray-extension']]);
  });

  it.each(languages)('offers no extension of GNOME to other desktops (%s)', (language) => {
    const problems = [{ code: 'no-tray', detail: 'KDE' } as const];
    const { container } = draw(<StartProblems context={shownWith(fakeMain().bridge, { language, problems })} />);
    expect(container.querySelector('button')).toBeNull();
    expect(textIn(container)).toContain(wordsFor(language).startProblems['no-tray']('KDE').wayOut);
  });
});
