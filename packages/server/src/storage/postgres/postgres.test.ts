import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { silentLogger } from '../../shared/logger.ts';
import { storageConformance } from '../conformance.ts';
import { row } from '../testing-row.ts';
import { onPostgres } from '../testing-stores.ts';
import { channel, listen } from './listener.ts';
import { openPostgres } from './open.ts';

/** The look once a second is none of the announcements. */
function withoutLooks(): Disposable {
  vi.useFakeTimers({ toFake: ['setInterval'] });
  return { [Symbol.dispose]: () => vi.useRealTimers() };
}

describe('PostgreSQL', () => {
  onPostgres((store, server) => {
    storageConformance(store);

    test('a reader never passes a position that a running transaction holds', async () => {
      const storage = await store().open();
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      const { promise: holding, resolve: holds } = Promise.withResolvers<void>();
      const slow = storage.write(async (tx) => {
        await tx.addEntries([row('slow', 1)]);
        holds();
        await held;
      });
      await holding;
      await storage.write((tx) => tx.addEntries([row('fast', 1)]));
      const reading = storage.settledEntries(0, 10);
      // The control: without waiting the later position is visible, and the earlier one is not.
      expect((await storage.entries({ after: 0, limit: 10 })).map(({ job }) => job)).toEqual(['fast']);
      expect(await Promise.race([reading, delay(100, 'waiting')])).toBe('waiting');
      release();
      await slow;
      expect((await reading).map(({ job }) => job)).toEqual(['slow', 'fast']);
    });

    test('a position that was rolled back holds nobody up, not even while other transactions run', async () => {
      const storage = await store().open();
      const failing = storage.write(async (tx) => {
        await tx.addEntries([row('gone', 1)]);
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await storage.write((tx) => tx.addEntries([row('a', 1)]));
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      const idle = storage.write((tx) => tx.lockChain('idle').then(() => held));
      expect((await storage.settledEntries(0, 10)).map(({ job }) => job)).toEqual(['a']);
      expect(await storage.settledPosition()).toBe((await storage.entries({ limit: 1 }))[0]?.position);
      release();
      await idle;
    });

    test('commits are announced, and each announcement is heard, not only the look once a second', async () => {
      using _ = withoutLooks();
      const [storage, other] = [await store().open(), await store().open()];
      let calls = 0;
      const stop = storage.onChange(() => {
        calls += 1;
      });
      await expect.poll(() => calls).toBeGreaterThan(0);
      for (let seq = 1; seq <= 50; seq++) {
        const before = calls;
        await other.write((tx) => tx.addEntries([row('a', seq)]));
        await expect.poll(() => calls, { interval: 1 }).toBeGreaterThan(before);
      }
      stop();
    });

    test('listeners hear of commits again after the server has cut their connection', async () => {
      using _ = withoutLooks();
      const [storage, other] = [await store().open(), await store().open()];
      let calls = 0;
      const stop = storage.onChange(() => {
        calls += 1;
      });
      // It calls once it listens.
      await expect.poll(() => calls).toBe(1);
      const listening = "from pg_stat_activity where query like 'listen%' and datname = current_database()";
      expect(await store().raw(`select pg_terminate_backend(pid) as cut ${listening}`)).toEqual([{ cut: true }]);
      await expect.poll(() => calls).toBe(2);
      expect(await store().raw(`select pid ${listening}`)).toHaveLength(1);
      const before = calls;
      await other.write((tx) => tx.addEntries([row('a', 1)]));
      await expect.poll(() => calls).toBeGreaterThan(before);
      stop();
    });

    test('a connection that is lost before it listens is tried again once', async () => {
      const { address } = store();
      const { host, port, user, database } = new Client({
        connectionString: address.kind === 'sqlite' ? '' : address.url,
      });
      const told: string[] = [];
      const logger = { ...silentLogger, warn: (_: object, message: string) => void told.push(message) };
      let asked = 0;
      const seconds = Promise.withResolvers<void>();
      // Stands between: what asks to listen is never answered, and the first that does is cut off.
      const between = createServer((near) => {
        const far = connect(`${host}/.s.PGSQL.${port}`);
        for (const socket of [near, far]) socket.on('error', () => undefined);
        far.pipe(near);
        near.on('data', (data) => {
          if (!data.includes(`listen ${channel}`)) return void far.write(data);
          asked += 1;
          if (asked === 1) near.destroy();
          else seconds.resolve();
        });
        near.on('close', () => far.destroy());
      }).listen(0, '127.0.0.1');
      await once(between, 'listening');
      const place = { host: '127.0.0.1', port: (between.address() as AddressInfo).port };
      const stop = listen({ user, database, ...place }, 'own', logger, () => undefined);
      await seconds.promise;
      expect(told).toEqual(['notifications interrupted']);
      stop();
      await new Promise((resolve) => between.close(resolve));
    });

    test('a lost connection fails the write that had it, and the next one works', async () => {
      const storage = await store().open();
      const cut = storage.write(async (tx) => {
        await tx.addEntries([row('a', 1)]);
        await store().raw(
          "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction' and datname = current_database()",
        );
        await tx.addEntries([row('a', 2)]);
      });
      await expect(cut).rejects.toMatchObject({ code: 'STORAGE_UNREACHABLE' });
      await storage.write((tx) => tx.addEntries([row('a', 1)]));
      expect(await storage.entries({ limit: 10 })).toHaveLength(1);
    });

    test('two transactions that lock each other out are both done in the end', async () => {
      const storage = await store().open();
      const both = Promise.withResolvers<void>();
      let locked = 0;
      const lockBoth = (first: string, second: string) =>
        storage.write(async (tx) => {
          await tx.lockChain(first);
          locked += 1;
          if (locked === 2) both.resolve();
          await both.promise;
          await tx.lockChain(second);
          await tx.addEntries([row(`${first}${second}`, 1)]);
        });
      await Promise.all([lockBoth('a', 'b'), lockBoth('b', 'a')]);
      expect(await storage.entries({ limit: 10 })).toHaveLength(2);
    });

    test('a database that is not there is reported without the password', async () => {
      const url = new URL(store().address.kind === 'postgres' ? (store().address as { url: string }).url : '');
      url.pathname = '/not_there';
      url.password = 'hunter2';
      const missing = openPostgres({ url: url.href, logger: silentLogger });
      await expect(missing).rejects.toMatchObject({
        code: 'STORAGE_UNREACHABLE',
        message: expect.stringMatching(/^(?!.*hunter2).*not_there/),
      });
    });

    test('a server that does not answer is reported', async () => {
      const nobody = openPostgres({ url: 'postgresql://u:hunter2@127.0.0.1:1/db', logger: silentLogger });
      await expect(nobody).rejects.toMatchObject({
        code: 'STORAGE_UNREACHABLE',
        hint: expect.stringContaining('server'),
      });
    });

    test('a full table space is reported as such', async () => {
      const storage = await store().open();
      // The server itself raises what it raises for a full disk.
      await store().raw(
        `create function full_disk() returns trigger language plpgsql as $$
         begin raise exception using errcode = '53100', message = 'could not extend file'; end $$;
         create trigger full_disk before insert on entries for each row execute function full_disk()`,
      );
      await expect(storage.write((tx) => tx.addEntries([row('a', 1)]))).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    });

    test('the folder of a server whose test was killed is swept by the next one', async () => {
      const script = `
        import { temporaryPostgres } from ${JSON.stringify(new URL('../testing.ts', import.meta.url).href)};
        const server = await temporaryPostgres();
        console.log(await server.createDatabase());
        setInterval(() => undefined, 1000);`;
      const env = { PATH: '/usr/bin:/bin', HOME: '/nonexistent' };
      const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { env });
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const url = String(line).trim();
      child.kill('SIGKILL');
      await once(child, 'exit');
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.end();
      const { temporaryPostgres } = await import('../testing.ts');
      await (await temporaryPostgres()).stop();
      await expect(new Client({ connectionString: url }).connect()).rejects.toThrow(/ENOENT|ECONNREFUSED/);
      // The server of this very test file is alive all the while.
      await expect(server().createDatabase()).resolves.toContain('postgresql://');
    });
  });
});
