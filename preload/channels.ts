import type { CallName, PushName } from './contract.ts';

/** Repeats the contract's names, because importing the contract would bundle zod. A test keeps both lists equal. */
export const callNames = [
  'state:get',
  'quota:refresh',
  'breakdown:get',
  'history:get',
  'history:copy',
  'sign-in:start',
  'sign-in:open-page',
  'sign-in:copy-page',
  'sign-in:cancel',
  'session:sign-out',
  'switch:preview',
  'switch:confirm',
  'repair:preview',
  'switch:in-use',
  'backups:list',
  'backups:restore',
  'switch:undo',
  'client:ask',
  'preferences:set',
  'notice:dismiss',
  'notice:snooze',
  'decisions:get',
  'report:read',
  'report:copy',
  'demo:enter',
  'demo:leave',
  'link:open',
  'popover:fit',
  'popover:close',
  'app:quit',
] as const satisfies readonly CallName[];

export const pushNames = ['state:changed'] as const satisfies readonly PushName[];
