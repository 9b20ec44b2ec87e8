/** The wire protocols that Qwen Code supports (`security.auth.selectedType`, keys of `modelProviders`). */
export const protocols = ['openai', 'openai-responses', 'anthropic', 'gemini', 'vertex-ai'] as const;
