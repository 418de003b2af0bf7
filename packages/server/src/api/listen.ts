import type { AddressInfo } from 'node:net';
import { CodewrightError } from '../shared/errors.ts';
import { createApp } from './app.ts';
import type { ApiOptions, RunningApi } from './contract.ts';

const keepAliveMs = 65_000;

/**
 * Listens on an address; port 0 picks a free one.
 * @throws CodewrightError ENVIRONMENT when the port is taken or may not be used.
 */
export async function listen(options: ApiOptions, at: { host: string; port: number }): Promise<RunningApi> {
  const { createAdaptorServer } = await import('@hono/node-server');
  const names = ['127.0.0.1', 'localhost', '[::1]', at.host, ...(options.hostNames ?? [])];
  const app = createApp(options, new Set(names.map((name) => name.toLowerCase())));
  const { headersMs = 10_000, requestMs = 30_000 } = options;
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      requestTimeout: requestMs,
      headersTimeout: headersMs,
      // Who keeps a connection sends its next request on it before the server lets go: with 5 s, as Node has it, the two met.
      keepAliveTimeout: keepAliveMs,
      // Late requests are looked for at this pace.
      connectionsCheckingInterval: Math.min(headersMs, 5_000),
      maxHeaderSize: 16 * 1024,
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        new CodewrightError(
          'ENVIRONMENT',
          taken
            ? `Port ${at.port} on ${at.host} is taken.`
            : `Cannot listen on ${at.host}:${at.port}: ${error.message}`,
          {
            hint: taken
              ? 'Choose another with --port, or 0 for any free one.'
              : 'Name an address of this machine with --host, and a port that may be used with --port.',
            cause: error,
          },
        ),
      );
    });
    server.listen(at.port, at.host, resolve);
  });
  const { port, address, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Streams stay open for ever by design; they end with the server.
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
