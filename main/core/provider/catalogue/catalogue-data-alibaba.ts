import {
  alwaysThinks,
  canThink,
  imageAndVideo,
  imageOnlyInput,
  type ModelSpec,
  thinksInDegrees,
} from './model-spec.ts';

// Models and limits from the presets of Qwen Code 0.24.4 (docs/facts/qwen-code.md §3).

const thinks = { capabilities: canThink('enable_thinking'), enableThinking: true };
const mustThink = { capabilities: alwaysThinks('enable_thinking'), enableThinking: true, thinkingMandatory: true };
const highOrMax = { capabilities: thinksInDegrees(['high', 'max'], 'high', 'enable_thinking') };
const lowToMax = { capabilities: thinksInDegrees(['low', 'high', 'max'], 'high', 'enable_thinking') };
const lowToExtraHigh = { capabilities: thinksInDegrees(['low', 'medium', 'xhigh'], 'xhigh', 'reasoning_effort') };

export const codingPlanModels: readonly ModelSpec[] = [
  { id: 'qwen3.5-plus', ...thinks, contextWindowSize: 1_000_000, modalities: imageAndVideo },
  {
    id: 'qwen3.6-plus',
    description: 'Currently available to Pro subscribers only.',
    ...thinks,
    contextWindowSize: 1_000_000,
    modalities: imageAndVideo,
  },
  { id: 'qwen3.7-plus', ...thinks, contextWindowSize: 1_000_000 },
  { id: 'glm-5', contextWindowSize: 202_752, enableThinking: true },
  { id: 'kimi-k2.5', ...thinks, contextWindowSize: 262_144, modalities: imageAndVideo },
  { id: 'MiniMax-M2.5', contextWindowSize: 196_608, enableThinking: true },
  { id: 'qwen3-coder-plus', contextWindowSize: 1_000_000 },
  { id: 'qwen3-coder-next', contextWindowSize: 262_144 },
  { id: 'qwen3-max-2026-01-23', ...thinks, contextWindowSize: 262_144 },
  { id: 'glm-4.7', contextWindowSize: 202_752, enableThinking: true },
];

/** What the team edition of the Token Plan allows: the client's preset without the models that ended. */
export const tokenPlanTeamModels: readonly ModelSpec[] = [
  { id: 'qwen3.7-plus', ...thinks, contextWindowSize: 1_000_000, modalities: imageAndVideo },
  { id: 'qwen3.6-plus', ...thinks, contextWindowSize: 1_000_000, modalities: imageAndVideo },
  { id: 'qwen3.7-max', ...thinks, contextWindowSize: 1_000_000 },
  {
    id: 'qwen3.8-max',
    capabilities: thinksInDegrees(['low', 'medium', 'xhigh'], 'xhigh', 'reasoning_effort', false),
    contextWindowSize: 983_616,
    enableThinking: true,
    thinkingMandatory: true,
    modalities: imageAndVideo,
  },
  { id: 'qwen3.6-flash', ...thinks, contextWindowSize: 1_000_000 },
  { id: 'deepseek-v4-pro', ...highOrMax, contextWindowSize: 1_000_000 },
  { id: 'deepseek-v4-flash-0731', ...lowToMax, contextWindowSize: 1_000_000 },
  { id: 'deepseek-v3.2', capabilities: canThink('enable_thinking'), contextWindowSize: 131_072 },
  { id: 'kimi-k2.7-code', ...mustThink, contextWindowSize: 262_144, modalities: imageAndVideo },
  { id: 'kimi-k2.6', ...thinks, contextWindowSize: 262_144 },
  { id: 'kimi-k2.5', ...thinks, contextWindowSize: 262_144, modalities: imageAndVideo },
  { id: 'glm-5.2', contextWindowSize: 1_000_000, enableThinking: true },
  { id: 'glm-5.1', contextWindowSize: 202_752, enableThinking: true },
  { id: 'glm-5', contextWindowSize: 202_752, enableThinking: true },
  { id: 'MiniMax-M2.5', contextWindowSize: 196_608 },
  { id: 'qwen3.8-flash', ...lowToExtraHigh, contextWindowSize: 983_616, modalities: imageAndVideo },
  { id: 'deepseek-v4-pro-0813', ...lowToMax, contextWindowSize: 1_000_000 },
];

const personalIds = new Set([
  'qwen3.7-plus',
  'qwen3.7-max',
  'qwen3.8-max',
  'qwen3.6-flash',
  'deepseek-v4-pro',
  'deepseek-v4-flash-0731',
  'glm-5.2',
  'qwen3.8-flash',
]);

/** What the personal edition allows (docs/facts/plans.md §2). */
export const tokenPlanPersonalModels = tokenPlanTeamModels.filter(({ id }) => personalIds.has(id));

export const standardModels: readonly ModelSpec[] = [
  { id: 'qwen3.6-plus', ...thinks, contextWindowSize: 1_000_000 },
  { id: 'qwen3.7-plus', ...thinks, contextWindowSize: 1_000_000 },
  { id: 'qwen3.7-max', ...thinks, contextWindowSize: 1_000_000 },
  { id: 'glm-5.1', contextWindowSize: 202_752, enableThinking: true },
  { id: 'deepseek-v4-pro', ...highOrMax, contextWindowSize: 1_000_000 },
  { id: 'deepseek-v4-flash', ...highOrMax, contextWindowSize: 1_000_000 },
  { id: 'qwen3.8-max', ...lowToExtraHigh, contextWindowSize: 983_616, modalities: imageAndVideo },
  { id: 'qwen3.8-max-0902', ...lowToExtraHigh, contextWindowSize: 983_616, modalities: imageAndVideo },
  { id: 'qwen3.8-flash', ...lowToExtraHigh, contextWindowSize: 983_616, modalities: imageAndVideo },
  { id: 'deepseek-v4-pro-0813', ...lowToMax, contextWindowSize: 1_000_000 },
  { id: 'deepseek-v4-flash-0731', ...lowToMax, contextWindowSize: 1_000_000 },
  {
    id: 'kimi-k3',
    capabilities: thinksInDegrees(['low', 'high', 'max'], 'max', 'reasoning_effort', false),
    contextWindowSize: 1_000_000,
    thinkingMandatory: true,
    modalities: imageOnlyInput,
  },
  { id: 'kimi-k2.7-code', ...mustThink, contextWindowSize: 262_144, modalities: imageAndVideo },
  { id: 'kimi-k2.6', ...thinks, contextWindowSize: 262_144, modalities: imageAndVideo },
];
