import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';

/** Writes transcripts like Qwen Code's: mostly long conversation lines, with an answer's telemetry among them. */
export interface GeneratedLogs {
  readonly bytes: number;
  readonly responses: number;
  readonly files: readonly string[];
}

const words = 'the function returns a value that main reads when the window opens and nothing else changes '.repeat(40);

/** Deterministic: the same arguments give the same bytes. The last answer is at `endMs`, with one every two seconds. */
export async function generateLogs(
  runtimeFolder: string,
  options: { readonly totalBytes: number; readonly fileCount: number; readonly endMs: number },
): Promise<GeneratedLogs> {
  const perFile = Math.ceil(options.totalBytes / options.fileCount);
  const files: string[] = [];
  let bytes = 0;
  let responses = 0;
  for (let index = 0; index < options.fileCount; index++) {
    const folder = path.join(runtimeFolder, 'projects', `-home-dev-project-${index % 20}`, 'chats');
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, `session-${index}.jsonl`);
    const handle = await open(file, 'w');
    try {
      for (let written = 0; written < perFile; ) {
        const lines: string[] = [];
        for (let turn = 0; turn < 50 && written < perFile; turn++) {
          const turnLines = turnOf(`session-${index}`, responses, options.endMs);
          responses += 1;
          written += turnLines.length;
          lines.push(turnLines);
        }
        const block = lines.join('');
        await handle.write(block);
        bytes += block.length;
      }
    } finally {
      await handle.close();
    }
    files.push(file);
  }
  return { bytes, responses, files };
}

function turnOf(sessionId: string, serial: number, endMs: number): string {
  const timestamp = new Date(endMs - serial * 2000).toISOString();
  const common = { sessionId, timestamp, cwd: '/home/dev/project', version: '0.24.4' };
  const length = 200 + ((serial * 7919) % 3000);
  const user = { ...common, type: 'user', message: { role: 'user', parts: [{ text: words.slice(0, length) }] } };
  const tool = {
    ...common,
    type: 'tool_result',
    message: { role: 'user', parts: [{ text: words.slice(0, 3 * (length % 1000)) }] },
  };
  const answer = {
    ...common,
    type: 'assistant',
    message: { role: 'model', parts: [{ text: words.slice(0, length) }] },
  };
  const telemetry = {
    ...common,
    type: 'system',
    subtype: 'ui_telemetry',
    systemPayload: {
      uiEvent: {
        'event.name': 'qwen-code.api_response',
        'event.timestamp': timestamp,
        response_id: `answer-${serial}`,
        model: 'qwen3.5-plus',
        status_code: 200,
        duration_ms: 1452,
        total_token_count: 1290,
        prompt_id: `${sessionId}########${serial}`,
        auth_type: 'openai',
      },
    },
  };
  return [user, tool, answer, telemetry].map((line) => `${JSON.stringify(line)}\n`).join('');
}
