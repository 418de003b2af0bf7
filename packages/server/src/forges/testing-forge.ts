import { spawn, execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface RecordedCall {
  method: string;
  path: string;
  authorization: string | undefined;
  body: unknown;
}

export interface TestForge extends AsyncDisposable {
  host: string;
  /** Calls of the API, in order. */
  calls: RecordedCall[];
  /** Answers by `METHOD path`; the last one stays. */
  answers: Map<string, { status: number; body: unknown }[]>;
  /** Tokens that may push. */
  pushers: Set<string>;
}

/** A server with bare repositories below `root` behind git's own HTTP backend, and an API that gives recorded answers. */
export async function startForge(root: string): Promise<TestForge> {
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend');
  const calls: RecordedCall[] = [];
  const answers: TestForge['answers'] = new Map();
  const pushers = new Set<string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://forge');
    if (url.pathname.startsWith('/api/')) void api(request, response, url);
    else git(request, response, url);
  });

  async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const token = request.headers['private-token'];
    calls.push({
      method: request.method ?? '',
      path: `${url.pathname}${url.search}`,
      authorization: request.headers.authorization ?? (typeof token === 'string' ? token : undefined),
      body: text === '' ? null : (JSON.parse(text) as unknown),
    });
    const list = answers.get(`${request.method ?? ''} ${url.pathname}`) ?? [];
    const { status, body } = (list.length > 1 ? list.shift() : list[0]) ?? {
      status: 404,
      body: { message: 'Not Found' },
    };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  function git(request: IncomingMessage, response: ServerResponse, url: URL): void {
    const [, credentials = ''] = (request.headers.authorization ?? '').split(' ');
    const [, password = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
    if (!pushers.has(password)) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="forge"' }).end();
      return;
    }
    const child = spawn(backend, [], {
      env: {
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method ?? 'GET',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        REMOTE_USER: 'pusher',
        PATH: '/usr/bin:/bin',
      },
    });
    request.pipe(child.stdin);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', () => {
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      const headers = all.subarray(0, end).toString('utf8').split('\r\n');
      const status = Number(/^Status: (\d+)/m.exec(headers.join('\n'))?.[1] ?? 200);
      for (const line of headers) {
        const at = line.indexOf(': ');
        if (at > 0 && !line.startsWith('Status')) response.setHeader(line.slice(0, at), line.slice(at + 2));
      }
      response.writeHead(status).end(all.subarray(end + 4));
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answers,
    pushers,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
