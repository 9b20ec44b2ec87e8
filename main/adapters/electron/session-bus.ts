import { execFile } from 'node:child_process';

const answerLimitMs = 2_000;

/** A call on Linux's session bus whose reply is one truth value. */
export interface BusQuestion {
  readonly destination: string;
  readonly path: string;
  readonly interfaceName: string;
  readonly member: string;
  /** Strings all. */
  readonly args: readonly string[];
}

/** Reads a property of an object. */
export const propertyOf = (question: Omit<BusQuestion, 'member' | 'args'>, property: string): BusQuestion => ({
  ...question,
  interfaceName: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  args: [question.interfaceName, property],
});

/** Three programs that can ask a session bus; each Linux desktop has at least one. The first that runs decides. */
const askers: readonly ((question: BusQuestion) => readonly [program: string, args: readonly string[]])[] = [
  ({ destination, path, interfaceName, member, args }) => [
    'dbus-send',
    [
      '--session',
      '--print-reply=literal',
      `--dest=${destination}`,
      path,
      `${interfaceName}.${member}`,
      ...args.map((arg) => `string:${arg}`),
    ],
  ],
  ({ destination, path, interfaceName, member, args }) => [
    'gdbus',
    [
      'call',
      '--session',
      `--dest=${destination}`,
      `--object-path=${path}`,
      `--method=${interfaceName}.${member}`,
      ...args,
    ],
  ],
  ({ destination, path, interfaceName, member, args }) => [
    'busctl',
    ['--user', 'call', destination, path, interfaceName, member, 's'.repeat(args.length), ...args],
  ],
];

/** Null: there is no bus, nobody of that name, no program to ask with, or no answer within 2 s. */
export async function askSessionBus(question: BusQuestion): Promise<boolean | null> {
  for (const asker of askers) {
    const answer = await run(...asker(question));
    if (answer !== 'no-program') return answer;
  }
  return null;
}

function run(program: string, args: readonly string[]): Promise<boolean | null | 'no-program'> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: answerLimitMs }, (error, output) => {
      if (error !== null) resolve(error.code === 'ENOENT' ? 'no-program' : null);
      else resolve(/\btrue\b/.test(output));
    });
  });
}
