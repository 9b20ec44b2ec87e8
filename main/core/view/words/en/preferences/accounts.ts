/** Several accounts, for whoever has more than one. */
export const accountsEn = {
  numbered: (number: number) => `Account ${number}`,
  /** What is about one of several accounts. */
  about: (accountText: string, text: string) => `${accountText}: ${text}`,
  add: 'Add an account',
  addHint:
    'Your browser signs in with the account it knows. For another one, sign out of the service there first, or open the copied address in a private window.',
  chosen: 'Used by Qwen Code',
  chosenHint:
    'Its settings do not say whose key they hold. The icon, the history and the counted requests follow this choice.',
  name: 'Name',
  nameOf: (accountText: string) => `Name of ${accountText}`,
  remove: 'Remove…',
  removeTitle: (accountText: string) => `Remove ${accountText}?`,
  removeText: 'Its sign-in, numbers and history are deleted from this computer. The account itself stays as it is.',
  removeNow: 'Remove',
  expired: 'Sign-in has ended',
  loading: 'Reading…',
  /** An app that has quit had not read it. */
  notRead: 'Not read yet',
  noPlan: 'No plan',
};
