import { expect, it, vi } from 'vitest';
import { createOfficialClients } from '../../../../main/services/account/official-clients.ts';

it('names the programs that are installed, and says so once they are found', async () => {
  const onChange = vi.fn();
  const clients = createOfficialClients({ isInstalled: async (name) => name === 'bl' }, onChange);
  expect(clients.installed()).toEqual([]);
  await clients.look();
  expect(clients.installed()).toEqual(['bl']);
  expect(onChange).toHaveBeenCalledTimes(1);
});

it('changes nothing where none is installed', async () => {
  const onChange = vi.fn();
  await createOfficialClients({ isInstalled: async () => false }, onChange).look();
  expect(onChange).not.toHaveBeenCalled();
});
