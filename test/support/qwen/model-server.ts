import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  answerAnthropic,
  answerGemini,
  answerOpenAi,
  defaultReply,
  forcedTool,
  geminiCall,
  type ModelBody,
  type ModelReply,
  sendJson,
} from './model-replies.ts';

/** A model request as the server received it. It proves which provider the client really uses. */
export interface ModelRequest {
  readonly path: string;
  readonly model: string;
  /** The bearer token, `x-api-key` or `x-goog-api-key`, whole; test keys only. */
  readonly key: string;
  readonly keyHeader: 'authorization' | 'x-api-key' | 'x-goog-api-key' | 'none';
  readonly userAgent: string;
  /** The text of the last message if it is from the user; otherwise ''. */
  readonly asked: string;
  /** How many earlier answers of the model the conversation holds; 0 for protocols other than OpenAI's. */
  readonly earlierAnswers: number;
  /** Qwen Code requests a structured object by a tool; the response must be a call of it with these fields. */
  readonly forcedFields: readonly string[] | null;
}

/** How the next requests are answered. `fail` returns its status the given number of times, then success again. */
type ModelServerMode =
  | { readonly kind: 'well' }
  | { readonly kind: 'fail'; readonly status: number; readonly message: string; readonly times: number };

export interface ModelServer {
  /** `http://127.0.0.1:<port>`, without a path. */
  readonly origin: string;
  requests(): readonly ModelRequest[];
  /** How many requests received a complete response: neither withheld nor aborted by the client. */
  answered(): number;
  /** Chooses the response; null means `PONG`, and `never` means no response until the client gives up. */
  setReply(reply: (request: ModelRequest) => ModelReply | 'never' | null): void;
  clear(): void;
  setMode(mode: ModelServerMode): void;
  close(): Promise<void>;
}

/** A loopback model service: OpenAI chat completions, Anthropic messages and Gemini contents, streamed or whole, and `GET …/models`. */
export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  let answered = 0;
  let mode: ModelServerMode = { kind: 'well' };
  let replyTo: Parameters<ModelServer['setReply']>[0] = () => null;

  function answer(request: IncomingMessage, response: ServerResponse, body: ModelBody): void {
    const asked = describe(request, body);
    requests.push(asked);
    response.on('finish', () => {
      answered += 1;
    });
    const reply = replyTo(asked) ?? defaultReply(body);
    if (reply === 'never') return;
    if (mode.kind === 'fail' && mode.times > 0) {
      mode = { ...mode, times: mode.times - 1 };
      sendJson(response, mode.status, { error: { message: mode.message, code: 'limit_requests' } });
    } else if (geminiCall.test(request.url ?? '')) answerGemini(response, request.url ?? '');
    else if (/\/messages(\?|$)/.test(request.url ?? '')) answerAnthropic(response, body, requests.length);
    else answerOpenAi(response, body, reply, requests.length);
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
    answered: () => answered,
    setReply: (reply) => {
      replyTo = reply;
    },
    clear() {
      requests.splice(0);
      answered = 0;
    },
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

async function readBody(request: IncomingMessage): Promise<ModelBody> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' ? {} : (JSON.parse(text) as ModelBody);
}

function describe(request: IncomingMessage, body: ModelBody): ModelRequest {
  const { authorization, 'x-api-key': apiKey, 'x-goog-api-key': googleKey, 'user-agent': userAgent } = request.headers;
  const path = request.url ?? '';
  const common = {
    path,
    model: body.model ?? geminiCall.exec(path)?.[1] ?? '',
    userAgent: userAgent ?? '',
    asked: askedIn(body),
    earlierAnswers: (body.messages ?? []).filter(({ role }) => role === 'assistant').length,
    forcedFields: forcedTool(body)?.fields.map(({ name }) => name) ?? null,
  };
  if (authorization !== undefined) {
    return { ...common, key: authorization.replace(/^Bearer /, ''), keyHeader: 'authorization' };
  }
  if (typeof apiKey === 'string') return { ...common, key: apiKey, keyHeader: 'x-api-key' };
  if (typeof googleKey === 'string') return { ...common, key: googleKey, keyHeader: 'x-goog-api-key' };
  return { ...common, key: '', keyHeader: 'none' };
}

function askedIn({ messages }: ModelBody): string {
  const last = messages?.at(-1);
  if (last?.role !== 'user') return '';
  if (typeof last.content === 'string') return last.content;
  return (last.content ?? []).map(({ text }) => text ?? '').join('\n');
}
