import { referencedVariable } from '../../../provider/keys.ts';
import type { refusalsEn } from '../en/refusals.ts';
import { zh } from '../han.ts';

const layers: Readonly<Record<string, string>> = {
  'system-defaults': '系统默认设置文件',
  user: '你的设置文件',
  workspace: '项目设置文件',
  system: '系统设置文件',
};

export const refusalsZhCn: typeof refusalsEn = {
  'no-protocol': () => '尚未选择服务商：设置和环境变量中都没有。',
  'qwen-oauth-ended': () => 'Qwen OAuth 已于 2026-04-15 停止服务，需要改用其他服务商。',
  'unknown-type': (subject) => zh`Qwen Code 无法识别认证方式“${subject}”，启动时会崩溃。`,
  'enforced-type': (subject) => zh`此处只允许使用认证方式“${subject}”，但选择了其他方式。`,
  'missing-id': () => 'modelProviders 中有一项缺少 id，Qwen Code 启动时会崩溃。',
  'wrapped-models': () => 'modelProviders 的格式会使该版本崩溃。',
  'bad-wire-api': () => 'modelProviders 中有一项的 wireApi 不匹配。',
  'missing-key': (subject) => {
    const referenced = referencedVariable(subject);
    if (referenced !== null) return zh`没有 Key：envKey 应填写环境变量名。请把 ${subject} 改为 ${referenced}。`;
    if (subject.startsWith('…'))
      return zh`没有 Key：envKey（${subject}）是 Key 本身，或由引用填入。这里应填写环境变量名。`;
    return subject === '' ? '没有 Key：对应的变量未设置。' : zh`没有 Key：变量 ${subject} 未设置。`;
  },
  'missing-base-url': () => 'Anthropic 的模型配置缺少地址。',
  'service-model': (subject) => zh`模型 ${subject} 是专用模型，不能作为主模型。`,
  'unreadable-layer': (subject) => zh`${layers[subject] ?? '设置文件'}不是有效的 JSON。`,
  'env-key-empty': (subject) => zh`${subject} 的 envKey 为空，无论设置了什么变量，Qwen Code 都找不到它的 Key。`,
  'wrong-type': (subject) => zh`${subject} 不是文本，Qwen Code 启动时会崩溃。`,
  'repeated-flag': (subject) => zh`参数 ${subject} 出现了两次，Qwen Code 启动时会崩溃。`,
  'unknown-flag': (subject) => zh`Qwen Code 无法识别参数 ${subject}，只会显示帮助。`,
  'unread-file': (subject) => zh`${subject} 存在但无法读取，因此无法得知 Qwen Code 会使用什么。`,
  'x-api-key': () => '该套餐不接受它发送 Key 的方式（x-api-key）。',
};
