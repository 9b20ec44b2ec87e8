import type { ReactElement } from 'react';
import type { Locale } from '../../main/core/view/format.ts';
import { levelText } from '../../main/core/view/level.ts';
import type { AmountRow } from '../../main/core/view/quota/amount-row.ts';
import type { Words } from '../../main/core/view/words/index.ts';
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

/** How many rows are drawn at once: 4,000 of them stopped the page. */
const rowsAtOnce = 50;

interface PagingProps {
  /** How many rows are drawn while the list is closed. */
  readonly few: number;
  readonly drawn: number;
  readonly onDrawn: (drawn: number) => void;
  /** How many rows there are to draw: a search may leave fewer than `count`. */
  readonly found: number;
  readonly count: number;
  readonly words: Words;
}

/** The links below a list that is drawn in part: the next rows of it, and all of it or only the first few. */
export function Paging({ few, drawn, onDrawn, found, count, words }: PagingProps): ReactElement {
  const open = drawn > few;
  return (
    <>
      {open && found > drawn ? (
        <div className="more">
          <Button kind="link" onPress={() => onDrawn(drawn + rowsAtOnce)}>
            {words.common.showNext(Math.min(rowsAtOnce, found - drawn))}
          </Button>
        </div>
      ) : null}
      {count > few ? (
        <div className="more">
          <Button kind="link" onPress={() => onDrawn(open ? few : rowsAtOnce)}>
            {open ? words.common.showLess : words.common.showAll(count)}
          </Button>
        </div>
      ) : null}
    </>
  );
}
