import { type ReactElement, useContext } from 'react';
import type { ProviderOption, SettingsView } from '../../main/core/provider/model.ts';
import type { SwitchWarning } from '../../main/core/provider/switch-model.ts';
import { pathText } from '../../main/core/view/providers/provider-text.ts';
import { switchSummary } from '../../main/core/view/providers/switch-summary.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { Bridge } from '../../preload/contract.ts';
import { Button } from '../ui/Button.tsx';
import { Switch } from '../ui/Choice.tsx';
import { Explain, HomeFolder } from '../ui/Explain.tsx';
import { Icon } from '../ui/Icon.tsx';
import { ExactChange } from './Diff.tsx';
import type { Draft, ShownPreview } from './flow.ts';
import { RefusedFile } from './RefusedFile.tsx';
import { ScreenHead } from './ScreenHead.tsx';

interface Props {
  readonly option: ProviderOption;
  readonly settings: SettingsView;
  readonly bridge: Bridge;
  readonly draft: Draft;
  readonly preview: ShownPreview;
  readonly words: Words;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onFollow: (follow: boolean) => void;
  readonly onConfirm: (hash: string) => void;
  readonly onDone: () => void;
}

/** Shows what a switch will change before it is confirmed, or why it is not possible. */
export function PreviewScreen(props: Props): ReactElement {
  const { preview, words, onBack } = props;
  return (
    <>
      <ScreenHead title={words.providers.previewTitle} words={words} onBack={onBack} />
      <PreviewResult {...props} preview={preview} />
    </>
  );
}

function PreviewResult(props: Props): ReactElement {
  const { preview, settings, words, bridge, onDone } = props;
  switch (preview.kind) {
    case 'plan':
      return <Plan {...props} preview={preview} />;
    case 'nothing-to-do':
      return (
        <Explain tone="good" text={words.switchPreviews['nothing-to-do']}>
          <Button onPress={onDone}>{words.providers.done}</Button>
        </Explain>
      );
    case 'unknown-provider':
      return (
        <Explain tone="amber" text={words.switchPreviews['unknown-provider']}>
          <Button onPress={onDone}>{words.common.back}</Button>
        </Explain>
      );
    case 'settings-refused': {
      const isSettings = settings.state !== 'unknown' && settings.path === preview.path;
      return <RefusedFile {...preview} words={words} bridge={isSettings ? bridge : null} />;
    }
  }
}

type PlanProps = Props & { readonly preview: Extract<ShownPreview, { kind: 'plan' }> };

function Plan({ option, settings, draft, preview, words, busy, onBack, onFollow, onConfirm }: PlanProps): ReactElement {
  const home = useContext(HomeFolder);
  const others = draft.follow || preview.warnings.some((warning) => warning.code === 'other-selector');
  const summary = switchSummary(preview, { option, ...draft }, { settings, home, words });
  return (
    <>
      <p className="sentence">{summary.sentence}</p>
      <Warnings warnings={preview.warnings} words={words} />
      {others ? (
        <div className="group">
          <Switch
            label={words.providers.follow}
            hint={words.providers.followHint}
            checked={draft.follow}
            disabled={busy}
            onChange={onFollow}
          />
        </div>
      ) : null}
      <ExactChange title={summary.changesText} preview={preview} words={words} />
      <p className="note">{isAllNew(preview) ? words.providers.previewHintNew : words.providers.previewHint}</p>
      <div className="actions actions-foot">
        <Button kind="primary" disabled={busy} onPress={() => onConfirm(preview.hash)}>
          {busy ? words.providers.confirming : words.providers.confirm}
        </Button>
        <Button disabled={busy} onPress={onBack}>
          {words.common.cancel}
        </Button>
      </div>
    </>
  );
}

/** Whether the switch creates every file, so that there is none to back up. */
const isAllNew = ({ path, envFile, newFiles }: PlanProps['preview']): boolean =>
  newFiles.includes(path) && (envFile === undefined || newFiles.includes(envFile.path));

/** The values of a warning with `~` in its paths; folders are listed with commas. */
const withHome = (values: SwitchWarning['values'], home: string): SwitchWarning['values'] =>
  Object.fromEntries(
    Object.entries(values).map(([name, text]) => [
      name,
      text
        .split(', ')
        .map((part) => pathText(part, home))
        .join(', '),
    ]),
  );

interface WarningsProps {
  readonly warnings: readonly SwitchWarning[];
  readonly words: Words;
}

function Warnings({ warnings, words }: WarningsProps): ReactElement | null {
  const home = useContext(HomeFolder);
  if (warnings.length === 0) return null;
  return (
    <section aria-label={words.providers.warningsTitle(warnings.length)} className="explain explain-amber">
      <ul className="stack-tight">
        {warnings.map((warning) => {
          const text = words.switchWarnings[warning.code](withHome(warning.values, home));
          return (
            <li key={JSON.stringify(warning)} className="warning">
              <Icon name="warning" size={14} />
              <div className="explain-text">
                <p className="warning-what">{text.what}</p>
                <p className="explain-way">{text.wayOut}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
