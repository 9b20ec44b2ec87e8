import type { installedClientEn } from '../en/installed-client.ts';
import { zh } from '../han.ts';

export const installedClientZhCn: typeof installedClientEn = {
  question: {
    what: '是否也询问已安装的 Qwen Code？',
    wayOut: '将启动它几秒钟，由它说明会使用什么。不会向模型发送任何请求。',
  },
  yes: '询问',
  no: '不用了',
  asking: '正在询问 Qwen Code…',
  uses: (modelText, addressText, variableText) =>
    variableText === null
      ? zh`${modelText}（${addressText}）`
      : zh`${modelText}（${addressText}），Key 取自 ${variableText}`,
  same: '你的 Qwen Code 给出的结果一致。',
  differs: (usesText) => ({
    what: zh`你的 Qwen Code 给出的结果不同：${usesText}。`,
    wayOut: '以它为准。请检查启动它时的环境变量和文件。',
  }),
  doesNotTell: (modelText) =>
    modelText === null ? '此版本的 Qwen Code 不说明会使用什么。' : zh`此版本的 Qwen Code 只说明模型：${modelText}。`,
  refuses: (reasonText) => ({
    what: zh`你的 Qwen Code 无法启动：${reasonText}`,
    wayOut: '请撤销切换，或按它的提示修正。',
  }),
  noAnswer: {
    what: '你的 Qwen Code 没有响应。',
    wayOut: '切换已完成。请在终端启动 Qwen Code，查看它的提示。',
  },
  askAgain: '再次询问',
};
