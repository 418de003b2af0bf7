import { connect } from 'node:net';

export interface ScanPortsOptions {
  /** That each may take to answer. */
  timeoutMs?: number;
  /** Ports that are tried at a time. */
  parallel?: number;
}

export interface OpenPort {
  port: number;
  /** What usually answers there. */
  service?: string;
}

const services: ReadonlyMap<number, string> = new Map([
  [21, 'ftp'],
  [22, 'ssh'],
  [23, 'telnet'],
  [25, 'smtp'],
  [53, 'dns'],
  [80, 'http'],
  [110, 'pop3'],
  [143, 'imap'],
  [443, 'https'],
  [465, 'smtps'],
  [587, 'submission'],
  [993, 'imaps'],
  [995, 'pop3s'],
  [1883, 'mqtt'],
  [3306, 'mysql'],
  [5432, 'postgresql'],
  [5672, 'amqp'],
  [6379, 'redis'],
  [8080, 'http'],
  [8443, 'https'],
  [9200, 'elasticsearch'],
  [27017, 'mongodb'],
]);

/** Lists the open ports of a host, the lowest first. @throws RangeError for what is no host, port or time. */
export function scanPorts(
  host: string,
  ports: string,
  options: ScanPortsOptions = {},
): Promise<OpenPort[]> {
  const { timeoutMs = 500, parallel = 100 } = options;
  const left = listPorts(ports);
  checkTry(host, timeoutMs);
  if (!Number.isInteger(parallel) || parallel < 1 || parallel > 1000) {
    throw new RangeError('From 1 to 1000 ports are tried in parallel.');
  }
  return openOf(host, left, { timeoutMs, parallel });
}

async function openOf(
  host: string,
  left: number[],
  { timeoutMs, parallel }: Required<ScanPortsOptions>,
): Promise<OpenPort[]> {
  const open: number[] = [];
  const next = async (): Promise<void> => {
    for (let port = left.shift(); port !== undefined; port = left.shift()) {
      if (await answers(host, port, timeoutMs)) open.push(port);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, left.length) }, next));
  return open
    .sort((a, b) => a - b)
    .map((port) => {
      const service = services.get(port);
      return service === undefined ? { port } : { port, service };
    });
}

/** Says whether a host takes connections at a port. @throws RangeError for what is no host, port or time. */
export function isPortOpen(
  host: string,
  port: number,
  options: { timeoutMs?: number } = {},
): Promise<boolean> {
  const { timeoutMs = 500 } = options;
  if (!isPort(port)) throw new RangeError('A port is a number from 1 to 65535.');
  checkTry(host, timeoutMs);
  return answers(host, port, timeoutMs);
}

/** Writes out "22,80,8000-8010", each port once. @throws RangeError with what is no port. */
export function listPorts(ports: string): number[] {
  const found = new Set<number>();
  for (const part of ports.split(',')) {
    const [, first = '', last = first] = /^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === '' || !isPort(from) || !isPort(to) || from > to) {
      throw new RangeError(`"${part.trim()}" is no port from 1 to 65535, and no range of them.`);
    }
    for (let port = from; port <= to; port += 1) found.add(port);
  }
  return [...found].sort((a, b) => a - b);
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function checkTry(host: string, timeoutMs: number): void {
  if (host.trim() === '') throw new RangeError('The host is missing.');
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 60_000) {
    throw new RangeError('The timeout is from 1 to 60000 milliseconds.');
  }
}

/** A host that is not found, or does not answer in time, has nothing open. */
function answers(host: string, port: number, timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket.setTimeout(timeoutMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
