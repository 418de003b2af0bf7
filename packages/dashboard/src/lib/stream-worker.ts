import { type News, runStream } from './stream.ts';

// One stream for all windows of this browser: each stream holds one of the six connections that a browser has to a server, and the
// seventh window would wait for ever.

const ports = new Set<MessagePort>();
let going: AbortController | null = null;
let last: News = { kind: 'lost' };

const tell = (news: News) => {
  // What a window that comes in later has to know.
  if (news.kind !== 'entry' && news.kind !== 'heard') last = news;
  for (const port of ports) port.postMessage(news);
  if (news.kind === 'signed-out') leave(...ports);
};

function join(port: MessagePort): void {
  ports.add(port);
  if (going) {
    if (last.kind === 'open') port.postMessage(last);
    return;
  }
  last = { kind: 'lost' };
  going = new AbortController();
  void runStream(tell, going.signal);
}

function leave(...gone: MessagePort[]): void {
  for (const port of gone) ports.delete(port);
  if (ports.size > 0) return;
  going?.abort();
  going = null;
}

addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (!port) return;
  port.addEventListener('message', ({ data }) => (data === 'join' ? join(port) : leave(port)));
  port.start();
});
