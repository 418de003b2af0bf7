import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../shared/clock.ts';

export interface LocalRegistry {
  url: string;
  /** Package names asked for, in order. */
  asked: string[];
  close(): Promise<void>;
}

/** A registry on loopback; `answer` gets the package name and how often it was asked for before. */
export async function startRegistry(
  answer: (name: string, before: number, response: ServerResponse, request: IncomingMessage) => void,
): Promise<LocalRegistry> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent((request.url ?? '/').slice(1));
    const before = asked.filter((other) => other === name).length;
    asked.push(name);
    answer(name, before, response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    asked,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

export interface Published {
  deprecated?: string;
  node?: string;
  peers?: Record<string, string>;
}

/** An abbreviated packument as the npm registry sends it. */
export function published(name: string, versions: Record<string, Published>, latest?: string): string {
  return JSON.stringify({
    name,
    'dist-tags': { latest: latest ?? Object.keys(versions).at(-1) },
    versions: Object.fromEntries(
      Object.entries(versions).map(([version, facts]) => [
        version,
        {
          name,
          version,
          ...(facts.deprecated === undefined ? {} : { deprecated: facts.deprecated }),
          ...(facts.node === undefined ? {} : { engines: { node: facts.node } }),
          ...(facts.peers === undefined ? {} : { peerDependencies: facts.peers }),
        },
      ]),
    ),
  });
}

/** A clock that stands until it is moved; sleeping takes no time and is written down. */
export function handClock(start = '2026-06-01T12:00:00.000Z'): Clock & { slept: number[]; forward(ms: number): void } {
  let now = Date.parse(start);
  const slept: number[] = [];
  return {
    slept,
    forward: (ms) => {
      now += ms;
    },
    now: () => new Date(now),
    monotonic: () => now,
    sleep: async (ms) => {
      slept.push(ms);
    },
  };
}
