import { createForeignFiles } from '../../adapters/foreign-files/foreign-files.ts';
import { logFolders } from '../../adapters/qwen/log-folders.ts';
import { formatAge } from '../../core/view/format.ts';
import { hostOf } from '../../core/view/providers/provider-text.ts';
import type { CliContext } from '../context.ts';
import { writerOf } from '../writer.ts';
import { installedVersion } from './installed-version.ts';
import { logFilesIn } from './log-files.ts';
import { type DoctorRow, row, stateOf } from './row.ts';

/** Qwen Code's settings, what it would use here, and its logs. */
export async function qwenRows(context: CliContext): Promise<readonly DoctorRow[]> {
  const { shell, cliWords, words, clock } = context;
  const { doctor } = cliWords;
  const writer = writerOf(context);
  const [view, { inUse }, folders] = await Promise.all([
    writer.view(),
    writer.inUse({ workFolder: shell.workFolder }),
    logFolders({ environment: () => shell.environment, home: () => shell.home }, createForeignFiles()),
  ]);
  const logs = await logFilesIn(folders.runtimeFolder);
  const newest = logs.newestAtMs === null ? [] : [formatAge(logs.newestAtMs, clock.now(), words)];
  const state = stateOf(view.state === 'readable', view.state === 'readable' && !view.exists);
  const reason = view.state === 'refused' ? ` ${words.settingsProblems[view.problem.reason].what}` : '';
  const stateText = doctor.fileState[state] + reason;
  const fileText = view.state === 'unknown' ? stateText : cliWords.labelled(view.path, stateText);
  const repairs = view.state === 'readable' ? (view.repairs ?? []) : [];
  return [
    row(doctor.settings, fileText, state === 'unreadable'),
    ...repairs.map(({ code, values }) => row(doctor.settings, words.repairs[code](values).what, true)),
    inUse.state === 'uses'
      ? row(
          doctor.inUse,
          [inUse.model, hostOf(inUse.baseUrl), inUse.protocol, inUse.keyVariable].filter(Boolean).join(' · '),
        )
      : row(
          doctor.inUse,
          inUse.code === 'no-protocol' ? doctor.notChosen : words.refusals[inUse.code](inUse.subject),
          true,
        ),
    row(doctor.logs, [cliWords.labelled(folders.runtimeFolder, doctor.logFiles(logs.count)), ...newest].join(' · ')),
  ];
}

const programs = ['qwen', 'qwencloud', 'qianwen', 'bl'] as const;

export async function programsRow({ shell, cliWords }: CliContext): Promise<DoctorRow> {
  const { doctor } = cliWords;
  const versions = await Promise.all(programs.map((name) => installedVersion(name, shell)));
  const texts = versions.map(
    (found, index) => `${programs[index]} ${found === null ? doctor.notInstalled : found || doctor.installed}`,
  );
  // The others are asked only if they are there.
  return row(doctor.programs, texts.join(' · '), versions[programs.indexOf('qwen')] === null);
}

/** Variables that change what the app or Qwen Code does, by name alone: a value may be a key. */
const meant =
  /^(?:QWEN_|DASHSCOPE_|BAILIAN_|OPENAI_|ANTHROPIC_|GEMINI_|QWENCLOUD_|(?:HTTPS?|ALL|NO)_PROXY$|SSL_CERT_|NODE_EXTRA_CA_CERTS$)/i;

export function variablesRow({ shell, cliWords }: CliContext): DoctorRow {
  const { variables, none } = cliWords.doctor;
  const names = Object.entries(shell.environment).flatMap(([name, value]) => (value && meant.test(name) ? [name] : []));
  return row(variables, names.toSorted().join(', ') || none);
}
