import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createDialer } from '../sandbox/egress/dial.ts';
import { readPage } from './pages.ts';
import { type SearchEngine, searchWeb } from './search.ts';
import { handClock } from './testing.ts';
import { askWeb, type Dial } from './web.ts';

const never = new AbortController().signal;
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
/** To the hosts that a test names, by the very dialer that the house uses. */
const to = (...hosts: string[]): Dial => createDialer({ hosts }).dial;
const read = (url: string, dial: Dial, timeoutMs = 5000) =>
  readPage(url, { dial, timeoutMs, clock: handClock() }, never);

const article = `<!doctype html><html><head><title>Routing</title><style>p{}</style></head><body>
<nav><a href="/">Home</a><a href="/pricing">Pricing</a></nav>
<main><article><h1>Routing</h1>
<p>A route has a <em>method</em> and a <a href="../path?x=1#y">path</a>. ${'Words that make it an article. '.repeat(20)}</p>
<pre><code class="language-ts">const app = new Hono();
app.get('/', (c) =&gt; c.text('hi'));
</code></pre>
<table><tr><th>Name</th><th>Kind</th></tr><tr><td>a|b</td><td>one</td></tr></table>
<ul><li>first</li><li>second</li></ul></article></main>
<script>alert(1)</script><footer>Copyright</footer></body></html>`;

describe('a page', () => {
  test('becomes Markdown with its code, tables and whole links, and without what is around it', async () => {
    const host = await serve((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(article);
    });
    const page = await read(`http://${host}/docs/api/routing`, to(host));
    expect(page).toMatchObject({ title: 'Routing', asOf: '2026-06-01T12:00:00.000Z' });
    expect(page.markdown).toContain("```ts\nconst app = new Hono();\napp.get('/', (c) => c.text('hi'));\n```");
    expect(page.markdown).toContain('| Name | Kind |\n| --- | --- |\n| a\\|b | one |');
    expect(page.markdown).toContain(`[path](http://${host}/docs/path?x=1#y)`);
    expect(page.markdown).toMatch(/-\s+first\n-\s+second/);
    expect(page.markdown).not.toMatch(/Pricing|Copyright|alert|style/);
  });

  test('that is text, Markdown or JSON stays what it is; what is neither is refused', async () => {
    const kinds: Record<string, [string, string]> = {
      '/a.md': ['text/markdown', '# Title\n\ntext'],
      '/a.json': ['application/json', '{"a":1}'],
      '/latin': ['text/plain; charset=iso-8859-1', 'caf\u00e9'],
      '/a.png': ['image/png', 'x'],
    };
    const host = await serve((request, response) => {
      const [type, body] = kinds[request.url ?? ''] ?? ['text/plain', ''];
      response.setHeader('content-type', type);
      response.end(Buffer.from(body, 'latin1'));
    });
    expect(await read(`http://${host}/a.md`, to(host))).toMatchObject({ title: 'Title', markdown: '# Title\n\ntext' });
    expect((await read(`http://${host}/a.json`, to(host))).markdown).toBe('```json\n{"a":1}\n```');
    expect((await read(`http://${host}/latin`, to(host))).markdown).toBe('café');
    await expect(read(`http://${host}/a.png`, to(host))).rejects.toThrow(/image\/png, not a page/);
  });

  test('of a host that nobody trusts is not asked for, neither at once nor by a redirect', async () => {
    let asked = 0;
    const secret = await serve((_request, response) => {
      asked += 1;
      response.end('inner');
    });
    const open = await serve((_request, response) => response.writeHead(302, { location: `http://${secret}/` }).end());
    await expect(read(`http://${secret}/`, to(open))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(read(`http://${open}/`, to(open))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(asked).toBe(0);
    // The positive control: with both hosts trusted the same redirect is followed.
    expect((await read(`http://${open}/`, to(open, secret))).markdown).toBe('inner');
    await expect(read('http://localhost:1/', to('localhost'))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test.each(['file:///etc/passwd', 'ftp://h/', 'http://user:pass@h/', 'nonsense', 'javascript:1'])(
    'is no %s',
    async (url) => {
      await expect(read(url, to())).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    },
  );

  test('that never ends, is too large, breaks off or redirects in a circle is an error that says so', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/silent') return;
      if (request.url === '/circle') response.writeHead(302, { location: '/circle' }).end();
      else if (request.url === '/large') response.end(Buffer.alloc(5_000_000, 'x'));
      else if (request.url === '/gone') response.writeHead(404).end();
      else if (request.url === '/ill') response.writeHead(503).end();
      else {
        response.writeHead(200, { 'content-length': '5000' });
        response.write('half', () => response.destroy());
      }
    });
    const at = (path: string) => read(`http://${host}${path}`, to(host), 500);
    await expect(at('/silent')).rejects.toThrow(/no whole answer within 0\.5 s/);
    await expect(at('/circle')).rejects.toThrow(/redirects once too often/);
    await expect(at('/large')).rejects.toThrow(/more than 4000000 bytes/);
    await expect(at('/half')).rejects.toMatchObject({ code: 'WEB_UNREACHABLE' });
    await expect(at('/gone')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(at('/ill')).rejects.toThrow(/answered 503/);
    await expect(read('http://127.0.0.1:9/', to('127.0.0.1:9'))).rejects.toMatchObject({ code: 'WEB_UNREACHABLE' });
  });

  test('ends when it is cancelled', async () => {
    const control = new AbortController();
    const host = await serve(() => control.abort());
    const asked = readPage(`http://${host}/`, { dial: to(host), timeoutMs: 5000, clock: handClock() }, control.signal);
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

describe('a search', () => {
  const answers: Record<SearchEngine, unknown> = {
    searxng: { query: 'q', results: [{ title: 'T', url: 'https://a.example/', content: 'C', engine: 'x' }] },
    brave: { type: 'search', web: { results: [{ title: 'T', url: 'https://a.example/', description: '<b>C</b>' }] } },
    tavily: { query: 'q', results: [{ title: 'T', url: 'https://a.example/', content: 'C', score: 0.9 }] },
  };

  test.each(['searxng', 'brave', 'tavily'] as const)('by %s speaks its wire', async (engine) => {
    const seen: { url: string; method: string; headers: IncomingMessage['headers']; body: string }[] = [];
    const host = await serve((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        seen.push({ url: request.url ?? '', method: request.method ?? '', headers: request.headers, body });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answers[engine]));
      });
    });
    const found = await searchWeb(
      'hono & zod',
      3,
      { engine, url: `http://${host}`, key: async () => 'k-1', dial: to(host), timeoutMs: 5000, clock: handClock() },
      never,
    );
    expect(found).toEqual({
      engine,
      query: 'hono & zod',
      hits: [{ title: 'T', url: 'https://a.example/', text: 'C' }],
      asOf: '2026-06-01T12:00:00.000Z',
    });
    const [one] = seen;
    if (engine === 'searxng') expect(one).toMatchObject({ method: 'GET', url: '/search?q=hono+%26+zod&format=json' });
    if (engine === 'brave') {
      expect(one).toMatchObject({
        url: '/web/search?q=hono+%26+zod&count=3',
        headers: { 'x-subscription-token': 'k-1' },
      });
    }
    if (engine === 'tavily') {
      expect(one).toMatchObject({ method: 'POST', url: '/search', headers: { authorization: 'Bearer k-1' } });
      expect(JSON.parse(one?.body ?? '')).toEqual({ query: 'hono & zod', max_results: 3 });
    }
  });

  test('without a key, with a wrong one or with an answer that is none says what to do', async () => {
    let status = 401;
    const host = await serve((_request, response) => response.writeHead(status).end('{"results":[{}]}'));
    const options = { url: `http://${host}`, dial: to(host), timeoutMs: 5000, clock: handClock() };
    const search = (engine: SearchEngine, key: string | null) =>
      searchWeb('q', 3, { ...options, engine, key: async () => key }, never);
    await expect(search('brave', null)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      hint: /secrets set BRAVE_API_KEY/,
    });
    await expect(search('brave', 'wrong')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    status = 200;
    await expect(search('tavily', 'k')).rejects.toThrow(/no list of results/);
    status = 500;
    await expect(search('searxng', null)).rejects.toThrow(/answered 500/);
  });

  test('does not carry its key over a redirect', async () => {
    let asked = 0;
    const other = await serve((_request, response) => {
      asked += 1;
      response.end('{}');
    });
    const host = await serve((_request, response) => response.writeHead(307, { location: `http://${other}/` }).end());
    const options = { dial: to(host, other), timeoutMs: 5000, clock: handClock() };
    await expect(
      searchWeb('q', 3, { ...options, engine: 'brave', url: `http://${host}`, key: async () => 'k' }, never),
    ).rejects.toThrow(/redirects/);
    expect(asked).toBe(0);
  });
});

test('a connection is closed when its answer has been read', async () => {
  let open = 0;
  const host = await serve((_request, response) => response.end('x'));
  const dial: Dial = async (name, port) => {
    const socket = connect(port, name);
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
    return socket;
  };
  await askWeb({ url: `http://${host}/`, signal: never, timeoutMs: 5000, maxBytes: 10, redirects: 0 }, dial);
  await expect.poll(() => open).toBe(0);
});
