import path from 'node:path';
import { type Command, printJson } from './cli-command.ts';
import type { CliContext } from './cli-context.ts';
import { statusLines } from './cli-status-lines.ts';
import { type Status, StatusSchema } from './core/quota/status-schema.ts';
import { statusExitCode } from './core/quota/status-table.ts';
import { statusFileName } from './status-file.ts';

type StatusRead = { readonly kind: 'status'; readonly status: Status } | { readonly kind: 'none' | 'unreadable' };

/** `qwen-gauge status`: what the app last wrote, as it stands. */
export const statusCommand: Command = {
  name: 'status',
  positionals: [],
  options: [{ name: 'json', value: null }],
  async run(given, context) {
    const { terminal, cliWords, shell } = context;
    const read = await readStatus(context);
    switch (read.kind) {
      case 'none':
        terminal.err(cliWords.status.none(shell.dataFolder));
        return 1;
      case 'unreadable':
        terminal.err(cliWords.status.unreadable(path.join(shell.dataFolder, statusFileName)));
        return 1;
      case 'status':
        if (given.flag('json')) printJson(read.status, context);
        else for (const line of statusLines(read.status, context)) terminal.out(line);
        return statusExitCode(read.status);
    }
  },
};

async function readStatus({ dataFiles }: CliContext): Promise<StatusRead> {
  const bytes = await dataFiles.read(statusFileName);
  if (bytes === null) return { kind: 'none' };
  try {
    const parsed = StatusSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? { kind: 'status', status: parsed.data } : { kind: 'unreadable' };
  } catch {
    return { kind: 'unreadable' }; // Cut off or not JSON: no number in it can be trusted.
  }
}
