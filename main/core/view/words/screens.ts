import type { Preferences } from '../../preferences.ts';
import type { PoolId, QuotaWindow, SourceId, WindowId } from '../../quota/model.ts';
import type { ServiceRegion } from '../../session.ts';

type Unit = QuotaWindow['unit'];

/** Arguments named `…Text` arrive formatted (`view/format`); numbers arrive raw and are formatted by `Intl` here. */
export interface ScreenWords {
  readonly appName: string;
  readonly common: {
    readonly list: (items: readonly string[]) => string;
    readonly refresh: string;
    readonly refreshing: string;
    readonly cancel: string;
    readonly back: string;
    readonly retry: string;
    readonly dismiss: string;
    readonly showAll: (count: number) => string;
    readonly showLess: string;
    readonly quit: string;
    readonly unknown: string;
    readonly openConsole: string;
    readonly documentation: string;
    readonly version: (version: string) => string;
    readonly notAnswered: string;
    readonly notRight: string;
  };
  readonly navigation: {
    readonly label: string;
    readonly quota: string;
    readonly providers: string;
    readonly history: string;
    readonly preferences: string;
  };
  readonly time: {
    readonly days: (count: number) => string;
    readonly hours: (count: number) => string;
    readonly minutes: (count: number) => string;
    readonly underAMinute: string;
    readonly join: (larger: string, smaller: string) => string;
    readonly ago: (durationText: string) => string;
    readonly justNow: string;
  };
  readonly quota: {
    readonly pool: Readonly<Record<PoolId, string>>;
    readonly source: Readonly<Record<SourceId, string>>;
    /** As a heading. */
    readonly window: Readonly<Record<WindowId, string>>;
    /** Inside a sentence. */
    readonly windowInSentence: Readonly<Record<WindowId, string>>;
    readonly amount: Readonly<Record<Unit, (count: number, amountText: string) => string>>;
    readonly used: (amountText: string) => string;
    /** Of an estimate; null: nobody can say how much at most. */
    readonly usedBetween: (fromText: string, toText: string | null) => string;
    readonly left: (amountText: string) => string;
    readonly leftOf: (leftText: string, limitText: string) => string;
    /** Below a percentage, alone. */
    readonly usedLabel: string;
    readonly percentUsed: (percentText: string) => string;
    readonly percentLeft: (percentText: string) => string;
    readonly resets: (clockText: string) => string;
    readonly resetsIn: (durationText: string) => string;
    readonly resetsSoon: string;
    readonly resetDue: (clockText: string) => string;
    readonly resetUnknown: string;
    readonly runsOut: (clockText: string, durationText: string) => string;
    readonly rollingHint: string;
    readonly headline: (amountText: string) => string;
    readonly headlineEmpty: string;
    readonly tightest: (poolText: string, windowText: string) => string;
    readonly estimate: string;
    readonly estimateHint: string;
    /** Of the service's number, moved on by the local count. */
    readonly movedHint: string;
    readonly from: (sourceText: string) => string;
    readonly updated: (ageText: string) => string;
    readonly lastGood: (ageText: string) => string;
    readonly loading: string;
    readonly firstLoad: string;
    readonly stale: string;
    readonly failed: string;
    readonly nothingSubscribed: string;
    readonly notSubscribedWay: string;
    readonly notSubscribedList: (poolsText: string) => string;
    readonly seePlans: string;
    /** A pool of former days, to which the settings still point. */
    readonly oauthEnded: { readonly what: string; readonly wayOut: string };
    readonly chooseProvider: string;
    readonly disagreement: (windowText: string, otherText: string, shownText: string, otherShareText: string) => string;
    /** This computer's logs account for less than the service says. */
    readonly usedElsewhere: string;
    readonly ends: (dateText: string) => string;
    readonly ended: (dateText: string) => string;
    /** Of a model or a pack, not of a plan. */
    readonly endsOn: (dateText: string) => string;
    readonly endedOn: (dateText: string) => string;
    /** A plan that is over: when it ended, or the state it is in. */
    readonly planEnded: (dateText: string) => string;
    readonly planInactive: (statusText: string) => string;
    readonly planOverWay: string;
    readonly daysLeft: (count: number) => string;
    readonly renews: (dateText: string) => string;
    readonly autoRenewOff: string;
    readonly planActive: string;
    readonly status: (statusText: string) => string;
    /** States as the services spell them, lower case; unknown ones are shown as they came. */
    readonly statusNames: Readonly<Record<'exhaust' | 'expire' | 'expired' | 'invalid' | 'stop' | 'frozen', string>>;
    readonly refreshes: (clockText: string) => string;
    readonly seats: (count: number) => string;
    readonly seatsAssigned: (assigned: number, seats: number) => string;
    readonly addOn: string;
    readonly models: (count: number) => string;
    readonly modelsNearEnd: (count: number) => string;
    readonly searchModels: string;
    readonly noModelFound: string;
    readonly sortBy: string;
    readonly sortUsed: string;
    readonly sortName: string;
    readonly sortEnds: string;
    readonly withoutAmount: string;
    /** There is an amount, and the service did not say which. */
    readonly amountNotTold: string;
    readonly monthToDate: (fromText: string, toText: string) => string;
    readonly noCost: string;
    readonly level: { readonly calm: string; readonly amber: string; readonly red: string };
    /** Units as the services spell them, in the user's language; unknown ones are shown as they came. */
    readonly unitNames: Readonly<Record<'tokens' | 'images' | 'seconds' | 'characters' | 'voices' | 'credits', string>>;
  };
  readonly session: {
    readonly title: string;
    readonly signIn: string;
    readonly signInAgain: string;
    readonly signOut: string;
    readonly regionLabel: string;
    readonly region: Readonly<Record<ServiceRegion, { readonly name: string; readonly hint: string }>>;
    readonly starting: string;
    readonly waitingTitle: string;
    readonly waitingHint: string;
    /** Below the time that is left. */
    readonly waitingLeft: string;
    readonly waitingOffline: string;
    readonly openPageAgain: string;
    /** For who sees no page: of some systems it cannot be told whether one opened. */
    readonly copyPage: string;
    readonly pageCopied: string;
    readonly tryDemo: string;
    readonly tryDemoHint: string;
    readonly signedInAs: (accountText: string) => string;
    readonly signedIn: string;
    readonly lastsUntil: (clockText: string) => string;
    readonly endsIn: (durationText: string, clockText: string) => string;
    readonly storedEncrypted: (backendText: string) => string;
    readonly storedInMemory: string;
    /** Over the offer to sign in, where there are numbers from elsewhere. */
    readonly exactNumbers: string;
  };
  readonly preferences: {
    readonly appearance: string;
    readonly language: string;
    readonly languageNames: Readonly<Record<Preferences['language'], string>>;
    readonly theme: string;
    readonly themeNames: Readonly<Record<Preferences['theme'], string>>;
    readonly warnings: string;
    readonly warnAt: string;
    readonly warnAtHint: (percentText: string) => string;
    readonly notices: string;
    readonly noticesHint: string;
    readonly launchAtLogin: string;
    readonly budget: string;
    readonly budgetHint: string;
    readonly budgetNone: string;
    readonly budgetNotANumber: string;
    readonly plan: string;
    readonly planHint: string;
    readonly planNames: Readonly<Record<'none' | 'lite' | 'pro', string>>;
    readonly monthDay: string;
    readonly monthDayHint: string;
    readonly monthDayOf: (day: number) => string;
    readonly account: string;
    readonly privacy: string;
  };
  readonly demo: { readonly banner: string; readonly leave: string };
  readonly noticesLabel: string;
  readonly tray: {
    readonly window: (nameText: string, percentText: string, resetText: string | null) => string;
    readonly windowStale: (lineText: string) => string;
    readonly open: string;
    readonly signIn: string;
    readonly signOut: string;
    readonly waiting: string;
    readonly signedOut: string;
    readonly loading: string;
    readonly nothing: string;
    readonly switchTo: string;
    readonly demo: string;
    readonly leaveDemo: string;
  };
  readonly notice: {
    readonly thresholdTitle: (windowText: string, percentText: string) => string;
    readonly usedUpTitle: (windowText: string) => string;
    readonly thresholdBody: (poolText: string, leftText: string, resetText: string | null) => string;
    readonly usedUpBody: (poolText: string, resetText: string | null) => string;
    readonly restoredTitle: (windowText: string) => string;
    readonly restoredBody: (poolText: string, leftText: string) => string;
    readonly sessionEndingTitle: string;
    readonly sessionEndingBody: (durationText: string) => string;
    readonly sessionEndedTitle: string;
    readonly sessionEndedBody: string;
    /** Qwen Code was refused a request: a window is empty. */
    readonly refusedTitle: (windowText: string) => string;
    readonly refusedBody: (modelText: string) => string;
    /** … or it only came too fast. */
    readonly rateLimitTitle: string;
    readonly rateLimitBody: (modelText: string) => string;
    readonly estimated: string;
    /** A switch by one click in the tray's menu. */
    readonly switchedTitle: (providerText: string) => string;
    readonly switchedBody: (modelText: string) => string;
  };
}
