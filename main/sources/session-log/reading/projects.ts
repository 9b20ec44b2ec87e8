/** Where the client keeps a session's transcript: in a folder that it names after that of the project. */
const transcriptPath = /[/\\]projects[/\\]([^/\\]+)[/\\]chats[/\\]([^/\\]+)\.jsonl$/;

/** The client's name of a folder (docs/facts/qwen-code.md §5.1). */
const clientName = (folder: string): string => folder.replaceAll(/[^a-zA-Z0-9]/g, '-').toLowerCase();

/** The project of each session, by the place of its transcript. Folders that are not known keep the client's name. */
export function projectsOf(paths: Iterable<string>, folders: readonly string[]): (sessionId: string) => string | null {
  const folderOf = new Map(folders.map((folder) => [clientName(folder), folder]));
  const projects = new Map<string, string>();
  for (const path of paths) {
    const [, name, sessionId] = transcriptPath.exec(path) ?? [];
    if (name !== undefined && sessionId !== undefined)
      projects.set(sessionId, folderOf.get(name.toLowerCase()) ?? name);
  }
  return (sessionId) => projects.get(sessionId) ?? null;
}
