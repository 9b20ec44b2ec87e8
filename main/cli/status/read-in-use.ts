import { createFiles } from '../../adapters/files/files.ts';
import { createTempOwner } from '../../adapters/files/temp-owner.ts';
import { createQwenEnvironment } from '../../adapters/qwen/qwen-environment.ts';
import type { UsedProvider } from '../../core/provider/switch/used-provider.ts';
import type { Snapshot } from '../../core/quota/model.ts';
import { type PoolInUse, poolOfProvider } from '../../core/quota/pool-in-use.ts';
import { fullName, idText, pathText } from '../../core/view/providers/provider-text.ts';
import { readUsed } from '../../services/settings/in-use-reading.ts';
import type { CliContext } from '../context.ts';
import type { InUseHere } from './in-use.ts';

/** What Qwen Code uses in this folder, as `explain` finds it, and the pool of the snapshot that it draws from. */
export async function readInUseHere(snapshot: Snapshot, context: CliContext): Promise<InUseHere> {
  const { clock, shell } = context;
  const { environment, home, workFolder, platform } = shell;
  const of = { environment: () => environment, home: () => home, workFolder: () => workFolder, platform };
  const used = await readUsed(
    {
      files: createFiles({ clock, owner: createTempOwner(clock.now()), platform }),
      qwenEnvironment: createQwenEnvironment(of),
    },
    workFolder,
  );
  const text = textOf(used, context);
  return {
    text: used.isOfFolder ? context.cliWords.switching.inThisFolder(text) : text,
    pool: poolOf(used, snapshot, clock.now()),
  };
}

function poolOf({ inUse, model, provider }: UsedProvider, snapshot: Snapshot, nowMs: number): PoolInUse | null {
  const isUnread = inUse.state === 'refuses' && (inUse.unread !== undefined || inUse.code === 'unreadable-layer');
  return isUnread ? null : poolOfProvider(provider && { ...provider, model }, snapshot, nowMs);
}

function textOf({ inUse, model, provider }: UsedProvider, { words, cliWords, shell }: CliContext): string {
  const { status } = cliWords;
  const modelText = model === null ? words.common.unknown : idText(model);
  const providerText = provider === null ? null : fullName(provider, [], words);
  if (inUse.state === 'uses') return words.tray.uses(modelText, providerText ?? inUse.baseUrl);
  if (inUse.unread !== undefined) return status.settingsUnread(pathText(inUse.unread.path, shell.home));
  if (inUse.code === 'no-protocol') return status.noProvider;
  if (inUse.code === 'unreadable-layer') return status.startsNotAs(words.refusals[inUse.code](inUse.subject));
  return status.startsNot(providerText === null ? null : `${modelText} · ${providerText}`);
}
