import { expect, test } from 'vitest';
import { stoppedClock, testLedger } from '../ledger/testing-ledger.ts';
import { silentLogger } from '../shared/logger.ts';
import { onBothStores } from '../storage/testing-stores.ts';
import { createAccess } from './access.ts';

const token = 'the-token-of-the-installation';
const hour = 3_600_000;

onBothStores('Access', (store) => {
  /** Two processes over one database, with one clock. */
  async function opened() {
    const clock = stoppedClock();
    const over = async () => {
      const storage = await store().open();
      const options = { storage, clock, logger: silentLogger, token, sessionDays: 2 };
      return createAccess({ ...options, ledger: testLedger(storage, clock) });
    };
    return { clock, here: await over(), there: await over() };
  }

  test('a code, a session and a token count until their time is over, in every process', async () => {
    const { clock, here, there } = await opened();
    await here.addUser({ id: 'ann', role: 'member' }, 'local');
    const [early, late] = [await here.link('ann', 1), await here.link('ann', 1)];
    const { secret } = await there.addToken({ user: 'ann', name: 'x', days: 1 }, 'local');
    clock.move(hour - 1);
    const session = await there.signIn(early, 'a browser');
    expect(session?.identity.asker).toEqual({ user: 'ann', role: 'member' });
    clock.move(1);
    expect(await there.signIn(late, 'a browser')).toBeNull();
    expect(await here.byToken(secret)).toMatchObject({ asker: { user: 'ann' } });
    clock.move(23 * hour);
    expect(await here.byToken(secret)).toBeNull();
    expect(await here.bySession(session?.secret ?? '')).toMatchObject({ asker: { user: 'ann' } });
    clock.move(25 * hour);
    expect(await here.bySession(session?.secret ?? '')).toBeNull();
    expect(await here.tokens('ann')).toEqual([]);
    expect(await here.byToken(token)).toEqual({ asker: { user: 'local', role: 'admin' }, credential: null });
  });

  test('nobody gets a link, a token or a role who is no user', async () => {
    const { here } = await opened();
    const nobody = { code: 'NOT_FOUND', hint: expect.stringContaining('users list') };
    await expect(here.link('ann', 1)).rejects.toMatchObject(nobody);
    await expect(here.addToken({ user: 'ann', name: 'x' }, 'local')).rejects.toMatchObject(nobody);
    await expect(here.setRole('ann', 'admin', 'local')).rejects.toMatchObject(nobody);
    await expect(here.removeUser('ann', 'local')).rejects.toMatchObject(nobody);
    await here.addUser({ id: 'ann', role: 'member' }, 'local');
    expect(await here.signIn(await here.link('ann', 1), 'a browser')).not.toBeNull();
  });

  test('of two that show one code at once, in two processes, one is let in', async () => {
    const { here, there } = await opened();
    const code = await here.link('local', 1);
    const sessions = await Promise.all([here, there, here, there].map((each) => each.signIn(code, 'x')));
    expect(sessions.filter((session) => session !== null)).toHaveLength(1);
  });

  test('whoever is watched hears when it ends: at once here, within moments of another process, and when time is over', async () => {
    const { clock, here, there } = await opened();
    for (const id of ['ann', 'ben', 'carl']) await here.addUser({ id, role: 'member' }, 'local');
    const ended: string[] = [];
    const watched = async (user: string, days?: number) => {
      const made = await here.addToken({ user, name: user, ...(days === undefined ? {} : { days }) }, 'local');
      const identity = await here.byToken(made.secret);
      if (identity === null) throw new Error('It is not known.');
      return { id: made.token.id, off: here.watch(identity, () => ended.push(user)) };
    };
    const ann = await watched('ann');
    const ben = await watched('ben');
    const carl = await watched('carl', 1);
    await here.revoke(ann.id, 'local');
    expect(ended).toEqual(['ann']);
    await there.setRole('ben', 'viewer', 'local');
    await expect.poll(() => ended).toEqual(['ann', 'ben']);
    clock.move(24 * hour);
    await expect.poll(() => ended).toEqual(['ann', 'ben', 'carl']);
    for (const { off } of [ann, ben, carl]) off();
  });

  test('the last use is told to the minute', async () => {
    const { clock, here } = await opened();
    const { secret } = await here.addToken({ user: 'local', name: 'x' }, 'local');
    const used = async () => (await here.tokens())[0]?.usedAt;
    expect(await used()).toBeNull();
    await here.byToken(secret);
    const first = await used();
    clock.move(59_000);
    await here.byToken(secret);
    expect(await used()).toBe(first);
    clock.move(2000);
    await here.byToken(secret);
    expect(await used()).toBe(clock.now().toISOString());
  });
});
