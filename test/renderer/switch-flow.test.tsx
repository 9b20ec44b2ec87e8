// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { RepairOffer } from '../../main/core/provider/model.ts';
import type { InUse } from '../../main/core/provider/precedence/in-use-schema.ts';
import type { SwitchPreview } from '../../main/core/provider/switch-model.ts';
import type { AppState, BackupView } from '../../preload/contract.ts';
import { Ready } from '../../renderer/App.tsx';
import { type Answers, draw, enter, fakeMain, perform, press, refuse, textIn } from './dom.tsx';
import { base, nowMs, readable, refused } from './states.ts';

afterEach(cleanup);

const plan: SwitchPreview = {
  kind: 'plan',
  hash: 'hash-1',
  path: readable.path,
  diff: [
    { kind: 'removed', text: '  "model": "qwen3.7-plus"' },
    { kind: 'added', text: '  "model": "glm-5"' },
  ],
  changed: ['model.name'],
  newFiles: [],
  warnings: [],
};
const inUse: InUse = {
  state: 'uses',
  protocol: 'openai',
  model: 'glm-5',
  baseUrl: 'https://openrouter.ai/api/v1',
  keyVariable: 'OPENROUTER_API_KEY',
  sources: {
    protocol: { kind: 'default' },
    model: { kind: 'default' },
    baseUrl: { kind: 'default' },
    key: { kind: 'settings', layer: 'user' },
  },
  warnings: [],
  shadows: [],
  keyLast4: '1234',
};
const switchedWell: Answers = {
  'switch:preview': () => plan,
  'switch:confirm': () => ({ kind: 'done', backupId: 'b1' }),
  'switch:in-use': () => inUse,
  'client:ask': () => ({ kind: 'not-installed' }),
};

/** Renders the providers panel with a fake main that returns these answers. */
async function open(answers: Answers = switchedWell, over: Partial<AppState> = {}) {
  const main = fakeMain(answers);
  const view = draw(<Ready state={{ ...base, ...over }} nowMs={nowMs} bridge={main.bridge} />);
  const tab = screen.queryByRole('button', { name: 'Providers', current: false });
  if (tab !== null) await press(tab);
  await perform(() => undefined);
  const panel = screen.getByRole('main');
  const redraw = (next: Partial<AppState>) =>
    perform(() => view.rerender(<Ready state={{ ...base, ...over, ...next }} nowMs={nowMs} bridge={main.bridge} />));
  const calls = () => main.calls.filter(([name]) => name !== 'popover:fit');
  return { calls, panel, redraw };
}

const button = (name: string | RegExp) => screen.getByRole('button', { name });
const choose = (name: string) => press(button(new RegExp(`^${name}`)));
const keyField = () => screen.getByLabelText<HTMLInputElement>('Enter the key');
const preview = () => perform(() => fireEvent.submit(button('Preview the change').closest('form') ?? document.body));

/** Goes from the list to the preview of OpenRouter, with a key. */
async function toPlan(): Promise<void> {
  await choose('OpenRouter');
  await enter(screen.getByLabelText('Model'), 'glm-5');
  await enter(keyField(), ' sk-or-1234 ');
  await preview();
}

describe('a switch', () => {
  it('goes from the list through the form and the preview to the result', async () => {
    const { calls, panel } = await open();
    await toPlan();
    expect(calls()).toEqual([
      ['switch:preview', { providerId: 'openrouter', model: 'glm-5', key: 'sk-or-1234', keyPlacement: 'env-file' }],
    ]);
    expect(textIn(panel)).toContain('Qwen Code will use glm-5 of OpenRouter, instead of qwen3.7-plus of Coding Plan.');
    expect(textIn(panel)).toContain('1 setting changes.');
    expect(textIn(panel)).toContain('Nothing has been written yet.');
    await press(button('Switch now'));
    expect(calls().slice(1, 4)).toEqual([['switch:confirm', { hash: 'hash-1' }], ['switch:in-use'], ['client:ask']]);
    const status = within(panel).getByRole('status');
    expect(textIn(panel)).toContain('Switched.');
    expect(textIn(status)).toContain(
      'New sessions of Qwen Code use glm-5 of OpenRouter, with the key from settings.json.',
    );
    await press(button('Done'));
    expect(screen.getByRole('searchbox')).not.toBeNull();
  });

  it('writes nothing until it is confirmed', async () => {
    const { calls } = await open();
    await toPlan();
    await press(button('Cancel'));
    expect(screen.getByLabelText<HTMLSelectElement>('Model').value).toBe('glm-5');
    expect(keyField().value).toBe(' sk-or-1234 ');
    await press(button('Back'));
    expect(calls().map(([name]) => name)).toEqual(['switch:preview']);
  });

  it('drops a typed key when the form is left', async () => {
    await open();
    await choose('OpenRouter');
    await enter(keyField(), 'sk-or-1234');
    await press(button('Back'));
    await choose('OpenRouter');
    expect(keyField().value).toBe('');
  });

  it('cannot be previewed while the form is incomplete', async () => {
    const { calls } = await open();
    await choose('Any other endpoint');
    await preview();
    expect(calls()).toEqual([]);
    await enter(screen.getByLabelText('Address'), 'https://gateway.example/v1');
    await enter(screen.getByLabelText('Model'), 'm');
    await preview();
    expect(calls()).toMatchObject([
      [
        'switch:preview',
        { providerId: 'custom', model: 'm', baseUrl: 'https://gateway.example/v1', protocol: 'openai' },
      ],
    ]);
  });

  it('moves the focus to the field that main rejected, and clears the error when the user edits it', async () => {
    const { panel } = await open({
      'switch:preview': () => ({ kind: 'key-refused', problem: 'billed-key-on-plan-endpoint' }),
    });
    await choose('OpenRouter');
    await enter(keyField(), 'sk-1');
    await preview();
    expect(document.activeElement).toBe(keyField());
    expect(keyField().getAttribute('aria-invalid')).toBe('true');
    expect(button('Preview the change').getAttribute('aria-disabled')).toBe('true');
    expect(textIn(panel)).toContain('a plan’s endpoint takes only plan keys');
    await enter(keyField(), 'sk-sp-1');
    expect(keyField().getAttribute('aria-invalid')).toBeNull();
    expect(button('Preview the change').getAttribute('aria-disabled')).not.toBe('true');
    expect(textIn(panel)).not.toContain('a plan’s endpoint takes only plan keys');
  });

  it('requests a new preview when the other models shall switch too', async () => {
    const warned = { ...plan, warnings: [{ code: 'other-selector' as const, values: {} }] };
    const { calls } = await open({ ...switchedWell, 'switch:preview': () => warned });
    await toPlan();
    await press(screen.getByRole('switch', { name: 'Move the other models too' }));
    expect(calls()[1]).toEqual([
      'switch:preview',
      { providerId: 'openrouter', model: 'glm-5', key: 'sk-or-1234', keyPlacement: 'env-file', follow: 'all' },
    ]);
    expect(screen.getByRole<HTMLInputElement>('switch', { name: 'Move the other models too' }).checked).toBe(true);
  });

  it('shows an error when main rejects the choice', async () => {
    await open({ 'switch:preview': refuse });
    await choose('OpenRouter');
    await enter(keyField(), 'k');
    await preview();
    expect(textIn(screen.getByRole('alert'))).toContain('Something went wrong. Nothing was changed.');
    expect(keyField().value).toBe('k');
  });

  it('shows its result even if main cannot determine what Qwen Code will use', async () => {
    const { panel } = await open({ ...switchedWell, 'switch:in-use': refuse });
    await toPlan();
    await press(button('Switch now'));
    expect(textIn(panel)).toContain('Switched.');
    expect(textIn(panel)).not.toContain('New sessions of Qwen Code use glm-5');
  });

  it('that failed shows the reason and makes no further calls', async () => {
    const { calls, panel } = await open({
      ...switchedWell,
      'switch:confirm': () => ({ kind: 'failed', detail: 'ENOSPC' }),
    });
    await toPlan();
    await press(button('Switch now'));
    expect(textIn(panel)).toContain('There is no space left for the file.');
    expect(calls().at(-1)).toEqual(['switch:confirm', { hash: 'hash-1' }]);
  });

  it('can be undone from its result', async () => {
    const { calls, panel } = await open(
      { ...switchedWell, 'switch:undo': () => ({ kind: 'done', backupId: 'b2' }) },
      { canUndo: true, home: '/home/wei' },
    );
    await toPlan();
    await press(button('Switch now'));
    await press(button('Undo the last change'));
    expect(calls().map(([name]) => name)).toContain('switch:undo');
    expect(textIn(panel)).toContain('Undone. The file is exactly what it was before.');
    expect(textIn(panel)).toContain('~/.qwen/settings.json');
    expect(textIn(panel)).not.toContain('/home/wei');
    expect(screen.queryByRole('button', { name: 'Undo the last change' })).toBeNull();
  });
});

describe('the keyboard', () => {
  /** Presses Escape where the focus is. */
  const pressEscape = () =>
    perform(() => fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' }));

  it('goes back from the preview step by step with Escape, and then to the first panel', async () => {
    const { calls } = await open();
    button(/^OpenRouter/).focus();
    await toPlan();
    expect(document.activeElement?.textContent).toBe('What will change');
    await pressEscape();
    expect(document.activeElement).toBe(button('Preview the change'));
    expect(keyField().value).toBe(' sk-or-1234 ');
    await pressEscape();
    expect(document.activeElement).toBe(button(/^OpenRouter/));
    expect(calls().map(([name]) => name)).toEqual(['switch:preview']);
    await pressEscape();
    expect(button('Quota').getAttribute('aria-current')).toBe('page');
  });

  it('comes back to the button that led away, and to what was searched for', async () => {
    const { panel } = await open({ ...switchedWell, 'backups:list': () => ({ backups: [], unread: [] }) });
    await enter(screen.getByRole('searchbox'), 'openrouter');
    button('Backups').focus();
    await press(button('Backups'));
    await pressEscape();
    expect(document.activeElement).toBe(button('Backups'));
    expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('openrouter');
    expect(textIn(panel)).not.toContain('DeepSeek');
  });
});

describe('a file that is refused', () => {
  it('is opened by main, which knows its path, or its path is copied', async () => {
    const { calls, panel } = await open({ 'settings-file:open': () => true }, { settings: refused });
    await press(button('Open the file'));
    expect(textIn(panel)).not.toContain('could not open');
    await press(button('Copy path'));
    expect(calls()).toEqual([['settings-file:open'], ['settings-file:copy']]);
    expect(textIn(panel)).toContain('Copied.');
  });

  it('says where the system could not open it', async () => {
    const { panel } = await open({ 'settings-file:open': () => false }, { settings: refused });
    await press(button('Open the file'));
    expect(textIn(panel)).toContain('The system could not open the file.');
  });

  it('is not opened where opening would wait for another program', async () => {
    const pipe = { ...refused, problem: { ...refused.problem, reason: 'pipe' as const } };
    await open({}, { settings: pipe });
    expect(screen.queryByRole('button', { name: 'Open the file' })).toBeNull();
    expect(button('Copy path')).not.toBeNull();
  });

  it('is opened from a preview that found it so', async () => {
    const { path, problem } = refused;
    const found: Answers = { 'switch:preview': () => ({ kind: 'settings-refused', path, problem }) };
    const { calls } = await open({ ...found, 'settings-file:open': () => true });
    await toPlan();
    await press(button('Open the file'));
    expect(calls().at(-1)).toEqual(['settings-file:open']);
  });
});

describe('a switch requested by main', () => {
  const destination = (providerId: string, serial = 1): Partial<AppState> => ({
    destination: { to: 'switch', serial, providerId },
  });

  it('shows the preview of a provider if its form is complete', async () => {
    const { calls, panel } = await open(switchedWell, destination('token-plan/international'));
    expect(calls()).toEqual([['switch:preview', { providerId: 'token-plan/international', model: 'qwen3.7-plus' }]]);
    expect(textIn(panel)).toContain(
      'Qwen Code will use qwen3.7-plus of Token Plan, International (Singapore), instead of Coding Plan.',
    );
  });

  it('shows the form if a key is missing', async () => {
    const { calls } = await open(switchedWell, destination('openrouter'));
    expect(calls()).toEqual([]);
    expect(keyField().value).toBe('');
  });

  it('shows the list if the provider no longer exists', async () => {
    const { calls } = await open(switchedWell, destination('gone'));
    expect(calls()).toEqual([]);
    expect(screen.getByRole('searchbox')).not.toBeNull();
  });

  it('waits until the settings have been read, and is handled only once', async () => {
    const { calls, redraw } = await open(switchedWell, {
      ...destination('token-plan/international'),
      settings: { state: 'unknown' },
    });
    expect(calls()).toEqual([]);
    await redraw({ settings: readable });
    await redraw({ settings: { ...readable } });
    expect(calls()).toHaveLength(1);
  });
});

describe('the list of providers', () => {
  it('can be searched by name, and shows when nothing matches', async () => {
    const { panel } = await open();
    await enter(screen.getByRole('searchbox'), 'kimi');
    expect(textIn(panel)).toContain('Kimi (Moonshot AI)');
    expect(textIn(panel)).not.toContain('OpenRouter');
    await enter(screen.getByRole('searchbox'), 'nobody');
    expect(textIn(panel)).toContain('No provider or model by that name.');
  });

  it('stores favourites', async () => {
    const { calls } = await open();
    await press(button('Make OpenRouter a favourite'));
    expect(calls()).toEqual([['preferences:set', { favouriteProviderIds: ['openrouter'] }]]);
  });
});

describe('backups and repairs', () => {
  const backup: BackupView = { id: 'b7', atMs: nowMs - 3_600_000, path: readable.path, label: 'Coding Plan' };

  it('restores a backup after a confirmation', async () => {
    const { calls, panel } = await open({
      ...switchedWell,
      'backups:list': () => ({ backups: [backup], unread: [] }),
      'backups:restore': () => ({
        ...{ kind: 'done', backupId: 'b8' },
        keyFile: { path: '/home/wei/.qwen/.env', isRestored: false },
      }),
    });
    await press(button('Backups'));
    await press(within(panel).getByRole('button', { name: /Restore$/ }));
    expect(calls()).toEqual([['backups:list']]);
    expect(textIn(panel)).toContain('Bring this version back?');
    await press(button('Restore'));
    expect(calls().slice(1, 3)).toEqual([['backups:restore', { id: 'b7' }], ['switch:in-use']]);
    expect(textIn(panel)).toContain('Restored, byte for byte.');
    expect(textIn(panel)).toContain('The key that was in use stays in /home/wei/.qwen/.env.');
  });

  it('goes back from a backup to its row, and to the heading of a list that opens', async () => {
    const older = { ...backup, id: 'b6' };
    const { panel } = await open({ ...switchedWell, 'backups:list': () => ({ backups: [backup, older], unread: [] }) });
    await press(button('Backups'));
    expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Backups' }));
    const rows = () => within(panel).getAllByRole('button', { name: /Restore$/ });
    await press(rows()[1] ?? panel);
    await press(button('Cancel'));
    expect(document.activeElement).toBe(rows()[1]);
  });

  it('repairs a problem after its preview is confirmed', async () => {
    const repair: RepairOffer = { code: 'wrapped-models', values: {}, repairable: true };
    const { calls, panel } = await open(
      { ...switchedWell, 'repair:preview': () => plan },
      { settings: { ...readable, repairs: [repair] } },
    );
    await press(button('Repair…'));
    expect(textIn(panel)).toContain('What the repair changes');
    expect(textIn(panel)).toContain('This repair writes it');
    expect(textIn(panel)).not.toContain('The next switch');
    await press(button('Repair now'));
    expect(calls().slice(0, 2)).toEqual([
      ['repair:preview', { code: 'wrapped-models' }],
      ['switch:confirm', { hash: 'hash-1' }],
    ]);
    expect(textIn(panel)).toContain('Repaired.');
  });
});

describe('the installed Qwen Code', () => {
  it('is started only after the user agreed', async () => {
    const { calls, panel } = await open({
      ...switchedWell,
      'client:ask': () => ({ kind: 'not-agreed', declined: false }),
    });
    await toPlan();
    await press(button('Switch now'));
    expect(textIn(panel)).toContain('Ask your installed Qwen Code as well?');
    await press(button('Ask it'));
    expect(calls().slice(-2)).toEqual([['preferences:set', { askInstalledClient: true }], ['client:ask']]);
  });

  it('is not mentioned again after the user declined', async () => {
    const { panel } = await open({
      ...switchedWell,
      'client:ask': () => ({ kind: 'not-agreed', declined: true }),
    });
    await toPlan();
    await press(button('Switch now'));
    expect(textIn(panel)).not.toContain('Ask your installed Qwen Code');
  });

  it('can be started again if it gave no answer', async () => {
    const { calls, panel } = await open({ ...switchedWell, 'client:ask': refuse });
    await toPlan();
    await press(button('Switch now'));
    expect(textIn(panel)).toContain('Your Qwen Code gave no answer.');
    const before = calls().length;
    await press(button('Ask again'));
    expect(calls().slice(before)).toEqual([['client:ask']]);
  });
});
