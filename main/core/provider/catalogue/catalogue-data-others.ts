import { alwaysThinks, canThink, imageAndVideo, type ModelSpec, thinksInDegrees } from './model-spec.ts';

// Models and limits from the presets of Qwen Code 0.24.4 (docs/facts/qwen-code.md §3), followed by the providers for
// which Qwen Code has no preset.

const lowToMax = { capabilities: thinksInDegrees(['low', 'high', 'max'], 'high', 'thinking') };

export const deepseekModels: readonly ModelSpec[] = [
  { id: 'deepseek-v4-pro', ...lowToMax, contextWindowSize: 1_000_000 },
  { id: 'deepseek-v4-flash', ...lowToMax, contextWindowSize: 1_000_000 },
];

export const zaiModels: readonly ModelSpec[] = [
  { id: 'GLM-5.2', contextWindowSize: 1_000_000, enableThinking: true },
  { id: 'GLM-5.1', contextWindowSize: 204_800, enableThinking: true },
  { id: 'GLM-5', contextWindowSize: 204_800 },
  { id: 'GLM-5-Turbo', contextWindowSize: 204_800 },
];

const mustThink = { capabilities: alwaysThinks('thinking'), thinkingMandatory: true };

export const kimiModels: readonly ModelSpec[] = [
  {
    id: 'kimi-k3',
    capabilities: thinksInDegrees(['low', 'high', 'max'], 'max', 'reasoning_effort', false),
    contextWindowSize: 1_000_000,
    thinkingMandatory: true,
    modalities: imageAndVideo,
  },
  { id: 'kimi-k2.7-code', ...mustThink, contextWindowSize: 262_144, modalities: imageAndVideo },
  { id: 'kimi-k2.7-code-highspeed', ...mustThink, contextWindowSize: 262_144, modalities: imageAndVideo },
  { id: 'kimi-k2.6', capabilities: canThink('thinking'), contextWindowSize: 262_144, modalities: imageAndVideo },
];

export const minimaxModels: readonly ModelSpec[] = [
  { id: 'MiniMax-M3', contextWindowSize: 1_000_000, modalities: imageAndVideo },
  { id: 'MiniMax-M2.7', contextWindowSize: 204_800 },
  { id: 'MiniMax-M2.7-highspeed', contextWindowSize: 204_800 },
  { id: 'MiniMax-M2.5', contextWindowSize: 196_608 },
  { id: 'MiniMax-M2.5-highspeed', contextWindowSize: 196_608 },
  { id: 'image-01', imageOnly: true },
  { id: 'image-01-live', imageOnly: true },
];

export const modelscopeModels: readonly ModelSpec[] = [
  { id: 'deepseek-ai/DeepSeek-V4-Flash', contextWindowSize: 1_000_000, enableThinking: true },
  { id: 'Qwen/Qwen3.5-397B-A17B', contextWindowSize: 1_000_000, enableThinking: true },
  { id: 'ZhipuAI/GLM-5.1', contextWindowSize: 1_000_000, enableThinking: true },
];

export const openRouterModels: readonly ModelSpec[] = [
  { id: 'z-ai/glm-4.5-air:free', contextWindowSize: 128_000 },
  { id: 'openai/gpt-oss-120b:free', contextWindowSize: 131_072 },
];

export const requestyModels: readonly ModelSpec[] = [
  { id: 'openai/gpt-4o-mini', contextWindowSize: 128_000 },
  { id: 'openai/gpt-4o', contextWindowSize: 128_000 },
];

export const grokModels: readonly ModelSpec[] = [
  { id: 'grok-4.5', contextWindowSize: 500_000 },
  { id: 'grok-4.3', contextWindowSize: 1_000_000 },
  { id: 'grok-4.20-0309-reasoning', contextWindowSize: 1_000_000 },
  { id: 'grok-4.20-0309-non-reasoning', contextWindowSize: 1_000_000 },
  { id: 'grok-4.20-multi-agent-0309', contextWindowSize: 1_000_000 },
  { id: 'grok-build-0.1', contextWindowSize: 262_144 },
];

export const fireworksModels: readonly ModelSpec[] = [
  { id: 'accounts/fireworks/models/kimi-k3' },
  { id: 'accounts/fireworks/models/gpt-oss-120b', contextWindowSize: 131_072 },
];

/** The three lists below follow the examples in the documentation of Qwen Code; the user can enter any other model. */
export const openAiModels: readonly ModelSpec[] = [{ id: 'gpt-4o', contextWindowSize: 128_000 }];

export const anthropicModels: readonly ModelSpec[] = [{ id: 'claude-sonnet-4-20250514', contextWindowSize: 200_000 }];

export const geminiModels: readonly ModelSpec[] = [{ id: 'gemini-2.5-pro', contextWindowSize: 1_048_576 }];
