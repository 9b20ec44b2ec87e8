import type { ReactElement } from 'react';
import type { RepairOffer, SettingsView } from '../../main/core/provider/model.ts';
import {
  type ProviderFamily,
  type ProviderRow,
  providerGroups,
  toggledFavourites,
} from '../../main/core/view/providers/provider-rows.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Chip, Explain, PathText } from '../ui/Explain.tsx';
import { SearchField, Section } from '../ui/Field.tsx';
import { useAction } from '../use-action.ts';

interface Props {
  readonly context: PanelContext;
  readonly settings: Extract<SettingsView, { state: 'readable' }>;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly busy: boolean;
  readonly onChoose: (row: ProviderRow) => void;
  readonly onUndo: () => void;
  readonly onBackups: () => void;
  readonly onRepair: (repair: RepairOffer) => void;
}

export function ProviderList(props: Props): ReactElement {
  const { context, settings, query, busy, onChoose, onRepair } = props;
  const { state } = context;
  const { words } = context.locale;
  const groups = providerGroups(settings, query, state.preferences.favouriteProviderIds, words, state.recentProviders);
  return (
    <>
      <FileLine {...props} />
      {(settings.repairs ?? []).map((repair) => (
        <Explain key={JSON.stringify(repair)} tone="amber" text={words.repairs[repair.code](repair.values)}>
          {repair.repairable ? (
            <Button disabled={busy} onPress={() => onRepair(repair)}>
              {words.providers.repair.start}
            </Button>
          ) : undefined}
        </Explain>
      ))}
      <SearchField label={words.providers.searchLabel} value={query} onChange={props.onQuery} />
      {groups.length === 0 ? <p className="quiet">{words.providers.noneFound}</p> : null}
      {groups.map((group) => (
        <Section key={group.title} title={group.title}>
          <ul className="options">
            {group.families.map((family) => (
              <Family key={family.name} context={context} family={family} onChoose={onChoose} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  );
}

function FileLine({ context, settings, busy, onUndo, onBackups }: Props): ReactElement {
  const { words } = context.locale;
  return (
    <div>
      <div className="file-line">
        {settings.exists ? <PathText path={settings.path} /> : <p className="quiet">{words.providers.fileMissing}</p>}
        <Button kind="link" icon="clock" disabled={busy} onPress={onBackups}>
          {words.providers.backups.open}
        </Button>
      </div>
      {context.state.canUndo ? (
        <div className="more">
          <Button kind="link" icon="undo" disabled={busy} onPress={onUndo}>
            {words.providers.undo}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface FamilyProps {
  readonly context: PanelContext;
  readonly family: ProviderFamily;
  readonly onChoose: (row: ProviderRow) => void;
}

/** A provider: one row, or its name and a row for each region. */
function Family({ context, family, onChoose }: FamilyProps): ReactElement {
  const rows = family.rows.map((row) => (
    <OptionRow
      key={row.option.id}
      context={context}
      row={row}
      isRegion={family.rows.length > 1}
      onChoose={() => onChoose(row)}
    />
  ));
  if (family.rows.length === 1) return <>{rows}</>;
  return (
    <li className="option-family">
      <p className="option-label">{family.name}</p>
      <ul>{rows}</ul>
    </li>
  );
}

interface RowProps {
  readonly context: PanelContext;
  readonly row: ProviderRow;
  /** The name stands above. */
  readonly isRegion: boolean;
  readonly onChoose: () => void;
}

function OptionRow({ context, row, isRegion, onChoose }: RowProps): ReactElement {
  const { words } = context.locale;
  const lines = [row.modelsText, row.aboutText].filter((text) => text !== '');
  return (
    <li className="option">
      <button type="button" className="option-button" data-return={row.option.id} onClick={onChoose}>
        <span className="option-text">
          <span className="option-name">
            <span className={isRegion ? 'unseen' : 'option-label'}>{row.name}</span>
            <Region row={row} isLabel={isRegion} />
            {row.current ? <CurrentChip row={row} words={words} /> : null}
          </span>
          {lines.map((text) => (
            <span key={text} className="option-about">
              {text}
            </span>
          ))}
          {row.faultText === null ? null : <span className="option-fault">{row.faultText}</span>}
        </span>
      </button>
      {row.option.custom === true ? null : <Favourite context={context} row={row} />}
    </li>
  );
}

function Region({ row, isLabel }: { readonly row: ProviderRow; readonly isLabel: boolean }): ReactElement | null {
  if (row.regionText === null) return null;
  return isLabel ? <span>{row.regionText}</span> : <Chip>{row.regionText}</Chip>;
}

const CurrentChip = ({ row, words }: { readonly row: ProviderRow; readonly words: Words }): ReactElement =>
  row.faultText === null ? (
    <Chip tone="good">{words.providers.current}</Chip>
  ) : (
    <Chip tone="amber">{words.providers.selected}</Chip>
  );

function Favourite({ context, row }: Pick<RowProps, 'context' | 'row'>): ReactElement {
  const { words } = context.locale;
  const action = useAction();
  // Each region of a provider is a favourite of its own.
  const whole = row.regionText === null ? row.name : `${row.name} · ${row.regionText}`;
  const favouriteProviderIds = toggledFavourites(context.state.preferences.favouriteProviderIds, row);
  return (
    <IconButton
      icon="star"
      label={row.favourite ? words.providers.unfavourite(whole) : words.providers.favourite(whole)}
      pressed={row.favourite}
      disabled={action.busy}
      onPress={() => action.run(() => context.bridge.invoke('preferences:set', { favouriteProviderIds }))}
    />
  );
}
