import { diskPatienceMs } from '../../../patience.ts';
import type { SwitchValues, switchingEn } from '../en/switching.ts';
import { zh } from '../han.ts';
import { refusalText } from '../refusals.ts';
import { faultsZhCn } from './faults.ts';
import { refusalsZhCn } from './refusals.ts';
import { unreadFileZhCn } from './settings.ts';

const outcome = (values: SwitchValues): string =>
  refusalText(refusalsZhCn, values.refusal, values.subject) ??
  [values.model, values.baseUrl].filter((part) => part !== undefined).join(' · ');

export const switchingZhCn: typeof switchingEn = {
  switchSummary: {
    uses: (modelText, providerText, leftText) =>
      zh`Qwen Code 将使用 ${providerText} 的 ${modelText}${leftText === null ? '' : zh`，不再使用 ${leftText}`}。`,
    names: (modelText, providerText, leftText) =>
      zh`设置将${leftText === null ? '' : zh`由 ${leftText} `}改为 ${providerText} 的 ${modelText}，但可能另有设置优先生效。`,
    of: (modelText, providerText) => zh`${providerText} 的 ${modelText}`,
    comma: ' · ',
    settings: (count) => zh`更改 ${count} 项设置。`,
    settingsAndKey: (count, fileText) => zh`更改 ${count} 项设置，Key 写入 ${fileText}。`,
    keyOnly: (fileText) => zh`只更改 ${fileText} 中的 Key。`,
    formOnly: '只调整文件的写法。',
  },
  switchWarnings: {
    'key-leak-openai-api-key': (values) => ({
      what: zh`${values.wanted ?? '专属变量'} 中没有 Key，Qwen Code 会把 ${values.used ?? '其他 Key'} 发送到 ${values.baseUrl ?? '该地址'}。`,
      wayOut: '请在切换前输入正确的 Key。',
    }),
    'shadowed-by-environment': (values) => ({
      what: zh`已导出的环境变量 ${values.variable ?? ''} 优先于该文件。`,
      wayOut: '请从终端的启动脚本中删除它，否则 Qwen Code 仍会使用它。',
    }),
    'shadowed-by-env-file': (values) => ({
      what: zh`${values.path ?? '某个 .env 文件'} 设置了 ${values.variable ?? '同名变量'}，优先于该文件。`,
      wayOut: '请在那里修改，或删除该行。',
    }),
    'shadowed-by-workspace': (values) => ({
      what: zh`项目设置中的 ${values.path ?? '同名设置'} 优先于该文件。`,
      wayOut: '在该项目目录中，Qwen Code 仍按项目设置运行。',
    }),
    'shadowed-by-system': (values) => ({
      what: zh`系统级设置中的 ${values.path ?? '同名设置'} 优先于该文件。`,
      wayOut: '请联系这台电脑的管理员。',
    }),
    'enforced-type': (values) => ({
      what: zh`security.auth.enforcedType 已将认证方式固定为“${values.enforced ?? ''}”。`,
      wayOut: '删除该行之前，Qwen Code 无法以其他方式启动。',
    }),
    'switch-without-effect': (values) => ({
      what: zh`更改之后，Qwen Code 仍不会使用该服务商：${outcome(values)}`,
      wayOut: '起决定作用的设置不在该文件中。请检查 Qwen Code 的启动方式。',
    }),
    'older-client-differs': (values) => ({
      what: zh`Qwen Code 0.15 与 0.24 的结果不同：${outcome(values)}`,
      wayOut: '如果仍在使用旧版本，请升级 Qwen Code。',
    }),
    'billed-endpoint': (values) => ({
      what: zh`你已有套餐，但 ${values.baseUrl ?? '该地址'} 按量计费。`,
      wayOut: '如需使用套餐额度，请选择套餐。',
    }),
    'key-shared': (values) => ({
      what: zh`${values.variable ?? '同一变量'} 也是 ${values.others ?? '其他地址'} 的 Key。`,
      wayOut: '请确认这个 Key 对它们都适用。',
    }),
    'other-selector': (values) =>
      values.follows === 'yes'
        ? {
            what: zh`${values.selector ?? '另一项设置'} 将由 ${values.model ?? ''} 改为 ${values.becomes ?? ''}。`,
            wayOut: '按你的选择一并切换。',
          }
        : {
            what: zh`${values.selector ?? '另一项设置'} 仍指向 ${values.model ?? '其他模型'}，相关请求仍会发往该模型。`,
            wayOut: '除非将其他模型一并切换，否则保持不变。',
          },
    'running-sessions': (values) => ({
      what: zh`有 ${values.count ?? '1'} 个 Qwen Code 会话正在运行${values.folders === undefined ? '' : zh`（${values.folders}）`}，仍会使用原来的服务商。`,
      wayOut:
        '关闭并重新打开这些会话即可切换。在 Qwen Code 0.23 及以上版本中，如果之前已设置该 Key，也可用 /model 选择模型。',
    }),
    'second-name': (values) => ({
      what: zh`${values.path ?? '该文件'} 还有另一个名称（硬链接），那里会保留旧内容。`,
      wayOut: '如需两处一致，请在切换后重新链接。Qwen Code 自己保存时也会使两者分开。',
    }),
    ...faultsZhCn,
    'address-shortened': (values) => ({
      what: zh`地址将写为 ${values.becomes ?? '所输入的内容'}，不含请求路径。`,
      wayOut: '该路径由 Qwen Code 自行添加。',
    }),
    'unencrypted-address': (values) => ({
      what: zh`Qwen Code 将以未加密方式向 ${values.baseUrl ?? '该地址'} 发送 Key 和所有请求。`,
      wayOut: '传输途中任何人都可能读取。如有以 https:// 开头的地址，请改用。',
    }),
    'not-a-plan-key': (values) => ({
      what: zh`${values.baseUrl ?? '该套餐'} 的专属 Key 形如 sk-sp-…，而此 Key 不是。`,
      wayOut: '请确认这是套餐专属 Key，否则请求会被拒绝。',
    }),
    'group-rights-lost': (values) => ({
      what: zh`无法保留用户组及其他指定用户对 ${values.path ?? '该文件'} 的权限，只有所有者和其他人的权限保持不变。`,
      wayOut: '请在切换后重新设置用户组或访问控制列表，或由该组成员执行切换。',
    }),
    'read-only': (values) => ({
      what: zh`${values.path ?? '该文件'} 已设为只读。`,
      wayOut: '如果继续，仍会修改该文件，并保持只读。',
    }),
    'key-behind-link': (values) => ({
      what: zh`${values.path ?? '该文件'} 是链接，Key 将保存在 ${values.target ?? '其指向的文件'} 中。`,
      wayOut: '如果那是存放配置文件的代码仓库，请勿提交，或将 Key 保存到其他文件。',
    }),
    'unread-file': unreadFileZhCn,
    'key-in-plain-text': (values) => ({
      what: zh`Key 将以明文形式保存在设置文件中${values.variable === undefined ? '' : zh`（${values.variable}）`}。`,
      wayOut: 'Qwen Code 需要从那里读取。请勿分享或提交该文件，也可将 Key 改存到 .env 文件。',
    }),
  },
  switchResults: {
    done: { what: '切换成功。', wayOut: 'Qwen Code 的新会话会使用它，已打开的会话仍使用原来的服务商。' },
    'changed-meanwhile': { what: '预览之后文件已被修改，因此未写入任何内容。', wayOut: '请重新预览。' },
    'plan-unknown': { what: '该预览已失效，未写入任何内容。', wayOut: '请重新预览。' },
    restored: { what: '写入的内容与预览不一致，已恢复原内容。', wayOut: '请重试。文件与之前完全一致。' },
    failed: { what: '无法写入文件。', wayOut: '请检查文件权限和磁盘空间。文件与之前完全一致。' },
    'nothing-to-undo': { what: '没有可撤销的操作。', wayOut: '文件之后又有改动，或尚未切换过。' },
  },
  switchPreviews: {
    'nothing-to-do': { what: '无需更改。', wayOut: '当前设置已经是这样。' },
    'unknown-provider': { what: '该服务商已不在列表中。', wayOut: '请重新从列表中选择。' },
  },
  switchFailures: {
    known: {
      'no-backup': {
        what: '无法创建备份，因此未写入任何内容。',
        wayOut: '请检查磁盘是否还有空间，以及 Qwen Gauge 的数据目录是否可写。',
      },
      'no-journal': {
        what: '无法记录本次更改以供撤销，因此未写入任何内容。',
        wayOut: '请检查磁盘是否还有空间，以及 Qwen Gauge 的数据目录是否可写。',
      },
      'record-damaged': { what: '上次更改的记录已损坏，无法撤销。', wayOut: '未做任何更改。可改用备份恢复。' },
      'backup-missing': { what: '备份已不存在，或内容已改变。', wayOut: '未做任何更改。请选择其他备份。' },
      'not-written': {
        what: '系统没有报告错误，但文件内容没有改变。',
        wayOut: '请重试。如果仍然如此，可能有其他程序在恢复该文件。',
      },
      'disk-full': { what: '磁盘空间不足。', wayOut: '请释放空间后重试。文件与之前一致。' },
      'not-allowed': { what: '没有写入该文件的权限。', wayOut: '请检查文件及其目录的权限。文件与之前一致。' },
      'in-use': {
        what: '文件正被其他程序占用，或被单独挂载。',
        wayOut: '请稍后重试；如为单独挂载，请改为挂载其所在目录。文件与之前一致。',
      },
      'folder-missing': { what: '文件所在的目录不存在。', wayOut: '请先启动一次 Qwen Code 或创建该目录，然后重试。' },
      system: { what: '系统拒绝写入该文件。', wayOut: '请重试。文件与之前一致。' },
    },
    unread: (pathText) => ({
      what: zh`${pathText} 存在但无法读取，未做任何更改。`,
      wayOut: '请检查其所有者和权限：可能是以管理员身份运行的命令写入的。',
    }),
    unanswered: (pathText) => ({
      what: zh`${diskPatienceMs.write / 1_000} 秒内未能写入 ${pathText}：其所在的磁盘没有响应。磁盘恢复响应后，这次更改仍可能生效。`,
      wayOut: '请让磁盘恢复响应，然后再查看此处。如果更改届时已生效，可以撤销。',
    }),
    stuck: (pathText) => ({
      what: zh`更改既未完成也未能撤回：${pathText}`,
      wayOut: '原来的文件在备份中，请从备份还原。',
    }),
  },
};
