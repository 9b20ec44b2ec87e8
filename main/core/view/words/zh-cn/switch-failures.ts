import type { SwitchFailureWords } from '../switch-failures.ts';

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
