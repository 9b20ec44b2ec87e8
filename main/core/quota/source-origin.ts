import type { SourceId } from './model.ts';

/** Who measured: the service that sets the quota, or this computer, which counts its own requests in Qwen Code's logs. */
export type SourceOrigin = 'service' | 'this-computer';

/** Here rather than in the model, so that the renderer can read it without zod. */
export const originOfSource: Readonly<Record<SourceId, SourceOrigin>> = {
  qwencloud: 'service',
  qianwen: 'service',
  'qwencloud-cli': 'service',
  'bailian-cli': 'service',
  'session-log': 'this-computer',
};
