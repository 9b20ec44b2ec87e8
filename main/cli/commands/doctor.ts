import { redact } from '../../core/redact.ts';
import type { Command } from '../command.ts';
import { say } from '../context.ts';
import { doctorRows } from '../doctor/doctor-rows.ts';
import { describedApart } from '../layout.ts';
import { readStatus } from '../status/read-status.ts';

/** Paths and addresses need room. */
const leastTextCells = 40;

/** `qwen-gauge doctor`: everything that matters when something is wrong, without keys, numbers and names. */
export const command: Command = {
  name: 'doctor',
  positionals: [],
  options: [],
  examples: [''],
  async run(_given, context) {
    const { terminal, cliWords, shell } = context;
    const rows = await doctorRows(await readStatus(context), context);
    const shown = rows.map(
      ({ name, text, isTrouble }) => [`${isTrouble ? '!' : ' '} ${name}`, redact(text, [shell.home])] as const,
    );
    for (const [index, lines] of describedApart(shown, terminal.columns, leastTextCells).entries()) {
      const isTrouble = rows[index]?.isTrouble === true;
      for (const line of lines) terminal.out(isTrouble ? terminal.paint('amber', line) : line);
    }
    terminal.out('');
    say(rows.some(({ isTrouble }) => isTrouble) ? cliWords.doctor.marked : cliWords.doctor.fine, context);
    return 0;
  },
};
