import { describe, expect, it } from 'vitest';
import { planName } from '../../../../../main/core/view/quota/plan-name.ts';

describe('the name of a plan', () => {
  it.each([
    ['starter', 'Lite'],
    ['LITE', 'Lite'],
    ['pro', 'Pro'],
    ['essential', 'Essential'],
    ['Something new', 'Something new'],
    ['constructor', 'Constructor'],
    ['  ', null],
    [null, null],
  ])('%s is sold as %s', (raw, sold) => {
    expect(planName('coding-plan', raw)).toBe(sold);
  });

  it('is left out if it repeats the name of the pool', () => {
    expect(planName('token-plan-team', 'Token Plan Team')).toBeNull();
    expect(planName('token-plan-team', 'team')).toBeNull();
    expect(planName('token-plan-team', 'standard')).toBe('Standard');
    expect(planName('coding-plan', 'CodingPlan')).toBeNull();
  });
});
