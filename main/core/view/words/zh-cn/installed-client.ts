import type { installedClientEn } from '../en/installed-client.ts';
import { zh } from '../han.ts';

export const installedClientZhCn: typeof installedClientEn = {
  question: {
    what: '让本机的 Qwen Code 确认一次？',
    wayOut: '会启动它几秒钟，查看它将使用的服务商。不会向模型发送任何请求。',
  },
  yes: '确认',
  no: '不用了',
  asking: '正在向 Qwen Code 确认…',
  uses: (modelText, addressText, variableText) =>
    variableText === null
      ? zh`${modelText}（${addressText}）`
      : zh`${modelText}（${addressText}），Key 取自 ${variableText}`,
  same: '本机的 Qwen Code 结果一致。',
  differs: (usesText) => ({
    what: zh`本机的 Qwen Code 结果不同：${usesText}。`,
    wayOut: '以它为准。请检查启动它时的环境变量和文件。',
  }),
  doesNotTell: (modelText) =>
    modelText === null
      ? '此版本的 Qwen Code 无法显示将使用的服务商。'
      : zh`此版本的 Qwen Code 只显示模型：${modelText}。`,
  refuses: (reasonText) => ({
    what: zh`本机的 Qwen Code 无法启动：${reasonText}`,
    wayOut: '请撤销切换，或按它的提示修正。',
  }),
  noAnswer: {
    what: '本机的 Qwen Code 没有响应。',
    wayOut: '切换已完成。请在终端启动 Qwen Code，查看它的提示。',
  },
  askAgain: '再次确认',
};
