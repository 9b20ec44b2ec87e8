import { type DeclaredModel, declaredModels } from '../../core/provider/declared-models.ts';
import type { Backups } from './backups.ts';

/** Returns what earlier versions of the settings declared, as far as backups exist. Backups never change: each is read once. */
export function createEarlierModels(backups: Backups): () => Promise<readonly DeclaredModel[]> {
  const known = new Map<string, readonly DeclaredModel[]>();
  return async () => {
    for (const { id, path } of (await backups.list()).backups) {
      if (known.has(id) || !path.endsWith('.json')) continue;
      const kept = await backups.read(id);
      if (kept.kind === 'bytes') known.set(id, declaredModels(new TextDecoder().decode(kept.bytes)));
    }
    return [...known.values()].flat();
  };
}
