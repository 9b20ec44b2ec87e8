import { type ReactElement, type ReactNode, type Ref, useId } from 'react';
import type { Explanation } from '../../main/core/view/words/explanation.ts';
import { Icon } from './Icon.tsx';

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A search field. Escape clears it, and only in an empty field does it go one step back. */
export function SearchField({ label, value, onChange }: SearchProps): ReactElement {
  return (
    <div className="search">
      <Icon name="search" size={14} />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.stopPropagation();
          onChange('');
        }}
      />
    </div>
  );
}

interface LabelledProps {
  readonly label: string;
  /** Draws the field; its element has the id, by which the label belongs to it. */
  readonly children: (id: string) => ReactNode;
}

/** A field with its label above it. */
export function Labelled({ label, children }: LabelledProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly secret?: boolean;
  /** The error text for the current value. */
  readonly problem?: Explanation | undefined;
}

/** A single-line text field. A secret value is never shown, autocompleted, remembered or spell-checked. */
export function TextField(props: TextFieldProps): ReactElement {
  const id = useId();
  const hintId = props.hint === undefined ? '' : `${id}-hint`;
  const problemId = props.problem === undefined ? '' : `${id}-problem`;
  const described = `${problemId} ${hintId}`.trim();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {props.label}
      </label>
      <input
        id={id}
        type={props.secret === true ? 'password' : 'text'}
        className="input"
        value={props.value}
        placeholder={props.placeholder}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={props.problem === undefined ? undefined : true}
        aria-describedby={described === '' ? undefined : described}
        onChange={(event) => props.onChange(event.target.value)}
      />
      {props.problem === undefined ? null : <FieldProblem id={problemId} text={props.problem} />}
      {props.hint === undefined ? null : (
        <small id={hintId} className="field-hint">
          {props.hint}
        </small>
      )}
    </div>
  );
}

interface FieldProblemProps {
  readonly id?: string;
  readonly text: Explanation;
}

/** The error text of a field, shown directly below it. */
export function FieldProblem({ id, text }: FieldProblemProps): ReactElement {
  return (
    <p id={id} className="field-problem" role="alert">
      <Icon name="warning" size={14} />
      <span>
        {text.what}
        <br />
        {text.wayOut}
      </span>
    </p>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly onChange: (value: string) => void;
}

export function Select({ label, value, options, onChange }: SelectProps): ReactElement {
  return (
    <Labelled label={label}>
      {(id) => <NativeSelect id={id} value={value} options={options} onChange={onChange} />}
    </Labelled>
  );
}

interface NativeSelectProps extends Omit<SelectProps, 'label'> {
  readonly id?: string;
  readonly label?: string;
  readonly disabled?: boolean | undefined;
}

export function NativeSelect({ id, label, value, options, disabled, onChange }: NativeSelectProps): ReactElement {
  return (
    <span className="select">
      <select
        id={id}
        aria-label={label}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      <Icon name="down" size={12} />
    </span>
  );
}

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Left out: the section never has the focus itself. */
  readonly ref?: Ref<HTMLElement>;
}

export function Section({ title, children, ref }: SectionProps): ReactElement {
  const id = useId();
  return (
    <section ref={ref} className="section" aria-labelledby={id} tabIndex={ref === undefined ? undefined : -1}>
      <h2 id={id} className="section-title">
        {title}
      </h2>
      {children}
    </section>
  );
}
