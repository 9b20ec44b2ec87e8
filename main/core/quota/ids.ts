// Separate from the model, so that the command line can check a status without loading zod.

/** Everything a Qwen Code user can run out of. */
export const poolIds = ['coding-plan', 'token-plan-team', 'token-plan-personal', 'free-tier', 'pay-as-you-go'] as const;

export const windowIds = ['five-hours', 'week', 'month', 'credits', 'budget'] as const;
