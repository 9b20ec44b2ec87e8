import type { ServerResponse } from 'node:http';

/** The fields of a request's body that the replies depend on. */
export interface ModelBody {
  readonly model?: string;
  readonly stream?: boolean;
  readonly messages?: readonly {
    readonly role?: string;
    readonly content?: string | readonly { readonly text?: string }[] | null;
  }[];
  readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters?: unknown } }[];
  readonly tool_choice?: unknown;
}

export type ModelReply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool'; readonly name: string; readonly args: Readonly<Record<string, unknown>> };

const usage = { prompt_tokens: 1234, completion_tokens: 56, total_tokens: 1290 };

/** The one tool that the response must call, if the request names one. */
export function forcedTool({ tools, tool_choice: choice }: ModelBody) {
  const [only] = tools ?? [];
  if (choice !== 'required' || only === undefined) return null;
  const { properties } = only.function.parameters as { properties: Record<string, { type: string }> };
  return { name: only.function.name, fields: Object.entries(properties).map(([name, { type }]) => ({ name, type })) };
}

/** Returns `PONG`, or the required tool call with a value of the right type in each field. */
export function defaultReply(body: ModelBody): ModelReply {
  const tool = forcedTool(body);
  if (tool === null) return { kind: 'text', text: 'PONG' };
  const args = tool.fields.map(({ name, type }) => [name, type === 'boolean' ? false : 'Say pong']);
  return { kind: 'tool', name: tool.name, args: Object.fromEntries(args) };
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

export function answerOpenAi(response: ServerResponse, body: ModelBody, reply: ModelReply, serial: number): void {
  const common = { id: `answer-${serial}`, model: body.model, created: 1_795_000_000 };
  const message = { role: 'assistant', ...openAiContent(reply, serial) };
  const finished = reply.kind === 'tool' ? 'tool_calls' : 'stop';
  if (body.stream !== true) {
    const choice = { index: 0, message, finish_reason: finished };
    sendJson(response, 200, { ...common, object: 'chat.completion', choices: [choice], usage });
    return;
  }
  const chunk = (delta: object, finishReason: string | null, extra: object = {}): string =>
    `data: ${JSON.stringify({
      ...common,
      object: 'chat.completion.chunk',
      choices: [{ index: 0, delta, finish_reason: finishReason }],
      ...extra,
    })}\n\n`;
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(chunk(message, null));
  response.write(chunk({}, finished, { usage }));
  response.end('data: [DONE]\n\n');
}

function openAiContent(reply: ModelReply, serial: number): object {
  if (reply.kind === 'text') return { content: reply.text };
  const call = { name: reply.name, arguments: JSON.stringify(reply.args) };
  return { content: null, tool_calls: [{ index: 0, id: `call-${serial}`, type: 'function', function: call }] };
}

export function answerAnthropic(response: ServerResponse, body: ModelBody, serial: number): void {
  const message = {
    id: `answer-${serial}`,
    type: 'message',
    role: 'assistant',
    model: body.model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 1234, output_tokens: 1 },
  };
  if (body.stream !== true) {
    const content = [{ type: 'text', text: 'PONG' }];
    sendJson(response, 200, { ...message, content, stop_reason: 'end_turn' });
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const events = [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'PONG' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 56 } },
    { type: 'message_stop' },
  ];
  for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  response.end();
}

/** Gemini names the model in the path. */
export const geminiCall = /\/models\/([^/:]+):(?:stream)?[gG]enerateContent/;

export function answerGemini(response: ServerResponse, path: string): void {
  const answer = {
    candidates: [{ content: { role: 'model', parts: [{ text: 'PONG' }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 1234, candidatesTokenCount: 56, totalTokenCount: 1290 },
  };
  if (!path.includes('alt=sse')) {
    sendJson(response, 200, answer);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.end(`data: ${JSON.stringify(answer)}\n\n`);
}
