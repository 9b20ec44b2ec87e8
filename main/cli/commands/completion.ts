import type { Command } from '../command.ts';
import { commandNames, loadCommand } from '../commands.ts';
import { completionScript, lists, shells } from '../completion/scripts.ts';
import { type CliContext, refuse } from '../context.ts';
import { writerOf } from '../writer.ts';

/** `qwen-gauge completion <shell>`: the script with which a shell completes this program's words. */
export const command: Command = {
  name: 'completion',
  positionals: [shells.join('|')],
  options: [],
  examples: ['bash', 'zsh', 'fish'],
  async run(given, context) {
    const { terminal, cliWords } = context;
    const [wanted] = given.positionals;
    const list = lists.find((one) => one === wanted);
    const shell = shells.find((one) => one === wanted);
    if (list === undefined && shell === undefined) {
      return refuse(cliWords.argumentProblems['not-a-choice']({ name: '<shell>', list: shells.join(', ') }), context);
    }
    const lines = shell === undefined ? await namesIn(list, context) : await scriptFor(shell, context);
    for (const line of lines) terminal.out(line);
    return 0;
  },
};

async function scriptFor(shell: (typeof shells)[number], { cliWords }: CliContext): Promise<readonly string[]> {
  const loaded = await Promise.all(
    Object.keys(cliWords.commands)
      .filter((name) => commandNames.includes(name))
      .map(loadCommand),
  );
  return completionScript(
    shell,
    loaded.filter((one) => one !== undefined),
    cliWords,
  );
}

/** The names that the scripts ask for; none where they cannot be read. */
async function namesIn(list: (typeof lists)[number] | undefined, context: CliContext): Promise<readonly string[]> {
  const writer = writerOf(context);
  if (list === 'backups') return (await writer.backups()).backups.map(({ id }) => id);
  const view = await writer.view();
  return view.state === 'readable' ? view.options.map(({ id }) => id) : [];
}
