/**
 * The places a reading can come from, the most trusted first; one folder each below `main/sources`. This file stands apart
 * from the model, so that the renderer can read it without zod.
 */
export const sourceIds = ['qwencloud', 'qianwen', 'qwencloud-cli', 'bailian-cli', 'session-log'] as const;
type SourceId = (typeof sourceIds)[number];

/** Who measured: the service that sets the quota, or this computer, which counts its own requests in Qwen Code's logs. */
export type SourceOrigin = 'service' | 'this-computer';

export const originOfSource: Readonly<Record<SourceId, SourceOrigin>> = {
  qwencloud: 'service',
  qianwen: 'service',
  'qwencloud-cli': 'service',
  'bailian-cli': 'service',
  'session-log': 'this-computer',
};
