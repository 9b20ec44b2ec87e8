import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a model request looked like on the wire: the truth about which provider is in force. */
export interface ModelRequest {
  readonly path: string;
  readonly model: string;
  /** The bearer token, `x-api-key` or `x-goog-api-key`, whole; test keys only. */
  readonly key: string;
  readonly keyHeader: 'authorization' | 'x-api-key' | 'x-goog-api-key' | 'none';
  readonly userAgent: string;
}

/** How the next requests are answered. `fail` answers its status so many times, then all is well again. */
export type ModelServerMode =
  | { readonly kind: 'well' }
  | { readonly kind: 'fail'; readonly status: number; readonly message: string; readonly times: number };

export interface ModelServer {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly origin: string;
  requests(): readonly ModelRequest[];
  clear(): void;
  setMode(mode: ModelServerMode): void;
  close(): Promise<void>;
}

const usage = { prompt_tokens: 1234, completion_tokens: 56, total_tokens: 1290 };

/** A loopback model service: OpenAI chat completions, Anthropic messages and Gemini contents, streamed or whole, and `GET …/models`. */
export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let mode: ModelServerMode = { kind: 'well' };

  function answer(request: IncomingMessage, response: ServerResponse, body: ModelBody): void {
    requests.push(describe(request, body));
    if (mode.kind === 'fail' && mode.times > 0) {
      mode = { ...mode, times: mode.times - 1 };
      sendJson(response, mode.status, { error: { message: mode.message, code: 'limit_requests' } });
    } else if (geminiCall.test(request.url ?? '')) answerGemini(response, request.url ?? '');
    else if (/\/messages(\?|$)/.test(request.url ?? '')) answerAnthropic(response, body, requests.length);
    else answerOpenAi(response, body, requests.length);
  }

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      if (request.method === 'GET') sendJson(response, 200, { data: [] });
      else answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    requests: () => [...requests],
    clear: () => void requests.splice(0),
    setMode: (next) => {
      mode = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface ModelBody {
  readonly model?: string;
  readonly stream?: boolean;
}

async function readBody(request: IncomingMessage): Promise<ModelBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as ModelBody);
}

function describe(request: IncomingMessage, body: ModelBody): ModelRequest {
  const { authorization, 'x-api-key': apiKey, 'x-goog-api-key': googleKey, 'user-agent': userAgent } = request.headers;
  const path = request.url ?? '';
  const common = { path, model: body.model ?? geminiCall.exec(path)?.[1] ?? '', userAgent: userAgent ?? '' };
  if (authorization !== undefined) {
    return { ...common, key: authorization.replace(/^Bearer /, ''), keyHeader: 'authorization' };
  }
  if (typeof apiKey === 'string') return { ...common, key: apiKey, keyHeader: 'x-api-key' };
  if (typeof googleKey === 'string') return { ...common, key: googleKey, keyHeader: 'x-goog-api-key' };
  return { ...common, key: '', keyHeader: 'none' };
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function answerOpenAi(response: ServerResponse, body: ModelBody, serial: number): void {
  const common = { id: `answer-${serial}`, model: body.model, created: 1_795_000_000 };
  if (body.stream !== true) {
    const choice = { index: 0, message: { role: 'assistant', content: 'PONG' }, finish_reason: 'stop' };
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
  response.write(chunk({ role: 'assistant', content: 'PONG' }, null));
  response.write(chunk({}, 'stop', { usage }));
  response.end('data: [DONE]\n\n');
}

function answerAnthropic(response: ServerResponse, body: ModelBody, serial: number): void {
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
const geminiCall = /\/models\/([^/:]+):(?:stream)?[gG]enerateContent/;

function answerGemini(response: ServerResponse, path: string): void {
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
