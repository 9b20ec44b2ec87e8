/**
 * Simulates other programs that use the file the app writes. `save` repeatedly saves a settings file as Qwen Code does
 * (docs/facts/qwen-code.md §1.5): it writes `.tmp`, renames the old file to `.orig`, and renames `.tmp` into place. `read`
 * repeatedly reads the file. Both print what they saw once the stop file exists.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

const [mode = '', path = '', stopFile = ''] = process.argv.slice(2);

interface Seen {
  rounds: number;
  /** How often there was no file. */
  gaps: number;
  torn: string[];
}
const seen: Seen = { rounds: 0, gaps: 0, torn: [] };

function readOrNull(): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null; // The file is missing for a moment during a save.
  }
}

function readOnce(): void {
  const text = readOrNull();
  if (text === null) seen.gaps += 1;
  else if (!isWhole(text)) seen.torn.push(text.slice(0, 80));
  seen.rounds += 1;
}

function isWhole(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return typeof value.ours === 'number' && typeof value.theirs === 'number' && text.endsWith('}\n');
  } catch {
    return false;
  }
}

function saveOnce(): void {
  const text = readOrNull();
  if (text === null) return;
  const value = JSON.parse(text);
  const handle = openSync(`${path}.tmp`, 'w');
  writeSync(handle, `${JSON.stringify({ ...value, theirs: value.theirs + 1 }, null, 2)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(path, `${path}.orig`);
  renameSync(`${path}.tmp`, path);
  rmSync(`${path}.orig`, { force: true });
  seen.rounds += 1;
}

/** Saves are a varying number of milliseconds apart, so that they hit every stage of the app's writes. */
const pause = new Int32Array(new SharedArrayBuffer(4));
process.stdout.write('ready\n');
for (let round = 0; !existsSync(stopFile); round += 1) {
  if (mode === 'save') {
    saveOnce();
    Atomics.wait(pause, 0, 0, (round * 7) % 5);
  } else {
    readOnce();
  }
}
process.stdout.write(JSON.stringify(seen));
