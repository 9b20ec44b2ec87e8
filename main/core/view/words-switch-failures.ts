import type { Explanation } from './words-problems.ts';

/** Why a confirmed write did not happen, as far as it is known by name. */
export const switchFailureNames = [
  'no-backup',
  'no-journal',
  'backup-missing',
  'not-written',
  'not-a-regular-file',
  'too-large',
  'unreadable',
  'disk-full',
  'not-allowed',
  'in-use',
  'folder-missing',
  'system',
] as const;
export type SwitchFailureName = (typeof switchFailureNames)[number];

export interface SwitchFailureWords {
  readonly known: Readonly<Record<SwitchFailureName, Explanation>>;
  /** Neither the old content nor the new: the one case in which the file is not what it was. */
  readonly stuck: (pathText: string) => Explanation;
}

export const switchFailuresEn: SwitchFailureWords = {
  known: {
    'no-backup': {
      what: 'No backup could be made, so nothing was written.',
      wayOut: 'Check that Qwen Gauge’s data folder can be written to.',
    },
    'no-journal': {
      what: 'The change could not be noted down for undo, so nothing was written.',
      wayOut: 'Check that Qwen Gauge’s data folder can be written to.',
    },
    'backup-missing': {
      what: 'The backup is gone, or is no longer what it was.',
      wayOut: 'Nothing was changed. Choose another backup.',
    },
    'not-written': {
      what: 'The file still holds what it held, though the system reported no error.',
      wayOut: 'Try again. If it stays so, another program may put the file back.',
    },
    'not-a-regular-file': {
      what: 'There is something else where the file should be.',
      wayOut: 'Check what is at this path. Nothing was written.',
    },
    'too-large': { what: 'The file is over 5 MB, which settings never are.', wayOut: 'Nothing was written.' },
    unreadable: { what: 'The file may not be read.', wayOut: 'Check its permissions. Nothing was written.' },
    'disk-full': {
      what: 'There is no space left for the file.',
      wayOut: 'Free some space and try again. The file is what it was before.',
    },
    'not-allowed': {
      what: 'The file may not be written.',
      wayOut: 'Check the permissions of the file and its folder. The file is what it was before.',
    },
    'in-use': {
      what: 'Another program holds the file, or it is mounted by itself.',
      wayOut: 'Try again in a moment, or mount its folder instead. The file is what it was before.',
    },
    'folder-missing': {
      what: 'The folder of the file is not there.',
      wayOut: 'Start Qwen Code once, or make the folder, and try again.',
    },
    system: {
      what: 'The system refused to write the file.',
      wayOut: 'Try again. The file is what it was before.',
    },
  },
  stuck: (pathText) => ({
    what: `A change could neither be finished nor taken back: ${pathText}`,
    wayOut: 'The file as it was is among the backups: restore it from there.',
  }),
};

export const switchFailuresZhCn: SwitchFailureWords = {
  known: {
    'no-backup': { what: '无法创建备份，因此未写入任何内容。', wayOut: '请检查 Qwen Gauge 的数据目录是否可写。' },
    'no-journal': {
      what: '无法记录本次更改以供撤销，因此未写入任何内容。',
      wayOut: '请检查 Qwen Gauge 的数据目录是否可写。',
    },
    'backup-missing': { what: '备份已不存在，或内容已改变。', wayOut: '未做任何更改。请选择其他备份。' },
    'not-written': {
      what: '系统没有报告错误，但文件内容没有改变。',
      wayOut: '请重试。如果仍然如此，可能有其他程序在恢复该文件。',
    },
    'not-a-regular-file': { what: '该位置不是普通文件。', wayOut: '请检查该路径。未写入任何内容。' },
    'too-large': { what: '文件超过 5 MB，设置文件不会这么大。', wayOut: '未写入任何内容。' },
    unreadable: { what: '没有读取该文件的权限。', wayOut: '请检查文件权限。未写入任何内容。' },
    'disk-full': { what: '磁盘空间不足。', wayOut: '请释放空间后重试。文件与之前一致。' },
    'not-allowed': { what: '没有写入该文件的权限。', wayOut: '请检查文件及其目录的权限。文件与之前一致。' },
    'in-use': {
      what: '文件正被其他程序占用，或被单独挂载。',
      wayOut: '请稍后重试；如为单独挂载，请改为挂载其所在目录。文件与之前一致。',
    },
    'folder-missing': { what: '文件所在的目录不存在。', wayOut: '请先启动一次 Qwen Code 或创建该目录，然后重试。' },
    system: { what: '系统拒绝写入该文件。', wayOut: '请重试。文件与之前一致。' },
  },
  stuck: (pathText) => ({
    what: `更改既未完成也未能撤回：${pathText}`,
    wayOut: '原来的文件在备份中，请从备份还原。',
  }),
};
