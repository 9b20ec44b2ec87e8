import type { RefusalWords } from './words-refusals.ts';

const layers: Readonly<Record<string, string>> = {
  'system-defaults': '系统默认设置文件',
  user: '你的设置文件',
  workspace: '项目设置文件',
  system: '系统设置文件',
};

export const refusalsZhCn: RefusalWords = {
  'no-protocol': () => '没有选择服务商类型，环境变量中也没有说明。',
  'qwen-oauth-ended': () => 'Qwen OAuth 已于 2026-04-15 停止服务，需要改用其他服务商。',
  'unknown-type': (subject) => `无法识别所选类型“${subject}”，启动时会崩溃。`,
  'enforced-type': (subject) => `此处只允许使用类型“${subject}”，但选择了其他类型。`,
  'missing-id': () => 'modelProviders 中有一项缺少 id，启动时会崩溃。',
  'wrapped-models': () => 'modelProviders 的格式会使该版本崩溃。',
  'bad-wire-api': () => 'modelProviders 中有一项的 wireApi 不匹配。',
  'missing-key': (subject) => (subject === '' ? '没有 Key：对应的变量未设置。' : `没有 Key：变量 ${subject} 未设置。`),
  'missing-base-url': () => 'Anthropic 条目需要填写地址。',
  'service-model': (subject) => `模型 ${subject} 只有专门用途，不能作为主模型。`,
  'unreadable-layer': (subject) => `${layers[subject] ?? '设置文件'}不是有效的 JSON。`,
  'x-api-key': () => '它发送 Key 的方式（x-api-key）不被该套餐接受。',
};
