import { createServer } from 'node:http';
import { sell, takings } from './sales.js';

async function readBody(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** The kiosk over HTTP; resolves once it listens. */
export async function startServer(database, { port, currency }) {
  const server = createServer(async (request, response) => {
    try {
      if (request.method === 'POST') {
        const { name, quantity } = await readBody(request);
        const total = sell(database, name, quantity, new Date());
        answer(response, 201, { total, currency });
        return;
      }
      answer(response, 200, { takings: takings(database), currency });
    } catch (error) {
      answer(response, 400, { error: error.message });
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
