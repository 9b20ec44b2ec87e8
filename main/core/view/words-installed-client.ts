import type { Explanation } from './words-problems.ts';

/** The words of asking the user's own Qwen Code what it would use. */
export interface InstalledClientWords {
  readonly question: Explanation;
  readonly yes: string;
  readonly no: string;
  readonly asking: string;
  /** In one line: what it would use. */
  readonly uses: (modelText: string, addressText: string, variableText: string | null) => string;
  readonly same: string;
  readonly differs: (usesText: string) => Explanation;
  readonly doesNotTell: (modelText: string | null) => string;
  readonly refuses: (reasonText: string) => Explanation;
  readonly noAnswer: Explanation;
  readonly askAgain: string;
  /** In the preferences. */
  readonly preference: string;
  readonly preferenceHint: string;
}

export const installedClientEn: InstalledClientWords = {
  question: {
    what: 'Ask your installed Qwen Code as well?',
    wayOut: 'It is started for a few seconds and says what it would use. No request goes to a model.',
  },
  yes: 'Ask it',
  no: 'No, thanks',
  asking: 'Asking your Qwen Code…',
  uses: (modelText, addressText, variableText) =>
    variableText === null
      ? `${modelText} at ${addressText}`
      : `${modelText} at ${addressText}, key from ${variableText}`,
  same: 'Your Qwen Code says the same.',
  differs: (usesText) => ({
    what: `Your Qwen Code says otherwise: ${usesText}.`,
    wayOut: 'What it says counts. Check the variables and files it is started with.',
  }),
  doesNotTell: (modelText) =>
    modelText === null
      ? 'This version of Qwen Code does not tell what it would use.'
      : `This version of Qwen Code tells its model only: ${modelText}.`,
  refuses: (reasonText) => ({
    what: `Your Qwen Code would not start: ${reasonText}`,
    wayOut: 'Undo the switch, or put right what it says.',
  }),
  noAnswer: {
    what: 'Your Qwen Code gave no answer.',
    wayOut: 'The switch is made all the same. Start Qwen Code in a terminal to see what it says.',
  },
  askAgain: 'Ask again',
  preference: 'Ask the installed Qwen Code after a switch',
  preferenceHint: 'Starts it for a few seconds. No request goes to a model.',
};

export const installedClientZhCn: InstalledClientWords = {
  question: {
    what: '是否也询问已安装的 Qwen Code？',
    wayOut: '将启动它几秒钟，由它说明会使用什么。不会向模型发送任何请求。',
  },
  yes: '询问',
  no: '不用了',
  asking: '正在询问 Qwen Code…',
  uses: (modelText, addressText, variableText) =>
    variableText === null
      ? `${modelText}（${addressText}）`
      : `${modelText}（${addressText}），Key 取自 ${variableText}`,
  same: '你的 Qwen Code 给出的结果一致。',
  differs: (usesText) => ({
    what: `你的 Qwen Code 给出的结果不同：${usesText}。`,
    wayOut: '以它为准。请检查启动它时的环境变量和文件。',
  }),
  doesNotTell: (modelText) =>
    modelText === null ? '此版本的 Qwen Code 不说明会使用什么。' : `此版本的 Qwen Code 只说明模型：${modelText}。`,
  refuses: (reasonText) => ({
    what: `你的 Qwen Code 无法启动：${reasonText}`,
    wayOut: '请撤销切换，或按它的提示修正。',
  }),
  noAnswer: {
    what: '你的 Qwen Code 没有响应。',
    wayOut: '切换已完成。请在终端启动 Qwen Code，查看它的提示。',
  },
  askAgain: '再次询问',
  preference: '切换后询问已安装的 Qwen Code',
  preferenceHint: '会将其启动几秒钟，不会向模型发送任何请求。',
};
