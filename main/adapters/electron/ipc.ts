import { type IpcMainInvokeEvent, ipcMain, type WebContents, type WebFrameMain } from 'electron';
import { callNames } from '../../../preload/channels.ts';
import { type CallName, calls, type Output, type Push, type PushName, pushes } from '../../../preload/contract.ts';
import type { Log } from '../../ports/system.ts';
import { origin } from './app-protocol.ts';

type Parsed<Call extends CallName> = ReturnType<(typeof calls)[Call]['input']['parse']>;

/** One handler for each call; a missing one does not compile. */
export type Handlers = { readonly [Call in CallName]: (input: Parsed<Call>) => Output<Call> | Promise<Output<Call>> };

/** The longest input of a call as JSON; the largest true one is a key of 4,096 characters. */
const inputCapChars = 100_000;

/** All that the renderer learns of an error. Details stay in the log. */
type Refusal = 'refused' | 'bad-input' | 'failed';

/** True only for the top frame of a window on our own origin. Pure. */
export function isTrustedFrame(frame: Pick<WebFrameMain, 'url' | 'parent'> | null): boolean {
  if (frame === null || frame.parent !== null || !URL.canParse(frame.url)) return false;
  const url = new URL(frame.url);
  return `${url.protocol}//${url.host}` === origin;
}

/**
 * Answers the renderer's calls: checks the sender, parses the input, calls the handler, parses the output. An undeclared
 * field can neither enter nor leave. Returns the function that ends it.
 */
export function serveCalls(handlers: Handlers, log: Log): () => void {
  for (const name of callNames) {
    ipcMain.handle(name, (event, ...args: unknown[]) => answer(name, handlers, log, event, args));
  }
  return () => {
    for (const name of callNames) ipcMain.removeHandler(name);
  };
}

async function answer(
  name: CallName,
  handlers: Handlers,
  log: Log,
  event: Pick<IpcMainInvokeEvent, 'senderFrame'>,
  args: readonly unknown[],
): Promise<unknown> {
  if (!isTrustedFrame(event.senderFrame)) throw refusal(name, 'refused', log);
  if (args.length > 1 || isTooLarge(args[0])) throw refusal(name, 'bad-input', log);
  const input = calls[name].input.safeParse(args[0]);
  if (!input.success) throw refusal(name, 'bad-input', log);
  // The compiler cannot see that a handler and its schema belong together: the only cast in the app.
  const handle = handlers[name] as (input: unknown) => unknown;
  try {
    return calls[name].output.parse(await handle(input.data));
  } catch (error) {
    // Expected failures are values, so this is a bug. The renderer learns only that the call failed.
    throw refusal(name, 'failed', log, error);
  }
}

function isTooLarge(input: unknown): boolean {
  try {
    return (JSON.stringify(input) ?? '').length > inputCapChars;
  } catch {
    // A circular or otherwise unserializable value is no input of any call.
    return true;
  }
}

function refusal(name: CallName, reason: Refusal, log: Log, cause?: unknown): Error {
  const detail = cause instanceof Error ? `: ${cause.name} ${cause.message}` : '';
  log.warn(`ipc ${name} ${reason}${detail}`);
  return new Error(reason);
}

/** Sends a value to a window if the contract allows it, and logs it otherwise. Does nothing for a closed window. */
export function pushTo<Name extends PushName>(
  contents: WebContents | null,
  name: Name,
  value: Push<Name>,
  log: Log,
): void {
  if (contents === null || contents.isDestroyed()) return;
  const parsed = pushes[name].safeParse(value);
  if (parsed.success) contents.send(name, parsed.data);
  else log.warn(`push ${name} held back: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
}
