import { connect, createServer, type Socket } from 'node:net';

/** A forwarding proxy on the loopback in front of a server; it counts the transferred bytes. */
export interface CountingProxy {
  readonly origin: string;
  /** Bytes in both directions, including headers. */
  bytes(): { readonly sent: number; readonly received: number };
  close(): Promise<void>;
}

export async function openCountingProxy(serverOrigin: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(serverOrigin);
  const sockets = new Set<Socket>();
  let sent = 0;
  let received = 0;
  const server = createServer((client) => {
    const inner = connect(Number(port), hostname);
    for (const socket of [client, inner]) {
      sockets.add(socket);
      // Either side may close first; the other one is closed with it.
      socket.on('error', () => {
        client.destroy();
        inner.destroy();
      });
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (chunk: Buffer) => {
      sent += chunk.length;
    });
    inner.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    client.pipe(inner).pipe(client);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the door has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    bytes: () => ({ sent, received }),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
