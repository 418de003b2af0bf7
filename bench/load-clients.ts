import { get, type IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

/** Open streams, in a process of their own: counting requests must not make events look late, nor the other way round. */

export interface Clients {
  addresses: string[];
  headers: Record<string, string>;
}

export interface Heard {
  /** Milliseconds from the record to each client. */
  delays: number[];
  /** Streams that ended, or were refused, by what they said. */
  lost: Record<string, number>;
}

const mark = /"at":(\d+)/g;
const openedAtOnce = 50;

function hear(address: string, { headers }: Clients, heard: Heard): Promise<void> {
  return new Promise((resolve) => {
    const lose = (why: string) => {
      heard.lost[why] = (heard.lost[why] ?? 0) + 1;
      resolve();
    };
    const listen = (response: IncomingMessage) => {
      if (response.statusCode !== 200) lose(String(response.statusCode));
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const now = performance.timeOrigin + performance.now();
        const whole = rest + text;
        const end = whole.lastIndexOf('\n\n') + 1;
        rest = whole.slice(end);
        for (const [, at] of whole.slice(0, end).matchAll(mark)) heard.delays.push(now - Number(at));
      });
      response.once('close', () => lose('ended'));
      resolve();
    };
    get(address, { headers, agent: false }, listen).once('error', (error: NodeJS.ErrnoException) =>
      lose(error.code ?? error.message),
    );
  });
}

async function main(clients: Clients): Promise<void> {
  const heard: Heard = { delays: [], lost: {} };
  process.once('message', () => process.send?.(heard, () => process.exit()));
  for (let from = 0; from < clients.addresses.length; from += openedAtOnce) {
    const some = clients.addresses.slice(from, from + openedAtOnce);
    await Promise.all(some.map((address) => hear(address, clients, heard)));
    await delay(10);
  }
  process.send?.('open');
}

if (process.argv[1] === import.meta.filename) process.once('message', (clients: Clients) => void main(clients));
