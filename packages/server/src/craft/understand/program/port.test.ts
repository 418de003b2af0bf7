import { expect, test } from 'vitest';
import type { Requirements } from '../../requirements.ts';
import { understand } from '../understand.ts';

function read(text: string): Requirements {
  const found = understand(text, { constraints: {}, preferences: {} });
  if (found.verdict !== 'understood') throw new Error(`abstained: ${found.questions.join(' ')}`);
  return found.requirements;
}

test.each<[string, number]>([
  ['REST API for books with title and author, listening on port 8080.', 8080],
  ['A REST API in Go for notes (title, text). It runs on port 9090.', 9090],
  ['TCP echo server in Python on port 7777', 7777],
  ['HTTP server in Rust for url shortening; default port 8000', 8000],
  ['GraphQL API for books with title. Port: 4001.', 4001],
])('%s: the port is one of the program, and names nothing that is kept', (text, port) => {
  const found = read(text);
  expect(found.stack.port).toBe(port);
  expect(found.unread).toEqual([]);
  const fields = found.entities.flatMap((entity) => entity.fields.map(({ name }) => name));
  expect(fields.filter((name) => /port|listen|run/i.test(name))).toEqual([]);
});

test('a port that is no program’s own is none', () => {
  const ships = read('REST API for ships with a name and the port where they lie. A ship has at most 300 containers.');
  expect(ships.stack.port).toBeUndefined();
  expect(ships.entities[0]?.fields.map(({ name }) => name).join()).toContain('port');
  expect(
    read('REST API for hosts with a name, on port 8080. Each host forwards port 9000.').stack.port,
  ).toBeUndefined();
  expect(read('a CLI that converts CSV to JSON for port 8080').stack.port).toBeUndefined();
});
