import type { Decision } from '../../../notices/decision.ts';
import type { FaultKind } from '../../../provider/client-error.ts';

export const noticesEn = {
  noticesLabel: 'Messages',
  notice: {
    thresholdTitle: (windowText: string, percentText: string) => `${percentText} of the ${windowText} used`,
    usedUpTitle: (windowText: string) => `The ${windowText} is used up`,
    thresholdBody: (poolText: string, leftText: string, resetText: string | null) =>
      resetText === null ? `${poolText}: ${leftText}.` : `${poolText}: ${leftText}, ${resetText}.`,
    usedUpBody: (poolText: string, resetText: string | null) =>
      resetText === null ? `${poolText}: nothing left.` : `${poolText}: nothing left, ${resetText}.`,
    switch: 'Switch…',
    snooze: 'Snooze until it is back',
    snoozed: (clockText: string | null) => `Notices snoozed until ${clockText ?? 'it is back'}`,
    undoSnooze: 'Undo',
    runningOutTitle: (windowText: string) => `The ${windowText} will run out before it comes back`,
    runningOutBody: (poolText: string, clockText: string, leftText: string) =>
      `${poolText}: probably used up at ${clockText}, ${leftText}.`,
    returnedTitle: (windowText: string) => `Enough of the ${windowText} is back`,
    planEndingTitle: (poolText: string) => `${poolText} is about to end`,
    planEndingBody: (durationText: string, clockText: string) => `It ends in ${durationText}: ${clockText}.`,
    freeEndingBody: (count: number, durationText: string) =>
      count === 1
        ? `The free amount of one model ends in ${durationText}.`
        : `The free amounts of ${count} models end, the first in ${durationText}.`,
    nextBest: (poolText: string, percentText: string) => `${poolText} has ${percentText} left.`,
    meanwhile: (count: number) => `Meanwhile: ${count} notices`,
    titleAndBody: (titleText: string, bodyText: string) => `${titleText}. ${bodyText}`,
    sessionEndingTitle: 'Your session is about to end',
    sessionEndingBody: (durationText: string) =>
      `It ends in ${durationText}. Sign in again to keep the numbers coming.`,
    sessionEndedTitle: 'Your session has ended',
    sessionEndedBody: 'Sign in again to keep the numbers coming.',
    refusedTitle: (windowText: string) => `The ${windowText} is used up: switch?`,
    refusedPlanTitle: 'The Token Plan is used up: switch?',
    refusedResets: (clockText: string) => `It resets ${clockText}.`,
    refusedBody: (modelText: string) =>
      `Qwen Code was just refused a request (${modelText}). Switch the provider here, then start a new session: open sessions keep the old provider.`,
    rateLimitTitle: 'Too many requests at once',
    rateLimitBody: (modelText: string) =>
      `Qwen Code was told to slow down (${modelText}). This is a rate limit: your quota need not be used up.`,
    unlistedModel: 'a model that your settings do not list',
    ofPool: (titleText: string, poolText: string) => `${titleText} (${poolText})`,
    faultTitles: {
      unpurchased: 'Qwen Code’s model was refused',
      'free-tier-only': 'Qwen Code was refused a request',
      'access-token': 'Qwen Code’s key was refused',
      'key-of-other-endpoint': 'Qwen Code’s key was refused',
      'key-missing': 'Qwen Code’s request came without a key',
      'model-unknown': 'Qwen Code’s model was refused',
      'wrong-path': 'Qwen Code asked at a wrong address',
      connection: 'Qwen Code could not reach its server',
      'input-too-long': 'Qwen Code’s request was too long',
    } satisfies Readonly<Record<FaultKind, string>>,
    faultModel: (modelText: string) => `It asked for ${modelText}.`,
    spillTitle: 'Your requests are being billed',
    spillFreeTitle: 'Your requests use up the free tier',
    spillBody: (poolText: string, clockText: string, count: number) =>
      `${poolText} has not moved since ${clockText}, while Qwen Code got ${count} answers.`,
    spillCost: (costText: string) => `The bill rose by ${costText}.`,
    spillWayOut: '“Providers” shows what new sessions use.',
    estimated: 'This is an estimate.',
    newVersionTitle: (versionText: string) => `Qwen Gauge ${versionText} has been published`,
    newVersionBody: 'Nothing is downloaded by itself.',
    otherProviderTitle: 'Another program changed the provider',
    otherProviderBody: (modelText: string | null) =>
      modelText === null
        ? 'The settings of Qwen Code name no model now.'
        : `New sessions of Qwen Code use ${modelText}.`,
    switchedTitle: (providerText: string) => `Switched to ${providerText}`,
    switchedBody: (modelText: string) => `New sessions of Qwen Code use ${modelText}. You can undo it in Qwen Gauge.`,
  },
  /** Why a notice came or did not. */
  why: {
    title: 'Log of notices',
    none: 'No notice was shown or held back yet.',
    threshold: (windowText: string, percentText: string) => `${windowText}, ${percentText}`,
    entry: (subjectText: string, reasonText: string) => `${subjectText}: ${reasonText}`,
    kinds: {
      threshold: 'A threshold',
      'running-out': 'Running out',
      returned: 'Enough is back',
      'plan-ending': 'The end of a plan',
      'session-ending': 'The end of the session',
      'session-ended': 'The end of the session',
      'new-version': 'A new version',
      'other-provider': 'Another provider',
      refused: 'A refused request',
      spill: 'Paid beside the plan',
      text: 'A switch',
    } satisfies Readonly<Record<Decision['kind'], string>>,
    outcomes: {
      shown: 'shown',
      'desktop-refused': 'not taken by the desktop, so it waits in this app',
      'already-announced': 'already announced in this window',
      'passed-over': 'not shown, as a higher percentage was reached as well',
      baseline: 'not shown, as it was true already at the first look',
      stale: 'not shown, as the numbers were old',
      uncertain: 'not shown, as the number is only an estimate',
      'switched-off': 'not shown, as notices are off',
      snoozed: 'not shown, as it is snoozed until it is back',
      'quiet-hours': 'waits for the end of the quiet hours',
      'do-not-disturb': 'waits while the desktop is in do-not-disturb',
      'other-window-binds': 'not shown, as another quota is used up for longer',
    } satisfies Readonly<Record<Decision['outcome'], string>>,
  },
};
