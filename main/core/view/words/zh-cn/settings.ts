import { refusalText } from '../refusals.ts';
import type { SettingsWords, SwitchValues } from '../settings.ts';
import { refusalsZhCn } from './refusals.ts';

const outcome = (values: SwitchValues): string =>
  refusalText(refusalsZhCn, values.refusal, values.subject) ??
  values.reason ??
  [values.model, values.baseUrl].filter((part) => part !== undefined).join(' · ');

export const settingsZhCn: SettingsWords = {
  settingsProblems: {
    'not-json': { what: '该文件不是有效的 JSON。', wayOut: '请修正所示位置。在此之前，文件会保持原样。' },
    'trailing-comma': {
      what: '右括号前多了一个逗号。',
      wayOut: '请删除该逗号，否则 Qwen Code 可能拒绝读取。在此之前，文件会保持原样。',
    },
    'duplicate-key': {
      what: '同一对象中有两个相同的键名。',
      wayOut: '请删除其中一个，以明确哪一个生效。在此之前，文件会保持原样。',
    },
    'not-an-object': {
      what: '该文件的内容不是设置。',
      wayOut: '内容应以 { 开头、以 } 结尾。在此之前，文件会保持原样。',
    },
    'too-large': { what: '该文件超过 5 MB，不像是设置文件。', wayOut: '请检查是什么程序写入的。文件会保持原样。' },
    'not-a-regular-file': { what: '该路径上不是普通文件。', wayOut: '请检查该路径的内容。我们不会改动它。' },
    unreadable: { what: '没有读取该文件的权限。', wayOut: '请检查文件权限。文件会保持原样。' },
    'not-utf8': { what: '该文件不是 UTF-8 编码。', wayOut: '请在编辑器中另存为 UTF-8。在此之前，文件会保持原样。' },
    'interrupted-save': {
      what: '没有设置文件，但 Qwen Code 留下了 settings.json.orig：它的一次保存被中断了。',
      wayOut: '请将 settings.json.orig 改名为 settings.json；若其中内容已无用，可将其移走。然后再切换。',
    },
    'unexpected-value': {
      what: '此处的内容不是 Qwen Code 能读取的形式，切换会将其覆盖。',
      wayOut: '请将其移到别处；若已无用，可直接删除。在此之前，文件会保持原样。',
    },
  },
  keyProblems: {
    missing: { what: '使用该服务商需要 API Key。', wayOut: '请输入在服务商控制台获取的 API Key。' },
    'plan-key-on-billed-endpoint': {
      what: '这是套餐专属 Key（sk-sp-…），而该地址为按量计费，不接受此 Key。',
      wayOut: '请改选套餐，或输入按量计费的 Key（sk-…）。',
    },
    'billed-key-on-plan-endpoint': {
      what: '这是按量计费的 Key（sk-…），而套餐地址只接受套餐专属 Key。',
      wayOut: '请输入套餐专属 Key（sk-sp-…），或改选按量计费。',
    },
    'white-space': { what: 'Key 中含有空格或换行。', wayOut: '请重新完整复制，不要带空格。' },
    'dollar-name': { what: 'Key 中含有 $，Qwen Code 会把它当作变量名。', wayOut: '请复制 Key 本身，而不是变量名。' },
    'not-ascii': { what: 'Key 中含有不应出现的字符。', wayOut: '请在服务商控制台重新复制。' },
    quotes: { what: 'Key 中含有引号或反斜杠，通常是误复制的。', wayOut: '请只复制引号之间的内容。' },
    'variable-name': { what: '这不是有效的变量名。', wayOut: '只能使用字母、数字和下划线，且不能以数字开头。' },
    'base-url': { what: '未填写地址，或不是有效的网址。', wayOut: '请填写以 https:// 开头的完整地址。' },
  },
  repairs: {
    'region-beside-china-url': () => ({
      what: '地域为国际站，但地址是中国内地的。',
      wayOut: '重新切换一次到你所在地域的套餐，即可恢复一致。',
    }),
    'entry-without-id': (values) => ({
      what: `${values.list ?? 'modelProviders'} 中有一条模型配置缺少 id，Qwen Code 无法使用。`,
      wayOut: '请补上 id，或删除该条配置。',
    }),
    'unknown-selected-type': (values) => ({
      what: `Qwen Code 无法识别认证方式“${values.type ?? ''}”。`,
      wayOut: '切换到下方任一服务商即可修正。',
    }),
    'qwen-oauth-ended': () => ({
      what: '当前设置仍在使用 Qwen OAuth，该服务已于 2026-04-15 终止。',
      wayOut: '请切换到下方任一服务商，否则 Qwen Code 无法启动。',
    }),
    'wrapped-models': () => ({
      what: '模型列表采用了旧格式。',
      wayOut: '下次切换时会写成新旧版本都能读取的格式。',
    }),
    'left-over-file': (values) => ({
      what: `Qwen Code 留下了一个文件：${values.name ?? ''}`,
      wayOut: '仅供查看，不会改动。其中可能有旧的设置。',
    }),
    'byte-order-mark': () => ({
      what: '文件开头有一个不可见的标记，部分程序会因此出错。',
      wayOut: '如果 Qwen Code 拒绝读取，请另存为不带 BOM 的 UTF-8。',
    }),
  },
  switchWarnings: {
    'key-leak-openai-api-key': (values) => ({
      what: `${values.wanted ?? '专属变量'} 中没有 Key，Qwen Code 会把 ${values.used ?? '其他 Key'} 发送到 ${values.baseUrl ?? '该地址'}。`,
      wayOut: '请在切换前输入正确的 Key。',
    }),
    'shadowed-by-environment': (values) => ({
      what: `已导出的环境变量 ${values.variable ?? ''} 优先于该文件。`,
      wayOut: '请从终端的启动脚本中删除它，否则 Qwen Code 仍会使用它。',
    }),
    'shadowed-by-env-file': (values) => ({
      what: `${values.path ?? '某个 .env 文件'} 设置了 ${values.variable ?? '同名变量'}，优先于该文件。`,
      wayOut: '请在那里修改，或删除该行。',
    }),
    'shadowed-by-workspace': (values) => ({
      what: `项目设置中的 ${values.path ?? '同名设置'} 优先于该文件。`,
      wayOut: '在该项目目录中，Qwen Code 仍按项目设置运行。',
    }),
    'shadowed-by-system': (values) => ({
      what: `系统级设置中的 ${values.path ?? '同名设置'} 优先于该文件。`,
      wayOut: '请联系这台电脑的管理员。',
    }),
    'enforced-type': (values) => ({
      what: `security.auth.enforcedType 已将认证方式固定为“${values.enforced ?? ''}”。`,
      wayOut: '删除该行之前，Qwen Code 无法以其他方式启动。',
    }),
    'switch-without-effect': (values) => ({
      what: `更改之后，Qwen Code 仍不会使用该服务商：${outcome(values)}`,
      wayOut: '起决定作用的设置不在该文件中。请检查 Qwen Code 的启动方式。',
    }),
    'older-client-differs': (values) => ({
      what: `Qwen Code 0.15 与 0.24 的结果不同：${outcome(values)}`,
      wayOut: '如果仍在使用旧版本，请升级 Qwen Code。',
    }),
    'billed-endpoint': (values) => ({
      what: `你已有套餐，但 ${values.baseUrl ?? '该地址'} 按量计费。`,
      wayOut: '如需使用套餐额度，请选择套餐。',
    }),
    'key-shared': (values) => ({
      what: `${values.variable ?? '同一变量'} 也是 ${values.others ?? '其他地址'} 的 Key。`,
      wayOut: '请确认这个 Key 对它们都适用。',
    }),
    'other-selector': (values) =>
      values.follows === 'yes'
        ? {
            what: `${values.selector ?? '另一项设置'} 将由 ${values.model ?? ''} 改为 ${values.becomes ?? ''}。`,
            wayOut: '按你的选择一并切换。',
          }
        : {
            what: `${values.selector ?? '另一项设置'} 仍指向 ${values.model ?? '其他模型'}，会在那里产生用量。`,
            wayOut: '除非选择一并切换，否则保持不变。',
          },
    'running-sessions': (values) => ({
      what: `有 ${values.count ?? '1'} 个 Qwen Code 会话正在运行${values.folders === undefined ? '' : `（${values.folders}）`}，仍会使用原来的服务商。`,
      wayOut: '重新启动这些会话即可生效。从 0.23 版起，如果原来就有该 Key，用 /model 切换即可。',
    }),
    'second-name': (values) => ({
      what: `${values.path ?? '该文件'} 还有另一个名称（硬链接），那里会保留旧内容。`,
      wayOut: '如需两处一致，请在切换后重新链接。Qwen Code 自己保存时也会使两者分开。',
    }),
    'key-in-plain-text': (values) => ({
      what: `Key 将以明文形式保存在设置文件中${values.variable === undefined ? '' : `（${values.variable}）`}。`,
      wayOut: 'Qwen Code 需要从那里读取。请勿分享或提交该文件。',
    }),
  },
  switchResults: {
    done: { what: '切换成功。', wayOut: 'Qwen Code 下次启动时生效，正在运行的会话仍使用原来的服务商。' },
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
};
