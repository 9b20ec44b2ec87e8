import { type ReactElement, useContext } from 'react';
import type { RepairOffer } from '../../main/core/provider/model.ts';
import type { SwitchPreview } from '../../main/core/provider/switch-model.ts';
import { changesText } from '../../main/core/view/providers/switch-summary.ts';
import type { Explanation } from '../../main/core/view/words/explanation.ts';
import type { Words } from '../../main/core/view/words/index.ts';
import type { Bridge } from '../../preload/contract.ts';
import { Button } from '../ui/Button.tsx';
import { Explain, HomeFolder } from '../ui/Explain.tsx';
import { ExactChange } from './Diff.tsx';
import { RefusedFile } from './RefusedFile.tsx';
import { ScreenHead } from './ScreenHead.tsx';

interface Props {
  readonly repair: RepairOffer;
  readonly preview: SwitchPreview;
  readonly words: Words;
  readonly bridge: Bridge;
  readonly busy: boolean;
  readonly onBack: () => void;
  readonly onConfirm: (hash: string) => void;
}

/** Shows what a repair would change, before it is confirmed. */
export function RepairScreen(props: Props): ReactElement {
  const { repair, preview, words, onBack } = props;
  return (
    <>
      <ScreenHead title={words.providers.repair.title} words={words} onBack={onBack} />
      <Explain tone="amber" text={offerText(repair, words)} />
      <Change {...props} preview={preview} />
    </>
  );
}

/** What is damaged, and what this repair does about it, which the list says of other ways. */
function offerText({ code, values }: RepairOffer, words: Words): Explanation {
  const { what, wayOut } = words.repairs[code](values);
  const does: Partial<Record<RepairOffer['code'], string>> = words.providers.repair.does;
  return { what, wayOut: does[code] ?? wayOut };
}

function Change({ preview, words, bridge, busy, onBack, onConfirm }: Props): ReactElement {
  const home = useContext(HomeFolder);
  switch (preview.kind) {
    case 'plan':
      return (
        <>
          <ExactChange title={changesText(preview, home, words)} preview={preview} words={words} />
          <p className="note">{words.providers.previewHint}</p>
          <div className="actions actions-foot">
            <Button kind="primary" disabled={busy} onPress={() => onConfirm(preview.hash)}>
              {busy ? words.providers.repair.confirming : words.providers.repair.confirm}
            </Button>
            <Button disabled={busy} onPress={onBack}>
              {words.common.cancel}
            </Button>
          </div>
        </>
      );
    case 'settings-refused':
      return <RefusedFile {...preview} words={words} bridge={bridge} />;
    case 'nothing-to-do':
    case 'unknown-provider':
    case 'key-refused':
      return <Explain tone="good" text={words.switchPreviews['nothing-to-do']} />;
  }
}
