export const installedClientEn = {
  question: {
    what: 'Ask your installed Qwen Code as well?',
    wayOut: 'It is started for a few seconds and says what it would use. No request goes to a model.',
  },
  yes: 'Ask it',
  no: 'No, thanks',
  asking: 'Asking your Qwen Code…',
  uses: (modelText: string, addressText: string, variableText: string | null) =>
    variableText === null
      ? `${modelText} at ${addressText}`
      : `${modelText} at ${addressText}, key from ${variableText}`,
  same: 'Your Qwen Code says the same.',
  differs: (usesText: string) => ({
    what: `Your Qwen Code says otherwise: ${usesText}.`,
    wayOut: 'What it says counts. Check the variables and files it is started with.',
  }),
  doesNotTell: (modelText: string | null) =>
    modelText === null
      ? 'This version of Qwen Code does not say what it would use.'
      : `This version of Qwen Code names only its model: ${modelText}.`,
  refuses: (reasonText: string) => ({
    what: `Your Qwen Code would not start: ${reasonText}`,
    wayOut: 'Undo the switch, or fix what it names.',
  }),
  noAnswer: {
    what: 'Your Qwen Code gave no answer.',
    wayOut: 'The switch is made all the same. Start Qwen Code in a terminal to see what it says.',
  },
  askAgain: 'Ask again',
};
