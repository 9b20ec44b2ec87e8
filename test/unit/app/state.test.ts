import { expect, it, vi } from 'vitest';
import { createDestinations } from '../../../main/app/state.ts';

it('treats each request as a new one, even for the same panel, until the popover is closed', () => {
  const onChange = vi.fn();
  const destinations = createDestinations(onChange);
  expect(destinations.current()).toBeNull();
  destinations.request({ to: 'providers' });
  const first = destinations.current();
  destinations.request({ to: 'providers' });
  expect(destinations.current()).not.toEqual(first);
  destinations.request({ to: 'switch', providerId: 'deepseek' });
  expect(destinations.current()).toMatchObject({ to: 'switch', providerId: 'deepseek' });
  expect(onChange).toHaveBeenCalledTimes(3);
  destinations.clear();
  expect(destinations.current()).toBeNull();
});
