import { diskPatienceMs } from '../../../patience.ts';
import { largestSettingsBytes } from '../../../provider/settings-text/largest.ts';
import type { settingsEn } from '../en/settings.ts';
import type { SwitchValues } from '../en/switching.ts';
import type { Explanation } from '../explanation.ts';
import { zh } from '../han.ts';
import { faultsZhCn } from './faults.ts';

const settingsProblems: (typeof settingsEn)['settingsProblems'] = {
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
  'too-large': {
    what: zh`该文件超过 ${largestSettingsBytes / 1_000_000} MB，Qwen Gauge 不会读取这么大的文件。`,
    wayOut: 'Qwen Code 仍可能读取它。请检查是什么程序写入的，并将不属于设置的内容移走。文件会保持原样。',
  },
  'too-deep': {
    what: '此处的列表或对象嵌套了数百层，不像是设置内容。',
    wayOut: '请检查是什么程序写入的，并将其删除。在此之前，文件会保持原样。',
  },
  pipe: {
    what: '这是一个命名管道（例如由密码管理器创建），Qwen Gauge 不会读取或写入。',
    wayOut: '请在创建该管道的程序中修改。',
  },
  'read-failed': { what: '暂时无法读取该文件。', wayOut: '请重试；如果仍然如此，请检查磁盘。文件会保持原样。' },
  'held-open': {
    what: '该文件正被其他程序打开。',
    wayOut: '请在该程序中关闭文件，然后重试。文件与之前一致。',
  },
  'no-answer': {
    what: zh`${diskPatienceMs.read / 1_000} 秒内未能读取该文件：其所在的磁盘没有响应。`,
    wayOut: '请检查网络磁盘的连接或提供该磁盘的程序。在其响应之前不会写入任何内容。',
  },
  'not-a-regular-file': {
    what: '该路径上是文件夹、设备或失效的链接，不是文件。',
    wayOut: '请将其移走。应用不会改动它。',
  },
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
};

export function unreadFileZhCn({ path = '某个文件', reason = '' }: SwitchValues): Explanation {
  if (reason === 'pipe') {
    return {
      what: zh`${path} 是命名管道，Qwen Gauge 不会读取。`,
      wayOut: path.endsWith('.env')
        ? 'Qwen Code 会读取，其中的值优先于设置文件。'
        : 'Qwen Code 会读取，因此无法得知它会使用什么。',
    };
  }
  if (reason === 'no-answer') {
    return {
      what: zh`${diskPatienceMs.read / 1_000} 秒内未能读取 ${path}：其所在的磁盘没有响应。`,
      wayOut: settingsProblems['no-answer'].wayOut,
    };
  }
  const why = Object.entries(settingsProblems).find(([name]) => name === reason)?.[1];
  const { what, wayOut } = why ?? settingsProblems.unreadable;
  return { what: zh`无法读取 ${path}。${what}`, wayOut };
}

export const settingsZhCn: typeof settingsEn = {
  settingsProblems,
  keyProblems: {
    missing: { what: '使用该服务商需要 Key。', wayOut: '请输入在服务商控制台获取的 Key。' },
    'plan-key-on-billed-endpoint': {
      what: '这是套餐专属 Key（sk-sp-…），而该地址为按量计费，不接受此 Key。',
      wayOut: '请改选套餐，或输入按量计费的 Key（sk-…）。',
    },
    'billed-key-on-plan-endpoint': {
      what: '这是按量计费的 Key（sk-…），而套餐地址只接受套餐专属 Key。',
      wayOut: '请输入套餐专属 Key（sk-sp-…），或改选按量计费。',
    },
    'not-a-plan-key': {
      what: '这不像套餐专属 Key（sk-sp-…），而该地址只接受套餐专属 Key。',
      wayOut: '请输入套餐专属 Key（sk-sp-…），或选择该 Key 所属的服务商。',
    },
    'env-key': {
      what: '该模型配置的 envKey 没有指明变量，Qwen Code 无法用它启动。',
      wayOut: '请在 Qwen Gauge 的服务商列表上方修复，或删除该 envKey。',
    },
    placeholder: { what: '这是文档中的示例 Key。', wayOut: '请输入在服务商控制台获取的 Key。' },
    'white-space': { what: 'Key 中含有空格或换行。', wayOut: '请重新完整复制，不要带空格。' },
    'dollar-name': { what: 'Key 中含有 $，Qwen Code 会把它当作变量名。', wayOut: '请复制 Key 本身，而不是变量名。' },
    'not-ascii': { what: 'Key 中含有不应出现的字符。', wayOut: '请在服务商控制台重新复制。' },
    quotes: { what: 'Key 中含有引号或反斜杠，通常是误复制的。', wayOut: '请只复制引号之间的内容。' },
    'variable-name': { what: '这不是有效的变量名。', wayOut: '只能使用字母、数字和下划线，且不能以数字开头。' },
    'secret-env-key': {
      what: '设置中的 envKey 填写的是 Key 或引用，而这里应填写环境变量名。',
      wayOut: '请先修复：应用会在服务商列表上方提供修复。也可以自行在该处填写变量名，并将 Key 写入 env。',
    },
    'base-url': { what: '未填写地址，或不是有效的网址。', wayOut: '请填写以 https:// 开头的完整地址。' },
  },
  repairs: {
    'region-beside-china-url': () => ({
      what: '地域为国际站，但地址是中国内地的。',
      wayOut: '重新切换一次到你所在地域的套餐，即可恢复一致。',
    }),
    'entry-without-id': (values) => ({
      what: zh`${values.list ?? 'modelProviders'} 中有一条模型配置缺少 id，Qwen Code 无法使用。`,
      wayOut: '请补上 id，或删除该条配置。',
    }),
    'unknown-selected-type': (values) => ({
      what: zh`Qwen Code 无法识别认证方式“${values.type ?? ''}”。`,
      wayOut: '切换到下方任一服务商即可修正。',
    }),
    'qwen-oauth-ended': () => ({
      what: '当前设置仍在使用 Qwen OAuth，该服务已于 2026-04-15 终止。',
      wayOut: '请切换到下方任一服务商，否则 Qwen Code 无法启动。',
    }),
    'key-in-env-key': (values) => ({
      what: zh`envKey 中填写的像是 Key（${values.shown ?? '…'}），而这里应填写环境变量名。`,
      wayOut: zh`请将 Key 移到 env 的 ${values.variable ?? '变量'} 中，并在 envKey 填写该变量名。应用内可一键修复。`,
    }),
    'reference-in-env-key': (values) => ({
      what: zh`envKey 应填写环境变量名，但现在是引用（${values.shown ?? '…'}），Qwen Code 会将其替换为 Key 本身。`,
      wayOut: zh`请直接写 ${values.variable ?? '变量名'}，不要加 \${}。应用内可一键修复。`,
    }),
    'wrapped-models': () => ({
      what: '模型列表采用了旧格式。',
      wayOut: '下次切换时会写成新旧版本都能读取的格式。',
    }),
    'left-over-file': (values) => ({
      what: zh`Qwen Code 留下了一个文件：${values.name ?? ''}`,
      wayOut: '仅供查看，不会改动。其中可能有旧的设置。',
    }),
    'env-key-names-nothing': (values) => ({
      what: zh`${values.model ?? '某个模型'} 的 envKey 没有指明变量，Qwen Code 无法用它启动。`,
      wayOut: zh`修复会填入 ${values.variable ?? '该协议的默认变量'}，效果与不写 envKey 相同。`,
    }),
    'model-ended': faultsZhCn['model-ended'],
    'written-by-bailian-cli': (values) => ({
      what: zh`${values.model ?? '当前模型'} 的配置由阿里云的命令行工具写入（bl config agent）。`,
      wayOut: '它会整体替换 model 和 security.auth。如非本意，请恢复备份或重新切换。',
    }),
    'first-of-equal-models': (values) => ({
      what: zh`有多个配置项提供 ${values.model ?? '当前模型'}，以第一个为准${values.name === undefined || values.name === '' ? '' : zh`：${values.name}`}。`,
      wayOut: 'model.baseUrl 为空，Qwen Code 的“全部更新”会将其清空。请切换到所需的服务商。',
    }),
    'byte-order-mark': () => ({
      what: '文件开头有一个不可见的标记，部分程序会因此出错。',
      wayOut: '如果 Qwen Code 拒绝读取，请另存为不带 BOM 的 UTF-8。',
    }),
    'empty-file': () => ({
      what: '设置文件是空的，Qwen Code 无法启动。',
      wayOut: '切换服务商会写入设置。若不切换，请删除该文件或恢复备份。',
    }),
    'unread-file': (values) => unreadFileZhCn(values),
  },
};
