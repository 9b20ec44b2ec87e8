import type { Processes } from '../../ports/system.ts';

/** The service's own programs: Qwen Code, and those whose sign-in the app uses where there is one. */
const officialClients = ['qwen', 'qwencloud', 'qianwen', 'bl'] as const;
type OfficialClient = (typeof officialClients)[number];

export interface OfficialClients {
  /** Those that are installed, as of the last look. */
  installed(): readonly OfficialClient[];
  look(): Promise<void>;
}

/** Finds the programs without starting them. */
export function createOfficialClients(
  processes: Pick<Processes, 'isInstalled'>,
  onChange: () => void,
): OfficialClients {
  let installed: readonly OfficialClient[] = [];
  return {
    installed: () => installed,
    async look() {
      const found = await Promise.all(
        officialClients.map(async (name) => ((await processes.isInstalled(name)) ? [name] : [])),
      );
      installed = found.flat();
      if (installed.length > 0) onChange();
    },
  };
}
