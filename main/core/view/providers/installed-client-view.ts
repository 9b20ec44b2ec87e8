import { referencedVariable } from '../../provider/keys.ts';
import type { InUse } from '../../provider/precedence/in-use-schema.ts';
import type { ClientAnswer } from '../../provider/precedence/installed-client-report.ts';
import { maskSecret } from '../../provider/settings-text/mask.ts';
import { sameBaseUrl } from '../../provider/url.ts';
import type { Explanation } from '../words/explanation.ts';
import type { Words } from '../words/index.ts';
import { hostOf } from './provider-text.ts';

type ClientReport = Extract<ClientAnswer, { kind: 'reported' }>;

export type ClientVerdict =
  | { readonly kind: 'same' | 'remark'; readonly text: string }
  | { readonly kind: 'problem'; readonly text: Explanation };

/** Compares the report of the installed client with what we resolved (null: unknown). Pure. */
export function clientVerdict(answer: ClientAnswer, ours: InUse | null, { installedClient }: Words): ClientVerdict {
  switch (answer.kind) {
    case 'reported': {
      if (ours !== null && isSame(answer, ours)) return { kind: 'same', text: installedClient.same };
      const { baseUrl, model, keyVariable } = answer;
      return {
        kind: 'problem',
        text: installedClient.differs(installedClient.uses(model ?? '?', hostOf(baseUrl), keyVariable)),
      };
    }
    case 'not-reported': {
      const contradicts = answer.model !== null && ours?.state === 'uses' && ours.model !== answer.model;
      if (contradicts) return { kind: 'problem', text: installedClient.differs(answer.model) };
      return { kind: 'remark', text: installedClient.doesNotTell(answer.model) };
    }
    case 'refuses':
      return ours?.state === 'refuses'
        ? { kind: 'same', text: installedClient.same }
        : { kind: 'problem', text: installedClient.refuses(answer.reason) };
    case 'no-answer':
      return { kind: 'problem', text: installedClient.noAnswer };
  }
}

/** Whether the report agrees with our result; a value that it leaves out counts as equal. */
function isSame(reported: ClientReport, ours: InUse): boolean {
  if (ours.state === 'refuses') return false;
  const sameModel = reported.model === null || reported.model === ours.model;
  return (
    sameModel && isSameVariable(reported.keyVariable, ours.keyVariable) && sameBaseUrl(reported.baseUrl, ours.baseUrl)
  );
}

/**
 * The client reports a name that a reference was filled in to make. Our result holds the reference itself, which contradicts
 * no name, or a mask.
 */
const isSameVariable = (reported: string | null, ours: string | null): boolean =>
  reported === null ||
  ours === null ||
  reported === ours ||
  referencedVariable(ours) !== null ||
  maskSecret(reported) === ours;
