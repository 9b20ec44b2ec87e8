import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../../main/cli/layout.ts';
import { createCliEnvironment } from '../environment.ts';

const columns = 40;
const entry = {
  id: 'qwen3-coder-plus-of-a-name-that-is-long',
  name: '[A company with a long name] qwen3-coder-plus',
  baseUrl: 'https://gateway.of-a-company.example.org/compatible-mode/v1',
  envKey: 'KEY_OF_A_COMPANY_WITH_A_LONG_NAME',
};
const settings = {
  env: { [entry.envKey]: 'sk-0123456789abcdef' },
  modelProviders: { openai: [entry] },
  security: { auth: { selectedType: 'openai' } },
  model: { name: entry.id },
};

/** What may be wider than the terminal, because it is copied from it: it stands alone on its line. */
const mayOverrun: readonly RegExp[] = [
  /^https?:\/\/\S+$/,
  /^~?\/\S+$/,
  /^(?:▸ )?[\w-]+(?:\/[\w-]+)+$/, // The id of a provider.
  /^[\w.-]+[。，：]?$/, // The id of a model or of a backup, the name of a variable.
];
/** A line of a file in a difference, which is shown as it is. */
const ofFile = /^ {2}[-+] |^ {6,}["{}[\]]/;

describe.each(['en_US.UTF-8', 'zh_CN.UTF-8'])('a terminal of 40 columns, in %s', (LANG) => {
  it('shows each line whole, or what is copied alone on its line', async () => {
    const cli = createCliEnvironment();
    const env = { LANG, NO_COLOR: '1' };
    cli.write('.qwen/settings.json', JSON.stringify(settings, null, 2));
    const stdin = 'sk-made-up-key-5678';
    const first = await cli.run(['switch', 'deepseek', '--key-stdin', '--yes'], { env, stdin, columns });
    expect(first.code).toBe(0);
    const commands = `providers|explain|explain --client 0.15|explain --cwd /nowhere/at/all/far/away|explain --error boo
      backups|doctor|history|why|status|switch coding-plan|switch nonsense|switch https://a.example/v1|switch|restore x
      undo|explain|undo|open|guard|breakdown|wait --need 1|nonsense|--help|switch --help|switch ${entry.id} --dry-run`;
    const printed = [first.out];
    for (const command of commands.split(/\||\n\s+/)) {
      const { out, err } = await cli.run(command.split(' '), { env, columns });
      expect(out + err, command).not.toBe('');
      printed.push(out, err);
    }
    const lines = printed.join('\n').split('\n');
    const tooWide = lines.filter((line) => widthOf(line) > columns && !ofFile.test(line));
    expect(tooWide.filter((line) => !mayOverrun.some((one) => one.test(line.trim())))).toEqual([]);
    // They are there, and nothing broke them.
    expect(lines.map((line) => line.trim())).toContain(entry.baseUrl);
  });
});
