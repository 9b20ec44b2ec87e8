/** One sentence that says how the quota stands, and one line of what to do or know. `…Text` arrives formatted. */
export const verdictEn = {
  together: (oneSentence: string, otherSentence: string) => `${oneSentence} ${otherSentence}`,
  emptyIn: (durationText: string, clockText: string, isToday: boolean) =>
    `Empty in ${durationText}, ${isToday ? `at ${clockText}` : clockText}`,
  mayBeEmptyIn: (durationText: string, clockText: string, isToday: boolean) =>
    `May be empty in ${durationText}, ${isToday ? `at ${clockText}` : clockText}`,
  usedUp: (windowText: string) => `${windowText[0]?.toUpperCase()}${windowText.slice(1)} used up`,
  usedUpByEstimate: (windowText: string) =>
    `${windowText[0]?.toUpperCase()}${windowText.slice(1)} used up, by estimate`,
  usedUpWord: 'used up',
  left: (percentText: string, windowText: string) => `${percentText} of the ${windowText} left`,
  plenty: 'Plenty left',
  untouched: 'Nothing used yet',
  lastsAtPace: 'Lasts at this pace',
  lasts: 'Lasts at this pace.',
  lastsToReset: 'Enough until the reset',
  windowResets: (windowText: string, clockText: string) => `The ${windowText} resets ${clockText}.`,
  old: (ageText: string) => `Old: last read ${ageText}`,
  stopsFirst: (windowText: string, isSure: boolean) => `The ${windowText} ${isSure ? 'runs' : 'would run'} out first.`,
  pause: (clockText: string, percentText: string) => `Pause now, and ${percentText} is free by ${clockText}.`,
  resets: (clockText: string) => `It resets ${clockText}.`,
  tightest: (windowText: string) => `The ${windowText} is the tightest.`,
  atYourPace: 'At your usual pace.',
  backFrom: (clockText: string) => `Back bit by bit from ${clockText}.`,
  backFromWith: (clockText: string, amountText: string, byText: string) =>
    `Back bit by bit from ${clockText}; by ${byText} about ${amountText}.`,
  resetsAt: (clockText: string, durationText: string) => `Resets ${clockText}, in ${durationText}.`,
  backAt: (clockText: string, durationText: string) => `Back ${clockText}, in ${durationText}.`,
  backUnknown: 'The service did not say when it comes back.',
  alsoLow: (windowText: string, isNearlyUsedUp: boolean) =>
    `The ${windowText} is ${isNearlyUsedUp ? 'nearly used up' : 'getting low'} too.`,
  backDue: (clockText: string) => `It was due back ${clockText}. Refresh to see.`,
  notKnownNow: 'What is left now is not known.',
  notInUse: (poolText: string) => `${poolText}, which Qwen Code does not use now.`,
  freeLeft: (percentText: string) => `${percentText} of the free amount left`,
  freeModel: (modelText: string) => `Free tier of ${modelText}.`,
  billed: (amountText: string) => `${amountText} billed this month`,
  billedIn: (amountText: string, fromText: string, toText: string) => `${amountText} billed ${fromText} to ${toText}`,
  noLimit: 'Pay-as-you-go has no limit. You can set a budget in Preferences.',
};

/** What a row says of one window, and the lines below the rows. */
export const rowsEn = {
  left: (amountText: string, _unitText: string) => `${amountText} left`,
  ofWindow: (leftText: string, windowText: string) => `${windowText}: ${leftText}`,
  lasts: 'lasts',
  backWithin: (lengthText: string) => `back within ${lengthText}`,
  resetsWithin: (lengthText: string) => `resets within ${lengthText}`,
  allBack: 'should be back by now',
  empty: (clockText: string) => `empty ${clockText}`,
  mayBeEmpty: (clockText: string) => `may be empty ${clockText}`,
  backFrom: (clockText: string) => `back from ${clockText}`,
  evenPace: (percentText: string) => `even use would be ${percentText}`,
  evenTick: 'Where even use would be by now',
  exact: 'Exact figures',
  origin: (sourceText: string, ageText: string | null) =>
    `${sourceText[0]?.toUpperCase()}${sourceText.slice(1)}${ageText === null ? '' : ` · ${ageText}`}`,
  otherPools: 'Other pools',
  uses: 'Qwen Code uses',
  usesInDemo: 'Qwen Code uses (demo)',
  chosen: 'Chosen for Qwen Code',
  usesNothing: 'No provider is chosen.',
  usesUnknown: 'Settings not read yet',
  usesRefused: 'The settings file cannot be read',
  switch: 'Switch',
  switchTo: (poolText: string, percentText: string) => `Switch to ${poolText} · ${percentText} left`,
  picture: 'Used over time',
};
