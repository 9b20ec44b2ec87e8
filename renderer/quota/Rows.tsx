import type { ReactElement } from 'react';
import type { Locale } from '../../main/core/view/format.ts';
import { levelText } from '../../main/core/view/level.ts';
import type { AmountRow } from '../../main/core/view/quota/amount-row.ts';
import { Button } from '../ui/Button.tsx';
import { LevelMark, Meter } from '../ui/Meter.tsx';

export function Rows({ rows, locale }: { readonly rows: readonly AmountRow[]; readonly locale: Locale }): ReactElement {
  return (
    <ul className="rows">
      {rows.map((row) => (
        <Row key={row.key} row={row} locale={locale} />
      ))}
    </ul>
  );
}

function Row({ row, locale: { words } }: { readonly row: AmountRow; readonly locale: Locale }): ReactElement {
  const levelSentence = levelText(row.level, row.percent ?? 0, words);
  // Untouched models get no meter: there may be hundreds, and all the meters would be empty.
  const measured = row.percent !== null && row.percent > 0;
  const usedText = words.quota.percentUsed(row.percentText);
  return (
    <li className={`amount-row row-${row.level}`}>
      <div className="line">
        <span className="row-name">{row.name}</span>
        <LevelMark level={row.level} text={levelSentence} />
        <span className="grow" />
        <span className="row-amount">{measured ? usedText : row.amountText}</span>
      </div>
      {measured ? (
        <Meter
          label={row.name}
          percent={row.percent ?? 0}
          level={row.level}
          spoken={words.common.list([usedText, levelSentence])}
        />
      ) : null}
      {!measured && row.noteText === null ? null : (
        <div className="line line-soft">
          <span>{measured ? row.amountText : row.noteText}</span>
          {!measured || row.noteText === null ? null : <span>{row.noteText}</span>}
        </div>
      )}
    </li>
  );
}

interface MoreProps {
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly count: number;
  readonly locale: Locale;
}

export function More({ open, onOpen, count, locale: { words } }: MoreProps): ReactElement {
  return (
    <div className="more">
      <Button kind="link" onPress={() => onOpen(!open)}>
        {open ? words.common.showLess : words.common.showAll(count)}
      </Button>
    </div>
  );
}

interface ShowNextProps {
  readonly count: number;
  readonly onPress: () => void;
  readonly locale: Locale;
}

/** Draws more rows of a list that is too long to be drawn at once. */
export function ShowNext({ count, onPress, locale: { words } }: ShowNextProps): ReactElement {
  return (
    <div className="more">
      <Button kind="link" onPress={onPress}>
        {words.common.showNext(count)}
      </Button>
    </div>
  );
}
