import { expect, it, vi } from 'vitest';
import { createDestinations } from '../../../main/app/destinations.ts';

it('leads to each wish once more, even to the same, until the popover is closed', () => {
  const onChange = vi.fn();
  const destinations = createDestinations(onChange);
  expect(destinations.current()).toBeNull();
  destinations.lead({ to: 'providers' });
  const first = destinations.current();
  destinations.lead({ to: 'providers' });
  expect(destinations.current()).not.toEqual(first);
  destinations.lead({ to: 'switch', providerId: 'deepseek' });
  expect(destinations.current()).toMatchObject({ to: 'switch', providerId: 'deepseek' });
  expect(onChange).toHaveBeenCalledTimes(3);
  destinations.clear();
  expect(destinations.current()).toBeNull();
});
