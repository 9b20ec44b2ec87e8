import * as z from 'zod';

/** The folders that Qwen Code was started in, each with the time of its last known activity. */
export const ProjectsStateSchema = z.array(z.tuple([z.string(), z.number()]));
export type ProjectsState = Readonly<z.infer<typeof ProjectsStateSchema>>;

export interface ProjectBook {
  note(folder: string, atMs: number): void;
  newestFirst(): readonly string[];
  /** Drops projects too old for any window, and the oldest ones beyond the maximum. */
  forgetBefore(atMs: number): void;
  state(): ProjectsState;
}

/** More than any user has; each project costs a file system call now and then. */
const mostProjects = 10_000;

export function createProjectBook(initial: ProjectsState = []): ProjectBook {
  const seenAtMs = new Map(initial);

  const byTime = (): ProjectsState => [...seenAtMs].sort(([, one], [, other]) => other - one);

  return {
    note(folder, atMs) {
      seenAtMs.set(folder, Math.max(atMs, seenAtMs.get(folder) ?? Number.NEGATIVE_INFINITY));
    },
    newestFirst: () => byTime().map(([folder]) => folder),
    forgetBefore(atMs) {
      for (const [index, [folder, seenMs]] of byTime().entries()) {
        if (index >= mostProjects || seenMs < atMs) seenAtMs.delete(folder);
      }
    },
    state: byTime,
  };
}
