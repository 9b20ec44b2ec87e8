import type { ReactElement } from 'react';
import type { ProviderOption } from '../../main/core/provider/model.ts';
import type { KeyProblem } from '../../main/core/provider/switch-model.ts';
import { recommendedPlacement } from '../../main/core/view/providers/key-place.ts';
import { keyForm, keyText } from '../../main/core/view/providers/provider-text.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Button } from '../ui/Button.tsx';
import { Segmented } from '../ui/Choice.tsx';
import { FieldProblem, TextField } from '../ui/Field.tsx';
import { asksForKey, type Draft, fieldOf, placementsOf } from './flow.ts';
import type { ProviderPage } from './Terms.tsx';

interface Props {
  readonly option: ProviderOption;
  readonly draft: Draft;
  readonly problem: KeyProblem | null;
  readonly words: Words;
  readonly onDraft: (draft: Draft) => void;
  readonly onPage: (page: ProviderPage) => void;
}

/** Shows which key exists, or a field for a new key, which says into which file it goes. */
export function KeyFields({ option, draft, problem, words, onDraft, onPage }: Props): ReactElement {
  const problemText = problem === null || fieldOf(problem) !== 'key' ? undefined : words.keyProblems[problem];
  if (!asksForKey(option, draft)) {
    return (
      <div className="field">
        <span className="field-label">{words.providers.key}</span>
        <div className="key-line">
          <span>{keyText(option.key, words)}</span>
          <Button kind="link" onPress={() => onDraft({ ...draft, replaceKey: true })}>
            {words.providers.keyReplace}
          </Button>
        </div>
        {problemText === undefined ? null : <FieldProblem text={problemText} />}
      </div>
    );
  }
  return (
    <>
      <TextField
        label={words.providers.keyEntry}
        value={draft.key}
        secret
        hint={words.providers.keyHint(fileTextOf(draft, words))}
        placeholder={keyForm(option)}
        problem={problemText}
        onChange={(key) => onDraft({ ...draft, key })}
      />
      {option.termsOf === null || option.termsOf === undefined ? null : (
        <div className="actions links">
          <Button kind="link" onPress={() => onPage('keys')}>
            {words.providers.keysPage}
          </Button>
        </div>
      )}
    </>
  );
}

const fileTextOf = ({ placement }: Draft, { providers }: Words): string =>
  placement === 'as-now' ? providers.keyPlaceNow : providers.placement[placement].name;

type PlacementProps = Pick<Props, 'option' | 'draft' | 'words' | 'onDraft'>;

/** The choice of the file for a new key. */
export function KeyPlacementField({ option, draft, words, onDraft }: PlacementProps): ReactElement | null {
  if (!asksForKey(option, draft)) return null;
  return (
    <Segmented
      label={words.providers.keyPlacement}
      value={draft.placement}
      options={placementsOf(option, draft).map((value) => ({
        value,
        name: words.providers.placement[value].name,
        hint:
          value === recommendedPlacement(option) ? words.providers.recommended : words.providers.placement[value].hint,
      }))}
      onChange={(placement) => onDraft({ ...draft, placement })}
    />
  );
}
