import type { CliWords } from '../../core/view/words/cli.ts';
import type { OptionSpec } from '../arguments.ts';
import type { Command } from '../command.ts';
import { helpOption, optionMeaning } from '../help.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof shells)[number];

/** What the scripts ask this program for when a name of the user's own is typed, by the argument of a command. */
export const lists = ['providers', 'backups'] as const;
const listOf: Readonly<Record<string, (typeof lists)[number]>> = { provider: 'providers', id: 'backups' };

/** The command that prints such a list, or '' for a command without one. */
function listCommand({ positionals: [first = ''] }: Command): string {
  const list = listOf[first];
  return list === undefined ? '' : `qwen-gauge completion ${list} 2>/dev/null`;
}

const optionsOf = ({ options }: Command): readonly OptionSpec[] => [...options, helpOption];
/** A command that takes one of a few words, as this one does. */
const wordsOf = ({ name }: Command): readonly string[] => (name === 'completion' ? shells : []);
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The script that makes a shell complete commands, options, their values, and the names of providers and backups. */
export const completionScript = (shell: Shell, commands: readonly Command[], words: CliWords): readonly string[] =>
  ({ bash, zsh, fish })[shell](commands, words);

/** The values of an option are the same wherever it is taken. */
function choices(commands: readonly Command[]): ReadonlyMap<string, readonly string[]> {
  const withValue = commands.flatMap(({ options }) => options.filter(({ value }) => value !== null));
  return new Map(withValue.map((option) => [option.name, option.choices ?? []]));
}

function bash(commands: readonly Command[]): readonly string[] {
  const names = commands.map(({ name }) => name).join(' ');
  return [
    '_qwen_gauge() {',
    '  local offered=',
    '  case $3 in',
    ...[...choices(commands)].map(([name, values]) => `    --${name}) offered=${quoted(values.join(' '))} ;;`),
    `    *) case \${COMP_WORDS[1]} in`,
    ...commands.map((command) => {
      const list = listCommand(command);
      const own = [...wordsOf(command), ...optionsOf(command).map(({ name }) => `--${name}`)].join(' ');
      return `      ${command.name}) offered="${list === '' ? '' : `$(${list}) `}${own}" ;;`;
    }),
    '    esac ;;',
    '  esac',
    `  if [ "$COMP_CWORD" = 1 ]; then offered=${quoted(names)}; fi`,
    '  COMPREPLY=($(compgen -W "$offered" -- "$2"))',
    '}',
    'complete -F _qwen_gauge -o default qwen-gauge',
  ];
}

function zsh(commands: readonly Command[], words: CliWords): readonly string[] {
  const described = (name: string, text: string): string => quoted(`${name.replaceAll(':', '\\:')}:${text}`);
  return [
    '#compdef qwen-gauge',
    '_qwen_gauge() {',
    '  local -a offered',
    '  if (( CURRENT == 2 )); then',
    `    offered=(${commands.map(({ name }) => described(name, words.commands[name])).join(' ')})`,
    '    _describe command offered; return',
    '  fi',
    '  case $words[CURRENT-1] in',
    ...[...choices(commands)].map(([name, values]) =>
      values.length === 0
        ? `    --${name}) _default; return ;;`
        : `    --${name}) compadd -- ${values.join(' ')}; return ;;`,
    ),
    '  esac',
    '  case $words[2] in',
    ...commands.map((command) => {
      const list = listCommand(command);
      const own = optionsOf(command).map((option) =>
        described(`--${option.name}`, optionMeaning(option, command, words)),
      );
      const names = wordsOf(command).length === 0 ? '' : `compadd -- ${wordsOf(command).join(' ')}; `;
      const listed = list === '' ? '' : `compadd -- \${(f)"$(${list})"}; `;
      return `    ${command.name}) ${names}${listed}offered=(${own.join(' ')}); _describe option offered ;;`;
    }),
    '  esac',
    '}',
    'if [ "$funcstack[1]" = _qwen_gauge ]; then _qwen_gauge "$@"; else compdef _qwen_gauge qwen-gauge; fi',
  ];
}

function fish(commands: readonly Command[], words: CliWords): readonly string[] {
  const start = 'complete -c qwen-gauge';
  return [
    `${start} -f`,
    ...commands.map(({ name }) => `${start} -n __fish_use_subcommand -a ${name} -d ${quoted(words.commands[name])}`),
    ...commands.flatMap((command) => {
      const within = `${start} -n ${quoted(`__fish_seen_subcommand_from ${command.name}`)}`;
      const list = listCommand(command);
      const offered = list === '' ? wordsOf(command).join(' ') : `(${list})`;
      return [
        ...(offered === '' ? [] : [`${within} -a ${quoted(offered)}`]),
        ...optionsOf(command).map((option) => {
          const { name, value, choices: values } = option;
          // -x offers no files, -r with -F does.
          const offers = values === undefined ? ' -r -F' : ` -x -a ${quoted(values.join(' '))}`;
          const takes = value === null ? '' : offers;
          return `${within} -l ${name}${takes} -d ${quoted(optionMeaning(option, command, words))}`;
        }),
      ];
    }),
  ];
}
