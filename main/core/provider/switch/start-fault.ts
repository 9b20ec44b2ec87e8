import type { ProviderOption } from '../model.ts';
import type { ClientFiles } from '../precedence/client-files.ts';
import { contextOf } from '../precedence/context.ts';
import { inUseOf } from '../precedence/in-use.ts';

/**
 * Why Qwen Code does not start with the user's settings, masked; undefined: it does, or that is not known. A fault that
 * files of the folder or of the system take away is none, and one that they bring in is not the user's entry's.
 */
export function startFaultOf(files: ClientFiles): ProviderOption['startFault'] {
  const inAll = inUseOf(contextOf(files, '0.24'));
  if (inAll.state !== 'refuses' || inAll.unread !== undefined) return undefined;
  const { user } = files.layers;
  const alone = { ...files, layers: { 'system-defaults': null, user, workspace: null, system: null } };
  const own = inUseOf(contextOf(alone, '0.24'));
  return own.state === 'refuses' && own.unread === undefined ? { code: own.code, subject: own.subject } : undefined;
}
