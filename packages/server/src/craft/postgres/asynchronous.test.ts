import { describe, expect, it } from 'vitest';
import { waiting } from './asynchronous.ts';

const written = [
  {
    path: 'src/database.ts',
    content: 'export async function first() {}\nexport async function transaction() {}\n',
  },
];

/** The source after the change, on one line. */
function changed(content: string, path = 'src/books/rules.ts'): string {
  const [file] = waiting([{ path, content }], written);
  return (file?.content ?? '').replaceAll(/\s+/g, ' ').trim();
}

describe('a source that waits for its database', () => {
  it('waits where an asynchronous function is called, and becomes asynchronous itself', () => {
    expect(changed('export function title(): string { const row = first(); return row.title; }')).toBe(
      'export async function title(): Promise<string> { const row = await first(); return row.title; }',
    );
  });

  it('waits for what waits, however far away it is called', () => {
    const text =
      'function a(): number { const n = b(); return n; } function b(): number { const n = first(); return n; }';
    expect(changed(text)).toContain('async function a(): Promise<number> { const n = await b();');
  });

  it('leaves what never asks the database as it is', () => {
    const text = 'function sum(a: number, b: number): number { return a + b; }';
    expect(changed(text)).toBe(text);
  });

  it('hands a promise on that it only returns, but not out of a try', () => {
    expect(changed('const find = (id: number) => first(id);')).toBe('const find = (id: number) => first(id);');
    expect(changed('function f() { try { return first(); } catch { return null; } }')).toContain(
      'return await first()',
    );
  });

  it('reads a part of what it waited for', () => {
    expect(changed('function f() { return first().items; }')).toContain('return (await first()).items');
  });

  it('uses the connection of a transaction inside of it, and hands it to helpers', () => {
    const text = `import type { DatabaseSync } from 'node:sqlite';
import { transaction } from '../database.ts';
      function routes(database: DatabaseSync) {
        const read = (id: number): string => { const row = first(database, id); return row; };
        transaction(database, () => { const now = read(1); first(database, now); });
        read(2);
      }`;
    const result = changed(text);
    expect(result).toContain('async (database: Database, id: number): Promise<string>');
    expect(result).toContain('transaction(database, async (connection) => { const now = await read(connection, 1);');
    expect(result).toContain('await first(connection, now)');
    expect(result).toContain('await read(database, 2)');
    expect(result).toContain("import { type Database, transaction } from '../database.ts';");
    expect(result).not.toContain('sqlite');
  });

  it('expects a rejection where a test expected an error', () => {
    const result = changed('it("is", () => { assert.throws(() => first(1), { code: "x" }); });', 'test/a.test.ts');
    expect(result).toBe('it("is", async () => { await assert.rejects(() => first(1), { code: "x" }); });');
    const other = 'it("is", () => { assert.throws(() => load(1)); });';
    expect(changed(other, 'test/a.test.ts')).toBe(other);
  });

  it('refuses a callback that nobody would wait for', () => {
    expect(() =>
      changed('const all = (ids: number[]) => ids.map((id) => { const row = first(id); return row; });'),
    ).toThrow(/map/);
  });
});
