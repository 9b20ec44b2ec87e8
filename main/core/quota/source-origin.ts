/**
 * Where readings can come from, the most trusted first. Each has a folder below `main/sources`. Separate from the model
 * so that the renderer can import it without zod.
 */
export const sourceIds = [
  'qwencloud',
  'qianwen',
  'qwencloud-cli',
  'qianwen-cli',
  'bailian-cli',
  'session-log',
] as const;
type SourceId = (typeof sourceIds)[number];

/** Who measured: the service that sets the quota, or this computer, by counting requests in Qwen Code's logs. */
export type SourceOrigin = 'service' | 'this-computer';

export const originOfSource: Readonly<Record<SourceId, SourceOrigin>> = {
  qwencloud: 'service',
  qianwen: 'service',
  'qwencloud-cli': 'service',
  'qianwen-cli': 'service',
  'bailian-cli': 'service',
  'session-log': 'this-computer',
};
