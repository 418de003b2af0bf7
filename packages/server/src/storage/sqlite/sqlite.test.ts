import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import type { Job } from '@codewright/protocol/job';
import { describe, expect, test } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { storageConformance } from '../conformance.ts';
import { migrations } from '../migrations.ts';
import { row } from '../testing-row.ts';
import { onSqlite } from '../testing-stores.ts';
import { openSqlite } from './open.ts';

const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent' };
const openUrl = JSON.stringify(new URL('./open.ts', import.meta.url).href);
const header = `
  import { openSqlite } from ${openUrl};
  import { row } from ${JSON.stringify(new URL('../testing-row.ts', import.meta.url).href)};
  const logger = { debug() {}, info() {}, warn() {}, error() {} };`;
const nodeArguments = (script: string) => ['--input-type=module-typescript', '-e', header + script];

describe('SQLite', () => {
  onSqlite((store) => {
    const file = () => (store().address as { file: string }).file;

    storageConformance(store);

    test('the file and its folder are readable by their owner only', async () => {
      await store().open();
      expect(statSync(file()).mode & 0o777).toBe(0o600);
      expect(statSync(dirname(file())).mode & 0o777).toBe(0o700);
    });

    describe('A new file from a blank one', () => {
      const blank = async () => {
        const path = join(dirname(file()), 'blank.db');
        await (await openSqlite({ file: path, logger: silentLogger })).close();
        const marked = new DatabaseSync(path);
        marked.exec('pragma application_id = 7');
        marked.close();
        return path;
      };
      const isCopy = async () => {
        const [row] = await store().raw('pragma application_id');
        return row?.['application_id'] === 7;
      };

      test('is its copy, its owner’s only, and whole for all who open it at once', async () => {
        const options = { file: file(), logger: silentLogger, blank: await blank() };
        const opened = await Promise.all([openSqlite(options), openSqlite(options)]);
        for (const [index, storage] of opened.entries())
          await storage.write((tx) => tx.addEntries([row('a', index + 1)]));
        expect(await opened[0].entries({ limit: 10 })).toHaveLength(2);
        for (const storage of opened) await storage.close();
        expect(await isCopy()).toBe(true);
        expect(statSync(file()).mode & 0o777).toBe(0o600);
        expect(readdirSync(dirname(file())).sort()).toEqual(['blank.db', 'codewright.db']);
      });

      test('is made by the migrations where a process was killed while it copied, and what that left is gone', async () => {
        const options = { file: file(), logger: silentLogger, blank: await blank() };
        writeFileSync(`${file()}.new`, 'half');
        const storage = await openSqlite(options);
        await storage.write((tx) => tx.addEntries([row('a', 1)]));
        await storage.close();
        expect(await isCopy()).toBe(false);
        expect(readdirSync(dirname(file())).sort()).toEqual(['blank.db', 'codewright.db']);
      });

      test('never takes the place of a file that is there', async () => {
        await (await openSqlite({ file: file(), logger: silentLogger })).close();
        await (await openSqlite({ file: file(), logger: silentLogger, blank: await blank() })).close();
        expect(await isCopy()).toBe(false);
      });
    });

    test('a search finds every entry that is committed, indexed or not, by this process or another', async () => {
      const storage = await store().open();
      const other = await store().open();
      const indexed = async () =>
        Number((await store().raw('select count(*) as n from entries_text_docsize'))[0]?.['n']);
      for (let seq = 1; seq <= 70; seq++)
        await storage.write((tx) => tx.addEntries([row('a', seq, { summary: `word${seq}` })]));
      // One commit in 64 brings the words of all before it along.
      expect(await indexed()).toBe(64);
      expect(await other.search(['word63'], 10)).toHaveLength(1);
      expect(await other.search(['word70'], 10)).toHaveLength(1);
      expect(await indexed()).toBe(70);
      await other.write((tx) => tx.addEntries([row('a', 71, { summary: 'last' })]));
      expect(await storage.snapshot((reads) => reads.search(['last'], 10))).toHaveLength(1);
      await storage.write(async (tx) => {
        await tx.addEntries([row('a', 72, { summary: 'newest' })]);
        expect(await tx.search(['newest'], 10)).toHaveLength(1);
      });
    });

    test('what is the same of a job’s row costs no index a page, and what has changed is found by it', async () => {
      const storage = await store().open();
      const job = (status: Job['status']) =>
        ({ id: 'a', goal: 'Mend', status, mode: 'chat', conversation: null, createdBy: 'me' }) as Job;
      const chain = { id: 'a', seq: 1, hash: 'x', job: job('queued') };
      const pages = async (work: () => Promise<unknown>) => {
        const before = statSync(`${file()}-wal`).size;
        await work();
        return (statSync(`${file()}-wal`).size - before) / 4120;
      };
      const save = (more: Partial<typeof chain>) => storage.write((tx) => tx.saveChain({ ...chain, ...more }));
      await save({});
      expect(await pages(() => save({ seq: 2 }))).toBeLessThan(3);
      expect(await pages(() => save({ seq: 3, job: job('running') }))).toBeGreaterThan(5);
      expect(await storage.hasQueued()).toBe(false);
      expect(await storage.chain('a')).toMatchObject({ seq: 3, status: 'running' });
    });

    test('closing leaves one file, with everything in it', async () => {
      const storage = await openSqlite({ file: file(), logger: silentLogger });
      for (let seq = 1; seq <= 50; seq++) await storage.write((tx) => tx.addEntries([row('a', seq)]));
      await storage.close();
      expect(readdirSync(dirname(file()))).toEqual(['codewright.db']);
      expect(await store().raw('select count(*) as n from entries')).toEqual([{ n: 50 }]);
    });

    test('the write-ahead log does not grow with the number of transactions', async () => {
      const storage = await store().open();
      for (let seq = 1; seq <= 3000; seq++) await storage.write((tx) => tx.addEntries([row('a', seq)]));
      expect(statSync(`${file()}-wal`).size).toBeLessThan(16 * 1024 * 1024);
    });

    test('before a migration the file is copied, named with version and time', async () => {
      const old = await store().open();
      await old.write((tx) => tx.addEntries([row('a', 1)]));
      const more = { version: migrations.length + 1, name: 'more', sqlite: ['create table more (a)'], postgres: [] };
      await store().open({ migrations: [...migrations, more] });
      const backups = readdirSync(dirname(file())).filter((name) => name.endsWith('.bak'));
      expect(backups).toHaveLength(1);
      expect(backups[0]).toMatch(
        new RegExp(`^codewright\\.db\\.v${migrations.length}-\\d{4}-\\d\\d-\\d\\dT[\\d-]+Z\\.bak$`),
      );
      const backup = new DatabaseSync(join(dirname(file()), backups[0] ?? ''));
      expect(backup.prepare('select id from entries').all()).toEqual([{ id: 'a-1' }]);
      expect(backup.prepare('pragma user_version').get()).toEqual({ user_version: migrations.length });
      backup.close();
    });

    test('a lock that another process holds is waited for, and reported when it does not end', async () => {
      const patient = await store().open();
      const hasty = await openSqlite({ file: file(), logger: silentLogger, patienceMs: 100 });
      const blocker = new DatabaseSync(file());
      blocker.exec('begin immediate');
      const waiting = patient.write((tx) => tx.addEntries([row('a', 1)]));
      await expect(hasty.write((tx) => tx.addEntries([row('b', 1)]))).rejects.toMatchObject({ code: 'STORAGE_BUSY' });
      expect(await hasty.entries({ limit: 10 })).toEqual([]);
      blocker.exec('commit');
      blocker.close();
      await waiting;
      await hasty.write((tx) => tx.addEntries([row('b', 1)]));
      expect(await hasty.entries({ limit: 10 })).toHaveLength(2);
      await hasty.close();
    });

    describe('The disk', () => {
      /** Rounds under way; each ends when it is told to. */
      const held = async () => {
        const rounds: PromiseWithResolvers<void>[] = [];
        const flush = () => {
          const round = Promise.withResolvers<void>();
          rounds.push(round);
          return round.promise;
        };
        const storage = await openSqlite({ file: file(), logger: silentLogger, flush });
        const done: number[] = [];
        const write = (seq: number, durable?: 'soon') =>
          storage
            .write((tx) => tx.addEntries([row('a', seq)]), durable ? { durable } : {})
            .then(() => void done.push(seq));
        const committed = async (count: number) =>
          expect.poll(() => storage.entries({ limit: 10 })).toHaveLength(count);
        return { storage, rounds, done, write, committed };
      };

      test('is waited for, by all that were committed before a round began; what has time until soon does not wait', async () => {
        const { storage, rounds, done, write, committed } = await held();
        const first = write(1);
        await committed(1);
        await write(2, 'soon');
        const waiting = [write(3), write(4)];
        await committed(4);
        expect(done).toEqual([2]);
        // The round that began with the first may have missed the others: one more, for both.
        rounds[0]?.resolve();
        await first;
        await expect.poll(() => rounds.length).toBe(2);
        expect(done).toEqual([2, 1]);
        rounds[1]?.resolve();
        await Promise.all(waiting);
        // What has time has a round in the end, though nobody waits.
        await write(5, 'soon');
        await expect.poll(() => rounds.length).toBe(3);
        rounds[2]?.resolve();
        await storage.close();
        expect(rounds).toHaveLength(3);
      });

      test('that refused once is trusted no more', async () => {
        const { storage, rounds, write } = await held();
        await write(1, 'soon');
        await expect.poll(() => rounds.length).toBe(1);
        rounds[0]?.reject(new Error('EIO'));
        const lost = { code: 'ENVIRONMENT', message: expect.stringContaining('onto the disk') as unknown };
        await expect.poll(() => write(2).catch((error: unknown) => error)).toMatchObject(lost);
        await expect(write(3, 'soon')).rejects.toMatchObject(lost);
        expect(rounds.length).toBeLessThan(3);
        await storage.close();
      });

      test('is not needed for what is to outlive a process that is killed', async () => {
        const script = `
          const flush = () => new Promise(() => undefined);
          const storage = await openSqlite({ file: ${JSON.stringify(file())}, logger, flush });
          await storage.write((tx) => tx.addEntries([row('a', 1)]), { durable: 'soon' });
          process.kill(process.pid, 'SIGKILL');`;
        const child = spawn(process.execPath, nodeArguments(script), { env });
        expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
        expect(await (await store().open()).entries({ limit: 10 })).toHaveLength(1);
      });
    });

    test('on a full disk nothing is acknowledged that is not there, and nothing is damaged', async () => {
      const script = `
        const storage = await openSqlite({ file: '/small/state.db', logger });
        let acknowledged = 0;
        let failure;
        // Then smaller ones, until nothing at all has room.
        for (const letters of [5000, 500, 5]) {
          for (failure = undefined; !failure; ) {
            try {
              const data = JSON.stringify('x'.repeat(letters));
              await storage.write((tx) => tx.addEntries([row('a', acknowledged + 1, { summary: 'work', data })]));
              acknowledged += 1;
            } catch (error) { failure = error; }
          }
        }
        const there = await storage.snapshot((reads) => reads.entries({ job: 'a', limit: 100000 }));
        const found = await storage.search(['work'], 10);
        const { DatabaseSync } = await import('node:sqlite');
        const check = new DatabaseSync('/small/state.db').prepare('pragma integrity_check').get();
        console.log(JSON.stringify({ code: failure.code, acknowledged, there: there.length, found: found.length, check: check.integrity_check }));
        process.exit(0);`;
      const size = String(3 * 1024 * 1024);
      const args = [
        '--dev-bind',
        '/',
        '/',
        '--size',
        size,
        '--tmpfs',
        '/small',
        process.execPath,
        ...nodeArguments(script),
      ];
      const { stdout } = await promisify(execFile)('bwrap', args, { env });
      const result = JSON.parse(stdout) as { acknowledged: number };
      expect(result).toEqual({
        code: 'STORAGE_FULL',
        acknowledged: result.acknowledged,
        there: result.acknowledged,
        found: 10,
        check: 'ok',
      });
      expect(result.acknowledged).toBeGreaterThan(10);
    });

    test('a file that is no database, or a damaged one, or a foreign one, is refused and left as it is', async () => {
      mkdirSync(dirname(file()));
      writeFileSync(file(), 'not a database, but more than a hundred bytes long: '.repeat(100));
      const before = readFileSync(file());
      await expect(store().open()).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
      expect(readFileSync(file())).toEqual(before);
      truncateSync(file(), 0);
      const foreign = new DatabaseSync(file());
      foreign.exec('create table customers (id)');
      foreign.close();
      const untouched = readFileSync(file());
      await expect(store().open()).rejects.toMatchObject({
        code: 'STORAGE_CORRUPT',
        message: expect.stringContaining('not one'),
      });
      expect(readFileSync(file())).toEqual(untouched);
    });

    test('a path that cannot be a file is reported with what to do', async () => {
      mkdirSync(file(), { recursive: true });
      await expect(store().open()).rejects.toMatchObject({ code: 'ENVIRONMENT', hint: expect.any(String) });
    });

    test('nothing is acknowledged any more once the file was taken away or another stands in its place', async () => {
      const storage = await store().open();
      await storage.write((tx) => tx.addEntries([row('a', 1)]));
      renameSync(file(), `${file()}.away`);
      const gone = { code: 'STORAGE_CORRUPT', message: expect.stringMatching(/removed or replaced/) as unknown };
      await expect(storage.write((tx) => tx.addEntries([row('a', 2)]))).rejects.toMatchObject(gone);
      writeFileSync(file(), '');
      await expect(storage.write((tx) => tx.addEntries([row('a', 2)]))).rejects.toMatchObject(gone);
      renameSync(`${file()}.away`, file());
      await storage.write((tx) => tx.addEntries([row('a', 2)]));
      expect(await storage.entries({ limit: 10 })).toHaveLength(2);
    });

    test('damage that shows only while reading is reported as such', async () => {
      const storage = await openSqlite({ file: file(), logger: silentLogger });
      for (let seq = 1; seq <= 200; seq++) await storage.write((tx) => tx.addEntries([row('a', seq)]));
      await storage.close();
      const bytes = readFileSync(file());
      bytes.fill(0xaa, 8192);
      writeFileSync(file(), bytes);
      const reading = async () => (await store().open()).entries({ job: 'a', limit: 1000 });
      await expect(reading()).rejects.toMatchObject({ code: 'STORAGE_CORRUPT', hint: expect.stringContaining('.bak') });
    });

    test('a process that stops listening can end by itself', async () => {
      const script = `
        const storage = await openSqlite({ file: ${JSON.stringify(file())}, logger });
        const stop = storage.onChange(() => undefined);
        await storage.write((tx) => tx.addEntries([row('a', 1)]));
        stop();
        console.log('stopped');`;
      const { stdout } = await promisify(execFile)(process.execPath, nodeArguments(script), { env });
      expect(stdout.trim()).toBe('stopped');
    });

    test('while a process listens it stays alive', async () => {
      const script = `
        const storage = await openSqlite({ file: ${JSON.stringify(file())}, logger });
        storage.onChange(() => process.exit(7));
        console.log('listening');`;
      const child = spawn(process.execPath, nodeArguments(script), { env });
      // It sees the commit before the disk has it, and may be gone by then.
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      const storage = await store().open();
      await storage.write((tx) => tx.addEntries([row('a', 1)]));
      expect(await ended).toEqual([7, null]);
    });
  });
});
