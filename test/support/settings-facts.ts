import { type ClientFiles, parseFiles } from '../../main/core/provider/precedence/client-files.ts';
import { contextOf } from '../../main/core/provider/precedence/context.ts';
import type { SettingsFacts } from '../../main/core/provider/precedence/facts.ts';
import { type ClientGeneration, parseLayer } from '../../main/core/provider/precedence/layers.ts';
import type { Flags } from '../../main/core/provider/precedence/resolution.ts';
import { readSettings } from '../../main/core/provider/settings-text/settings-text.ts';
import { type PlanInput, type PlanOutcome, planSwitch } from '../../main/core/provider/switch/switch-plan.ts';

/** A machine on which nothing affects which provider is used. */
export const noFacts: SettingsFacts = {
  processEnvironment: {},
  envFiles: [],
  keyFilePath: '',
  vaultKeys: {},
  workspaceText: null,
  systemText: null,
  systemDefaultsText: null,
  folderTrusted: null,
  runningSessions: [],
  leftOverFiles: [],
  savedText: null,
};

/** The input of `contextOf`: the files as text, the client and its flags. */
export type ContextTexts = Partial<SettingsFacts> & {
  readonly userText?: string | null;
  readonly client?: ClientGeneration;
  readonly flags?: Flags;
};

/** Builds the context in which a client resolves its provider, from the texts of the files. */
export function contextFrom({ userText = null, client = '0.24', flags, ...facts }: ContextTexts) {
  const files: ClientFiles = parseFiles({ ...noFacts, ...facts }, parseLayer(userText));
  return contextOf(files, client, flags);
}

/** Plans a switch for the given settings text. */
export const planOnText = ({
  text,
  ...rest
}: Omit<PlanInput, 'settings'> & { readonly text: string | null }): PlanOutcome =>
  planSwitch({ ...rest, settings: readSettings(text) });
