import { describe, expect, test } from 'vitest';
import { requirementsOf } from '../expectation.ts';

describe('programs that are known as a whole', () => {
  test.each([
    ['a TCP echo server', 'echo-server', 'tcp'],
    ['An echo server over TCP that sends every line back', 'echo-server', 'tcp'],
    ['HTTP echo service', 'echo-server', 'http'],
    ['TCP chat server with rooms and nicknames', 'chat-server', 'tcp'],
    ['a line based chat server for telnet', 'chat-server', 'tcp'],
    ['quote of the day server over TCP', 'quote-server', 'tcp'],
    ['a server that answers with the current time over TCP', 'time-server', 'tcp'],
    ['HTTP server that answers with the current time', 'time-server', 'http'],
    ['a static file server over HTTP with ranges and ETag', 'static-files', 'http'],
    ['HTTP server that serves files from a folder', 'static-files', 'http'],
    ['a static file server that returns 404 for missing files', 'static-files', 'http'],
    ['a reverse proxy that balances requests between backends round robin', 'reverse-proxy', 'http'],
    ['a load balancer with least connections and health checks every 10 seconds', 'reverse-proxy', 'http'],
    ['uptime monitor that checks URLs every 5 minutes', 'url-monitor', 'http'],
    ['a worker that pings my websites and alerts me', 'url-monitor', 'http'],
    [
      'a worker that looks after our sites: it checks every 15 minutes whether our sites answer and logs it',
      'url-monitor',
      'http',
    ],
    ['watch a folder for CSV files and import them', 'csv-import', 'http'],
    ['a worker that watches my downloads folder and sorts new files by type', 'file-sorter', 'http'],
    ['a worker that sends reminders every minute', 'reminders', 'http'],
    ['a worker that deletes sessions older than 90 days every night', 'cleanup', 'http'],
  ])('%s', (text, id, protocol) => {
    const found = requirementsOf(text);
    expect(found.modules.map(({ module }) => module)).toEqual([id]);
    expect(found.protocol).toBe(protocol);
    expect(found.unsupported).toEqual([]);
  });

  test('numbers are taken where they are said', () => {
    const balancer = requirementsOf('a load balancer with least connections and health checks every 10 seconds');
    expect(balancer.modules[0]?.options).toEqual({ everySeconds: 10, choice: 'least connections' });
    const found = requirementsOf('check my URLs every 10 minutes and alert after 5 failures in a row');
    expect(found.modules[0]?.options).toEqual({ everySeconds: 600, failures: 5 });
    const cleanup = requirementsOf('purge old logs after 2 weeks, nightly job');
    expect(cleanup.modules[0]?.options).toEqual({ everySeconds: 86_400, days: 14, table: 'logs' });
    expect(requirementsOf('uptime monitor').modules[0]?.options).toEqual({});
    const twice = requirementsOf(
      'a worker that pings our three websites every 30 seconds and tells when one is down twice in a row',
    );
    expect(twice.modules[0]?.options).toEqual({ everySeconds: 30, failures: 2 });
    expect(requirementsOf('uptime monitor').assumptions.join(' ')).toContain('is 300 unless said otherwise');
  });

  test.each([
    [
      'a TCP chat server in Rust where people choose a nickname. /list shows who is online, /quit leaves.',
      'chat-server',
    ],
    ['an echo server in Rust over HTTP', 'echo-server'],
    ['Un servidor TCP en Go que devuelve la hora actual cada vez que alguien se conecta.', 'time-server'],
    ['A worker in Go that checks a list of URLs every 30 seconds and logs which are down.', 'url-monitor'],
    ['A Go worker that watches a folder and moves pictures, documents and videos into subfolders.', 'file-sorter'],
  ])('%s stands in its language', (text, id) => {
    const found = requirementsOf(text);
    expect(found.modules).toMatchObject([{ module: id, options: id === 'url-monitor' ? { everySeconds: 30 } : {} }]);
    expect(found.modules[0]?.options).not.toHaveProperty('documents');
    expect(found.unsupported).toEqual([]);
  });

  test('folders are called as it is said, and what has none of its own goes where everything else goes', () => {
    const found = requirementsOf(
      'A Python worker which watches a folder for new files and moves pictures into images/, documents into docs/ and everything else into misc/.',
    );
    expect(found.modules[0]?.options).toEqual({
      pictures: 'images',
      documents: 'docs',
      music: 'misc',
      videos: 'misc',
      archives: 'misc',
      others: 'misc',
    });
    expect(found.unsupported).toEqual([]);
    expect(requirementsOf('a worker that watches a folder and sorts new files').modules[0]?.options).toEqual({});
  });

  test.each([
    ['chat server in Python over TCP with rooms', 'python', []],
    ['a Python script that checks a list of URLs every 60 seconds', 'python', []],
    ['a worker in Python that sends reminders every minute', 'python', ['Reminder worker is not written in python']],
    ['a Python worker that slugifies titles', 'python', ['workers of this sort are not built in Python']],
    ['a Go server that serves the files of a folder and lists directories', 'go', []],
    ['echo server over TCP written in Go', 'go', []],
    ['quote of the day server in Go', 'go', ['Quote of the day is not written in go']],
  ])('they are written in several languages: %s', (text, language, missing) => {
    const found = requirementsOf(text);
    expect(found.language).toBe(language);
    expect(found.unsupported.map(({ reason }) => reason)).toEqual(missing);
  });

  test('what goes beyond them is said', () => {
    const found = requirementsOf('TCP echo server that translates poems into Latin and prints invoices');
    expect(found.unsupported.length).toBeGreaterThan(0);
  });

  test.each([
    ['a REST API for a chat with rooms and messages', 'rest_api'],
    ['a websocket chat service with rooms and messages', 'realtime_service'],
    ['Live location tracking for couriers: couriers have a name and a phone number', 'realtime_service'],
    ['Deliveries have an address. Everyone subscribed to a delivery is notified when it changes.', 'realtime_service'],
    ['a live music venue needs concerts with a title and tickets with a price', 'rest_api'],
    ['a REST API for quotes with author and text', 'rest_api'],
    ['REST API for monitors with name, url and status', 'rest_api'],
    ['REST API for reminders with title and due date', 'rest_api'],
    ['full stack app to manage files with name and size', 'fullstack'],
  ])('rows of such things stay rows: %s', (text, kind) => {
    const found = requirementsOf(text);
    expect(found.kind).toBe(kind);
    expect(found.modules).toEqual([]);
  });
});
