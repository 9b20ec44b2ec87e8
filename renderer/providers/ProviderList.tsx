import { type ReactElement, useState } from 'react';
import type { ProviderOption, SettingsView } from '../../main/core/provider/model.ts';
import { hostOf, keyText, providerGroups } from '../../main/core/view/popover-providers.ts';
import type { Shown } from '../shown.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Chip, Explain } from '../ui/Explain.tsx';
import { SearchField, Section } from '../ui/Field.tsx';
import { PathText } from '../ui/PathText.tsx';
import { useAction } from '../use-action.ts';

interface Props {
  readonly shown: Shown;
  readonly settings: Extract<SettingsView, { state: 'readable' }>;
  readonly busy: boolean;
  readonly onChoose: (option: ProviderOption) => void;
  readonly onUndo: () => void;
}

export function ProviderList({ shown, settings, busy, onChoose, onUndo }: Props): ReactElement {
  const { state } = shown;
  const { words } = shown.place;
  const [query, setQuery] = useState('');
  const groups = providerGroups(settings, query, state.preferences.favouriteProviderIds, words);
  return (
    <>
      <FileLine shown={shown} settings={settings} busy={busy} onUndo={onUndo} />
      {(settings.repairs ?? []).map((repair) => (
        <Explain key={JSON.stringify(repair)} tone="amber" text={words.repairs[repair.code](repair.values)} />
      ))}
      <SearchField label={words.providers.searchLabel} value={query} onChange={setQuery} />
      {groups.length === 0 ? <p className="quiet">{words.providers.noneFound}</p> : null}
      {groups.map((group) => (
        <Section key={group.title} title={group.title}>
          <ul className="options">
            {group.options.map((option) => (
              <OptionRow key={option.id} shown={shown} settings={settings} option={option} onChoose={onChoose} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

function FileLine({ shown, settings, busy, onUndo }: Omit<Props, 'onChoose'>): ReactElement {
  const { words } = shown.place;
  return (
    <div className="file-line">
      {settings.exists ? <PathText path={settings.path} /> : <p className="quiet">{words.providers.fileMissing}</p>}
      {shown.state.canUndo ? (
        <Button kind="link" icon="undo" disabled={busy} onPress={onUndo}>
          {words.providers.undo}
        </Button>
      ) : null}
    </div>
  );
}

interface RowProps {
  readonly shown: Shown;
  readonly settings: Props['settings'];
  readonly option: ProviderOption;
  readonly onChoose: (option: ProviderOption) => void;
}

function OptionRow({ shown, settings, option, onChoose }: RowProps): ReactElement {
  const { words } = shown.place;
  const model = option.current ? settings.currentModel : null;
  const about = [
    model,
    option.custom === true ? null : hostOf(option.baseUrl),
    model !== null || option.key.state === 'missing' ? null : keyText(option.key, words),
  ].filter((text) => text !== null && text !== '');
  return (
    <li className={option.current ? 'option option-current' : 'option'}>
      <button type="button" className="option-button" onClick={() => onChoose(option)}>
        <span className="option-text">
          <span className="option-name">
            <span className="option-label">{option.label}</span>
            {option.region === null ? null : <Chip>{option.region}</Chip>}
            {option.current ? <Chip tone="good">{words.providers.current}</Chip> : null}
          </span>
          {about.length === 0 ? null : <span className="option-about">{about.join(' · ')}</span>}
        </span>
      </button>
      <Favourite shown={shown} option={option} />
    </li>
  );
}

function Favourite({ shown, option }: Pick<RowProps, 'shown' | 'option'>): ReactElement {
  const { words } = shown.place;
  const { favouriteProviderIds } = shown.state.preferences;
  const action = useAction();
  const marked = favouriteProviderIds.includes(option.id);
  const next = marked ? favouriteProviderIds.filter((id) => id !== option.id) : [...favouriteProviderIds, option.id];
  return (
    <IconButton
      icon="star"
      label={marked ? words.providers.unfavourite(option.label) : words.providers.favourite(option.label)}
      pressed={marked}
      disabled={action.busy}
      onPress={() => action.run(() => shown.bridge.invoke('preferences:set', { favouriteProviderIds: next }))}
    />
  );
}
