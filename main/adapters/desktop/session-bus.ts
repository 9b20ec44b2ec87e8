import { execFile } from 'node:child_process';

const answerLimitMs = 2_000;

/** A call on the session bus of Linux. */
export interface BusQuestion {
  readonly destination: string;
  readonly path: string;
  readonly interfaceName: string;
  readonly member: string;
  /** All of them are strings. */
  readonly args: readonly string[];
}

export const propertyOf = (question: Omit<BusQuestion, 'member' | 'args'>, property: string): BusQuestion => ({
  ...question,
  interfaceName: 'org.freedesktop.DBus.Properties',
  member: 'Get',
  args: [question.interfaceName, property],
});

/** Three programs that can call the session bus; each Linux desktop has at least one. The first installed one is used. */
const callers: readonly ((question: BusQuestion) => readonly [program: string, args: readonly string[]])[] = [
  ({ destination, path, interfaceName, member, args }) => [
    'dbus-send',
    [
      '--session',
      '--print-reply',
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

/** Null: there is no bus, no such service, no program to call it with, or no reply within 2 s. */
export async function askSessionBus(question: BusQuestion): Promise<boolean | null> {
  const reply = await replyTo(question);
  return reply === null ? null : /\btrue\b/.test(reply);
}

/** The texts of a reply, in their order; null as above. */
export async function askSessionBusForTexts(question: BusQuestion): Promise<readonly string[] | null> {
  const reply = await replyTo(question);
  return reply === null
    ? null
    : [...reply.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, one, other]) => one ?? other ?? '');
}

/** What the first installed program prints. */
async function replyTo(question: BusQuestion): Promise<string | null> {
  for (const caller of callers) {
    const reply = await run(...caller(question));
    if (reply !== 'no-program') return reply.printed;
  }
  return null;
}

function run(program: string, args: readonly string[]): Promise<{ readonly printed: string | null } | 'no-program'> {
  return new Promise((resolve) => {
    execFile(program, [...args], { timeout: answerLimitMs }, (error, output) => {
      if (error === null) resolve({ printed: output });
      else resolve(error.code === 'ENOENT' ? 'no-program' : { printed: null });
    });
  });
}
