import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import type { ProviderOption } from '../../main/core/provider/model.ts';
import type { KeyProblem } from '../../main/core/provider/switch-model.ts';
import { modelText, nameOf, regionText } from '../../main/core/view/providers/provider-text.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import { Button } from '../ui/Button.tsx';
import { Select, TextField } from '../ui/Field.tsx';
import { type Draft, fieldOf, isComplete } from './flow.ts';
import { KeyFields } from './KeyFields.tsx';
import { MoreChoices } from './MoreChoices.tsx';
import { ScreenHead } from './ScreenHead.tsx';
import { type ProviderPage, Terms } from './Terms.tsx';

export interface FormProps {
  readonly option: ProviderOption;
  readonly endpoints: readonly ProviderOption[];
  readonly draft: Draft;
  readonly problem: KeyProblem | null;
  /** Whether the user comes back from the preview. */
  readonly isBack?: true;
  readonly words: Words;
  readonly busy: boolean;
  readonly onDraft: (draft: Draft) => void;
  readonly onEndpoint: (endpoint: ProviderOption) => void;
  readonly onBack: () => void;
  readonly onSubmit: () => void;
  readonly onPage: (page: ProviderPage) => void;
}

/** The form for the model and the key of one provider. Enter requests the preview; the form writes nothing. */
export function ProviderForm(props: FormProps): ReactElement {
  const { option, draft, problem, words, busy, onSubmit } = props;
  // What main rejected, it rejects again until it is changed.
  const canSubmit = !busy && problem === null && isComplete(option, draft);
  const form = useProblemFocus(problem);
  return (
    <>
      <ScreenHead
        title={nameOf(option, words)}
        chip={regionText(option, words)}
        words={words}
        onBack={props.onBack}
        cameFrom={props.isBack && 'button[type="submit"]'}
      />
      <form
        ref={form}
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (canSubmit) onSubmit();
        }}
      >
        {option.custom === true ? <AddressField {...props} /> : null}
        <ModelField {...props} />
        <KeyFields {...props} />
        <MoreChoices {...props} />
        <Button kind="primary" submit disabled={!canSubmit}>
          {busy ? words.providers.previewing : words.providers.preview}
        </Button>
      </form>
      <Terms option={option} words={words} onPage={props.onPage} />
    </>
  );
}

/** Moves the focus to the field that main rejected. */
function useProblemFocus(problem: KeyProblem | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (problem !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problem]);
  return form;
}

function AddressField({ draft, problem, words, onDraft }: FormProps): ReactElement {
  const isRejected = problem !== null && fieldOf(problem) === 'base-url';
  return (
    <TextField
      label={words.providers.endpoint}
      value={draft.baseUrl}
      placeholder="https://"
      problem={isRejected ? words.keyProblems[problem] : undefined}
      onChange={(baseUrl) => onDraft({ ...draft, baseUrl })}
    />
  );
}

function ModelField({ option, draft, words, onDraft }: FormProps): ReactElement {
  const known = option.models.some((model) => model.id === draft.model);
  if (option.models.length === 0) {
    return (
      <TextField
        label={words.providers.model}
        value={draft.model}
        placeholder={words.providers.modelPlaceholder}
        onChange={(model) => onDraft({ ...draft, model })}
      />
    );
  }
  const own = known || draft.model === '' ? [] : [{ value: draft.model, name: draft.model }];
  return (
    <Select
      label={words.providers.model}
      value={draft.model}
      options={[...own, ...option.models.map((model) => ({ value: model.id, name: modelText(model) }))]}
      onChange={(model) => onDraft({ ...draft, model })}
    />
  );
}
