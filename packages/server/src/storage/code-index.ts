import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type {
  CodeIndexStore,
  IndexedContent,
  IndexedFile,
  IndexedPlace,
  IndexedSymbol,
  PlaceVector,
} from './contract.ts';
import { fromSqlite } from './sqlite/errors.ts';

/** Another number makes every file of before be made anew. */
const FORMAT = 1;
/** Views that are kept: the newest ones. */
const VIEWS = 12;

const schema = `
create table contents (id integer primary key, key text not null unique, lines integer not null, identifiers blob not null);
create table symbols (content integer not null, name text not null collate nocase, hash integer not null, kind text not null,
  line integer not null, "end" integer not null, signature text not null);
create index symbols_content on symbols (content);
create index symbols_name on symbols (name);
create virtual table words using fts5(text, content = '', contentless_delete = 1, tokenize = 'porter unicode61');
create table views (id integer primary key, name text not null unique, tree text not null, used integer not null);
create table places (view integer not null, path text not null, content integer, primary key (view, path)) without rowid;
create index places_content on places (content, view);
pragma user_version = ${FORMAT};
`;

/** Beside an index that was made before there were vectors. */
const vectorSchema = `
create table if not exists embedded (content integer not null, model text not null, primary key (content, model)) without rowid;
create table if not exists vectors (content integer not null, model text not null, line integer not null, "end" integer not null,
  symbol text, vector blob not null);
create index if not exists vectors_content on vectors (content, model);
`;

/** Opens the index, made anew where it is of another format or damaged. @throws STORAGE_FULL, STORAGE_BUSY, ENVIRONMENT. */
export function openCodeIndex(file: string): CodeIndexStore {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    return new SqliteCodeIndex(file);
  } catch (error) {
    if (!isDamaged(error)) throw fromSqlite(error, file);
    for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    return new SqliteCodeIndex(file);
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof Error && /malformed|not a database|another format/.test(error.message);
}

type Row = Record<string, string | number | bigint | Uint8Array | null>;

class SqliteCodeIndex implements CodeIndexStore {
  readonly #db: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(file: string) {
    // A writer holds the lock for one batch: milliseconds.
    const db = new DatabaseSync(file, { timeout: 5000 });
    this.#db = db;
    try {
      db.exec('pragma journal_mode = wal; pragma synchronous = off; pragma temp_store = memory');
      this.#inOne(() => {
        const version = Number(db.prepare('pragma user_version').get()?.['user_version'] ?? 0);
        if (version === 0) db.exec(schema);
        else if (version !== FORMAT) throw new Error('another format');
        db.exec(vectorSchema);
      });
    } catch (error) {
      db.close();
      throw error;
    }
  }

  tree(view: string): string | null {
    const row = this.#all('select tree from views where name = ?', view)[0];
    return row ? String(row['tree']) : null;
  }

  missing(keys: readonly string[]): string[] {
    const known = this.#statement('select 1 from contents where key = ?');
    return keys.filter((key) => known.all(key).length === 0);
  }

  add(contents: readonly IndexedContent[]): void {
    this.#inOne(() => {
      const content = this.#statement(
        'insert into contents (key, lines, identifiers) values (?, ?, ?) on conflict do nothing',
      );
      const words = this.#statement('insert into words (rowid, text) values (?, ?)');
      const symbol = this.#statement(
        'insert into symbols (content, name, hash, kind, line, "end", signature) values (?, ?, ?, ?, ?, ?, ?)',
      );
      for (const one of contents) {
        const bytes = new Uint8Array(one.identifiers.buffer, one.identifiers.byteOffset, one.identifiers.byteLength);
        const { changes, lastInsertRowid: id } = content.run(one.key, one.lines, bytes);
        // Another process was quicker.
        if (Number(changes) === 0) continue;
        words.run(id, one.words);
        for (const { name, hash, kind, line, end, signature } of one.symbols) {
          symbol.run(id, name, hash, kind, line, end, signature);
        }
      }
    });
  }

  place(view: string, tree: string, places: readonly IndexedPlace[], whole: boolean): void {
    this.#inOne(() => {
      const now = Date.now();
      this.#statement(
        'insert into views (name, tree, used) values (?, ?, ?) on conflict (name) do update set tree = excluded.tree, used = excluded.used',
      ).run(view, tree, now);
      const id = Number(this.#all('select id from views where name = ?', view)[0]?.['id']);
      if (whole) this.#statement('delete from places where view = ?').run(id);
      const put = this.#statement(
        'insert or replace into places (view, path, content) values (?, ?, (select id from contents where key = ?))',
      );
      const drop = this.#statement('delete from places where view = ? and path = ?');
      for (const { path, key } of places) {
        if (key === null) drop.run(id, path);
        else put.run(id, path, key);
      }
      if (whole) this.#forget();
    });
  }

  search(view: string, query: string, limit: number): { path: string; score: number }[] {
    const rows = this.#all(
      `select p.path as path, -bm25(words) as score from words
       join places p on p.content = words.rowid and p.view = (select id from views where name = ?)
       where words match ? order by score desc, p.path limit ?`,
      view,
      query,
      limit,
    );
    return rows.map(({ path, score }) => ({ path: String(path), score: Number(score) }));
  }

  symbols(view: string, names: readonly string[], limit: number): (IndexedSymbol & { path: string })[] {
    const rows = this.#all(
      `select p.path as path, s.* from symbols s
       join places p on p.content = s.content and p.view = (select id from views where name = ?)
       where s.name in (select value from json_each(?)) order by p.path, s.line limit ?`,
      view,
      JSON.stringify(names),
      limit,
    );
    return rows.map((row) => ({ path: String(row['path']), ...symbolOf(row) }));
  }

  symbolsIn(view: string, path: string): IndexedSymbol[] {
    return this.#all(
      `select s.* from places p join symbols s on s.content = p.content
       where p.view = (select id from views where name = ?) and p.path = ? order by s.line`,
      view,
      path,
    ).map(symbolOf);
  }

  *files(view: string): IterableIterator<IndexedFile> {
    const of = this.#statement('select * from symbols where content = ? order by line');
    const all = this.#db
      .prepare(`select p.path as path, c.id as id, c.lines as lines, c.identifiers as identifiers from places p
       join contents c on c.id = p.content where p.view = (select id from views where name = ?) order by p.path`)
      .iterate(view) as IterableIterator<Row>;
    // One by one: together they are as large as the tree.
    for (const row of all) {
      const bytes = Uint8Array.from(row['identifiers'] as Uint8Array);
      yield {
        path: String(row['path']),
        lines: Number(row['lines']),
        identifiers: new Uint32Array(bytes.buffer),
        symbols: (of.all(Number(row['id'])) as Row[]).map(symbolOf),
      };
    }
  }

  withoutVectors(view: string, model: string): { path: string; key: string }[] {
    const rows = this.#all(
      `select min(p.path) as path, c.key as key from places p join contents c on c.id = p.content
       where p.view = (select id from views where name = ?)
         and not exists (select 1 from embedded e where e.content = c.id and e.model = ?)
       group by c.id order by path`,
      view,
      model,
    );
    return rows.map(({ path, key }) => ({ path: String(path), key: String(key) }));
  }

  addVectors(key: string, model: string, places: readonly PlaceVector[]): void {
    this.#inOne(() => {
      const id = this.#all('select id from contents where key = ?', key)[0]?.['id'];
      if (id === undefined) return;
      const { changes } = this.#statement(
        'insert into embedded (content, model) values (?, ?) on conflict do nothing',
      ).run(Number(id), model);
      // Another process was quicker.
      if (Number(changes) === 0) return;
      const put = this.#statement(
        'insert into vectors (content, model, line, "end", symbol, vector) values (?, ?, ?, ?, ?, ?)',
      );
      for (const { line, end, symbol, vector } of places) {
        put.run(Number(id), model, line, end, symbol, new Uint8Array(vector.buffer, vector.byteOffset, vector.length));
      }
    });
  }

  *vectors(view: string, model: string): IterableIterator<PlaceVector & { path: string }> {
    const all = this.#db
      .prepare(`select p.path as path, v.line as line, v."end" as "end", v.symbol as symbol, v.vector as vector from vectors v
       join places p on p.content = v.content and p.view = (select id from views where name = ?) where v.model = ?`)
      .iterate(view, model) as IterableIterator<Row>;
    for (const { path, line, end, symbol, vector } of all) {
      const bytes = vector as Uint8Array;
      yield {
        path: String(path),
        line: Number(line),
        end: Number(end),
        symbol: symbol === null ? null : String(symbol),
        vector: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length),
      };
    }
  }

  paths(view: string): string[] {
    return this.#all('select path from places where view = (select id from views where name = ?)', view).map((row) =>
      String(row['path']),
    );
  }

  close(): void {
    this.#prepared.clear();
    if (this.#db.isOpen) this.#db.close();
  }

  /** Views that nobody has used for longest, and contents that no view shows. */
  #forget(): void {
    this.#db.exec(`
      delete from places where view not in (select id from views order by used desc limit ${VIEWS});
      delete from views where id not in (select id from views order by used desc limit ${VIEWS});
      delete from words where rowid in (select id from contents where id not in (select content from places where content is not null));
      delete from symbols where content not in (select content from places where content is not null);
      delete from contents where id not in (select content from places where content is not null);
      delete from vectors where content not in (select id from contents);
      delete from embedded where content not in (select id from contents);
    `);
  }

  #inOne(action: () => void): void {
    this.#db.exec('begin immediate');
    try {
      action();
      this.#db.exec('commit');
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('rollback');
      throw error;
    }
  }

  #all(text: string, ...values: (string | number)[]): Row[] {
    return this.#statement(text).all(...values) as Row[];
  }

  #statement(text: string): StatementSync {
    let prepared = this.#prepared.get(text);
    if (prepared === undefined) this.#prepared.set(text, (prepared = this.#db.prepare(text)));
    return prepared;
  }
}

function symbolOf(row: Row): IndexedSymbol {
  return {
    name: String(row['name']),
    hash: Number(row['hash']),
    kind: String(row['kind']),
    line: Number(row['line']),
    end: Number(row['end']),
    signature: String(row['signature']),
  };
}
