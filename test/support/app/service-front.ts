import { createServer, type IncomingMessage } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ServiceFront {
  readonly url: string;
  /** null: the service answers again. */
  answerWith(answer: Answer | null): void;
  close(): Promise<void>;
}

/** A server before the stand-in of the service, which passes each request on to it and answers instead of it if told to. */
export async function openFront(behind: string): Promise<ServiceFront> {
  let answer: Answer | null = null;
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (answer !== null) {
      response.writeHead(answer.status, { 'content-type': answer.type, ...answer.headers }).end(answer.body);
      return;
    }
    const { host: _, connection: _c, 'content-length': _l, 'transfer-encoding': _t, ...headers } = request.headers;
    const reply = await fetch(behind + request.url, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(body.length > 0 ? { body: body.toString() } : {}),
    });
    response
      .writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? 'application/json' })
      .end(await reply.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    answerWith: (next) => {
      answer = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
