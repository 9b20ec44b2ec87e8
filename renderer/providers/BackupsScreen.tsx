import type { ReactElement } from 'react';
import { type BackupRow, backupRow } from '../../main/core/view/providers/backup-row.ts';
import type { BackupListView, BackupView } from '../../preload/contract.ts';
import type { PanelContext } from '../panel-context.ts';
import { Button } from '../ui/Button.tsx';
import { Chip, Explain, PathText } from '../ui/Explain.tsx';
import { ScreenHead } from './ScreenHead.tsx';

interface ListProps {
  readonly context: PanelContext;
  readonly list: BackupListView;
  /** The backup from which the user comes back. */
  readonly lookedAt?: BackupView | undefined;
  readonly onBack: () => void;
  readonly onChoose: (backup: BackupView) => void;
}

/** The list of all backups, newest first, and of those that could not be read. */
export function BackupsScreen({ context, list, lookedAt, onBack, onChoose }: ListProps): ReactElement {
  const { backups, unread } = list;
  const { locale, nowMs } = context;
  const { words } = locale;
  return (
    <>
      <ScreenHead
        title={words.providers.backups.title}
        words={words}
        onBack={onBack}
        cameFrom={lookedAt && `[data-backup="${CSS.escape(lookedAt.id)}"]`}
      />
      {unread.map((path) => (
        <Explain key={path} tone="amber" text={words.switchFailures.unread(path)} />
      ))}
      {backups.length === 0 && unread.length > 0 ? null : (
        <p className="soft">{backups.length === 0 ? words.providers.backups.none : words.providers.backups.intro}</p>
      )}
      {backups.length === 0 ? null : (
        <ul className="options">
          {backups.map((backup) => (
            <Row
              key={backup.id}
              id={backup.id}
              row={backupRow(backup, nowMs, locale)}
              context={context}
              onChoose={() => onChoose(backup)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface RowProps {
  readonly id: string;
  readonly row: BackupRow;
  readonly context: PanelContext;
  readonly onChoose: () => void;
}

function Row({ id, row, context, onChoose }: RowProps): ReactElement {
  const { backups } = context.locale.words.providers;
  return (
    <li className="option">
      <button type="button" className="option-button" data-backup={id} onClick={onChoose}>
        <span className="option-text">
          <span className="option-name">
            <span className="option-label">{row.timeText}</span>
            <Chip>{row.fileText}</Chip>
          </span>
          <span className="option-about">{row.title}</span>
        </span>
        <span className="option-action">{backups.restore}</span>
      </button>
    </li>
  );
}

interface RestoreProps {
  readonly context: PanelContext;
  readonly backup: BackupView;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onConfirm: () => void;
}

/** Asks for confirmation before it restores a whole file, and shows which backup it is. */
export function RestoreScreen({ context, backup, busy, onBack, onConfirm }: RestoreProps): ReactElement {
  const { locale, nowMs } = context;
  const { words } = locale;
  const { backups } = words.providers;
  const row = backupRow(backup, nowMs, locale);
  return (
    <>
      <ScreenHead title={row.timeText} words={words} onBack={onBack} />
      <div>
        <p className="option-label">{row.title}</p>
        <PathText path={row.path} />
      </div>
      <Explain tone="plain" text={{ what: backups.confirmTitle, wayOut: backups.confirmHint }}>
        <Button kind="primary" disabled={busy} onPress={onConfirm}>
          {busy ? backups.restoring : backups.restore}
        </Button>
        <Button disabled={busy} onPress={onBack}>
          {words.common.cancel}
        </Button>
      </Explain>
    </>
  );
}
