import { afterAll, describe, expect, it } from 'vitest';
import { forum } from '../domain/fixtures/forum.ts';
import { library } from '../domain/fixtures/library.ts';
import { todo } from '../domain/fixtures/todo.ts';
import { openProjectBench } from '../kinds/testing-project.ts';
import type { Requirements } from '../requirements.ts';

/** Real projects over a real PostgreSQL: installed from the registry, checked, tested, and used from outside. */

const bench = openProjectBench();
afterAll(() => bench.close());

const kept = (requirements: Requirements, more: Partial<Requirements>): Requirements => ({
  ...requirements,
  ...more,
  stack: { ...requirements.stack, database: 'postgresql' },
});
const samples = [
  kept(library, { kind: 'rest_api' }),
  kept(todo, { kind: 'rest_api', language: 'javascript' }),
  kept(forum, { kind: 'graphql_api' }),
];

describe.each(samples.map((one): [string, Requirements] => [`${one.kind} ${one.name} in ${one.language}`, one]))(
  '%s over PostgreSQL',
  (_name, requirements) => {
    let folder = '';

    it('is mended by nothing but its formatter, and has sound types', async () => {
      folder = await bench.write(requirements);
      const checked = await bench.exec(folder, 'node_modules/.bin/biome', 'check', '--write', '--error-on-warnings');
      expect(checked.code, checked.output).toBe(0);
      const types = await bench.exec(folder, 'npm', 'run', 'typecheck');
      expect(types.code, types.output).toBe(0);
    });

    it('passes its own tests, each rule at its edges', async () => {
      const tested = await bench.exec(folder, 'npm', 'test');
      expect(tested.code, tested.output).toBe(0);
      expect(tested.output).toMatch(/pass [1-9]/);
    });

    it('does from outside what was asked for', async () => {
      const report = await bench.probe(folder, requirements);
      expect(report.problem).toBeUndefined();
      expect(report).toMatchObject({ started: true, stopped: true, ok: true });
      expect(report.calls.length).toBeGreaterThan(10);
    });
  },
);

describe('two requests at once', () => {
  it('can not both take the last place that a rule leaves', async () => {
    const folder = await bench.write(kept(library, { kind: 'rest_api' }));
    const script = `
      import { startPostgres } from './test/postgres.ts';
      import { openDatabase } from './src/database.ts';
      import { createApp } from './src/app.ts';
      import { loadConfig } from './src/config.ts';
      import { insertBook, insertMember } from './test/builders.ts';
      const server = await startPostgres();
      const database = await openDatabase(server.url);
      const app = createApp({ database, config: loadConfig({}), now: () => '2029-06-01T12:00:00.000Z' });
      const member = await insertMember(database);
      const books = [];
      for (let n = 0; n < 12; n += 1) books.push(await insertBook(database));
      const answers = await Promise.all(books.map((book) => app.request('/loans', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ bookId: book.id, memberId: member.id }),
      })));
      const { rows } = await database.query('SELECT count(*) AS kept FROM loans');
      const questions = async (path) => {
        let asked = 0;
        const { query } = database;
        database.query = (...words) => { asked += 1; return query.apply(database, words); };
        const answer = await (await app.request(path)).json();
        database.query = query;
        return [answer.items.length, asked];
      };
      const few = await questions('/loans?limit=1');
      const many = await questions('/loans?limit=100');
      console.log(JSON.stringify({ few, many, kept: rows[0].kept, statuses: answers.map((answer) => answer.status).sort() }));
      await database.end();
      await server.stop();`;
    const { output } = await bench.exec(folder, process.execPath, '--input-type=module', '--eval', script);
    const seen = JSON.parse(/^\{.*\}$/m.exec(output)?.[0] ?? output) as {
      kept: number;
      statuses: number[];
      few: [rows: number, questions: number];
      many: [rows: number, questions: number];
    };
    expect(seen.kept).toBe(5);
    expect(seen.statuses.filter((status) => status === 201)).toHaveLength(5);
    expect(seen.statuses.every((status) => status === 201 || status === 409)).toBe(true);
    // A list asks as often for many rows as for one.
    expect([seen.few[0], seen.many[0]]).toEqual([1, 5]);
    expect(seen.many[1]).toBe(seen.few[1]);
  });
});
