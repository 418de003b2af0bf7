import { describe, expect, test } from 'vitest';
import { parseRule } from './claims.ts';
import type { Answer, EntityDoc, Row, Store } from './stores/contract.ts';
import { tryClaim } from './try-claims.ts';

const text = 'text, 1 to 200 characters';
const entities: EntityDoc[] = [
  {
    name: 'boxes',
    fields: [
      { name: 'label', holds: text, needed: true },
      { name: 'places', holds: 'whole number, at least 1', needed: true },
      { name: 'until', holds: 'time', needed: false },
    ],
    actions: [],
  },
  {
    name: 'letters',
    fields: [
      { name: 'boxId', holds: 'id of a box', needed: true },
      { name: 'grams', holds: 'whole number, at least 1', needed: true },
      { name: 'code', holds: text, needed: true },
      { name: 'postedOn', holds: 'date', needed: true },
    ],
    actions: [],
  },
  {
    name: 'routes',
    fields: [
      { name: 'startId', holds: 'id of a box', needed: true },
      { name: 'goalId', holds: 'id of a box', needed: true },
      { name: 'report', holds: text, needed: false },
      { name: 'state', holds: '`open`, `walked`', needed: true },
    ],
    actions: [],
  },
  {
    name: 'stays',
    fields: [
      { name: 'startedAt', holds: 'time', needed: true },
      { name: 'endedAt', holds: 'time', needed: true },
    ],
    actions: [],
  },
];

/** A program that keeps rows and refuses what `allows` refuses. */
function keeping(allows: (entity: string, row: Row, rows: (name: string) => Row[]) => boolean): Store {
  const kept = new Map<string, Row[]>();
  const rows = (name: string) => kept.get(name) ?? [];
  let last = 0;
  const no: Answer = { ok: false, refused: true, problem: 'refused' };
  const find = (entity: EntityDoc, id: unknown): Answer => {
    const row = rows(entity.name).find((one) => one.id === id);
    return row ? { ok: true, row } : no;
  };
  return {
    entities,
    create(entity, values) {
      if (!allows(entity.name, values, rows)) return Promise.resolve(no);
      const row = { ...values, id: ++last };
      kept.set(entity.name, [...rows(entity.name), row]);
      return Promise.resolve({ ok: true, row });
    },
    read: (entity, id) => Promise.resolve(find(entity, id)),
    update(entity, id, values) {
      const found = find(entity, id);
      if (!found.ok) return Promise.resolve(found);
      const row = { ...found.row, ...values };
      if (!allows(entity.name, row, rows)) return Promise.resolve(no);
      Object.assign(found.row, values);
      return Promise.resolve({ ok: true, row });
    },
    remove: (entity, id) => Promise.resolve(find(entity, id)),
    act: () => Promise.resolve(no),
    list: (entity) => Promise.resolve(rows(entity.name)),
    close: () => Promise.resolve(),
  };
}

describe('a claim holds only where the program keeps to it', () => {
  const lawless = () => keeping(() => true);
  const cases: [string, () => Store][] = [
    [
      'range letter.grams 1..20',
      () => keeping((name, row) => name !== 'letters' || (Number(row['grams']) >= 1 && Number(row['grams']) <= 20)),
    ],
    [
      'unique letter.code',
      () => keeping((name, row, rows) => name !== 'letters' || rows(name).every((one) => one['code'] !== row['code'])),
    ],
    ['required letter.code', () => keeping((name, row) => name !== 'letters' || row['code'] !== undefined)],
    ['longest letter.code 12', () => keeping((name, row) => name !== 'letters' || String(row['code']).length <= 12)],
    [
      'max letter per box 3',
      () =>
        keeping(
          (name, row, rows) =>
            name !== 'letters' || rows(name).filter((one) => one['boxId'] === row['boxId']).length < 3,
        ),
    ],
    [
      'max letter per box 2 on posted',
      () =>
        keeping(
          (name, row, rows) =>
            name !== 'letters' ||
            rows(name).filter((one) => one['boxId'] === row['boxId'] && one['postedOn'] === row['postedOn']).length < 2,
        ),
    ],
    [
      'capacity letter per box.places',
      () =>
        keeping(
          (name, row, rows) =>
            name !== 'letters' ||
            rows(name).filter((one) => one['boxId'] === row['boxId']).length <
              Number(rows('boxes').find((box) => box.id === row['boxId'])?.['places']),
        ),
    ],
    ['distinct route.start<>goal', () => keeping((name, row) => name !== 'routes' || row['startId'] !== row['goalId'])],
    [
      'needs route.report when state = walked',
      () => keeping((name, row) => name !== 'routes' || row['state'] !== 'walked' || row['report'] !== undefined),
    ],
    [
      'rising letter.grams per box',
      () =>
        keeping(
          (name, row, rows) =>
            name !== 'letters' ||
            rows(name).every((one) => one['boxId'] !== row['boxId'] || Number(one['grams']) < Number(row['grams'])),
        ),
    ],
    [
      'closed letter after box.until',
      () =>
        keeping((name, row, rows) => {
          const until = rows('boxes').find((box) => box.id === row['boxId'])?.['until'];
          return name !== 'letters' || typeof until !== 'string' || Date.parse(until) > Date.now();
        }),
    ],
    [
      'fits letter.grams in box.places',
      () =>
        keeping(
          (name, row, rows) =>
            name !== 'letters' ||
            Number(row['grams']) <= Number(rows('boxes').find((box) => box.id === row['boxId'])?.['places']),
        ),
    ],
    [
      'hours stay.started at 8..18',
      () =>
        keeping((name, row) => {
          const hour = new Date(String(row['startedAt'])).getUTCHours();
          return name !== 'stays' || (hour >= 8 && hour < 18);
        }),
    ],
    ['total letter 4', () => keeping((name, _, rows) => name !== 'letters' || rows(name).length < 4)],
    [
      'past stay.ended at',
      () => keeping((name, row) => name !== 'stays' || Date.parse(String(row['endedAt'])) < Date.now()),
    ],
  ];

  test.each(cases)('%s', async (rule, make) => {
    expect(await tryClaim(make(), parseRule(rule))).toBeNull();
    expect(await tryClaim(lawless(), parseRule(rule))).toMatch(/taken/);
  });

  test('a rule about something that is not there does not hold', async () => {
    expect(await tryClaim(lawless(), parseRule('range parcel.grams 1..'))).toBe('no parcel');
    expect(await tryClaim(lawless(), parseRule('login'))).toBe('nobody signs in');
  });

  test('a sample that is too large for its parent is made smaller, as the refusal says', async () => {
    const store = keeping(() => true);
    const told = 'The grams of a letter is at most the places of its box.';
    const fitting: Store = {
      ...store,
      create: (entity, values) =>
        entity.name === 'letters' && Number(values['grams']) > 1
          ? Promise.resolve({ ok: false, refused: true, problem: told })
          : store.create(entity, values),
    };
    expect(await tryClaim(fitting, parseRule('relation letter > box'))).toBeNull();
  });

  test('what belongs to a row is gone with it', async () => {
    const store = keeping(() => true);
    const removing = (goes: boolean): Store => {
      const gone = new Set<unknown>();
      return {
        ...store,
        read: async (entity, id) => {
          const found = await store.read(entity, id);
          return found.ok && entity.name === 'letters' && gone.has(found.row['boxId'])
            ? { ok: false, refused: true, problem: '404' }
            : found;
        },
        remove: (entity, id) => {
          if (goes) gone.add(id);
          return store.remove(entity, id);
        },
      };
    };
    expect(await tryClaim(removing(true), parseRule('cascade box to letter'))).toBeNull();
    expect(await tryClaim(removing(false), parseRule('cascade box to letter'))).toMatch(/taken/);
  });

  test('a mean and a balance are those of the rows that belong to it', async () => {
    const accounts: EntityDoc[] = [
      { name: 'accounts', fields: [{ name: 'balance', holds: 'whole number', needed: false }], actions: [] },
      ...['deposits', 'withdrawals'].map((name) => ({
        name,
        fields: [
          { name: 'accountId', holds: 'id of an account', needed: true },
          { name: 'amount', holds: 'whole number, at least 1', needed: true },
        ],
        actions: [],
      })),
    ];
    const counting = (overdrawn: boolean, round: (mean: number) => number): Store => {
      const amounts = new Map<unknown, number[]>();
      const store = keeping(() => true);
      return {
        ...store,
        entities: accounts,
        create: (entity, values) => {
          if (entity.name !== 'accounts') {
            const before = amounts.get(values['accountId']) ?? [];
            const amount = Number(values['amount']) * (entity.name === 'deposits' ? 1 : -1);
            const all = [...before, amount];
            if (!overdrawn && all.reduce((sum, one) => sum + one, 0) < 0)
              return Promise.resolve({ ok: false, refused: true, problem: '409' });
            amounts.set(values['accountId'], all);
          }
          return store.create(entity, values);
        },
        read: async (entity, id) => {
          const found = await store.read(entity, id);
          const all = amounts.get(id) ?? [];
          const balance = all.reduce((sum, one) => sum + one, 0);
          return found.ok
            ? { ok: true, row: { ...found.row, balance, mean: round(balance / Math.max(1, all.length)) } }
            : found;
        },
        list: () => Promise.resolve([]),
      };
    };
    const ledger = parseRule('ledger deposit and withdrawal on account.balance');
    const mean = parseRule('mean account.mean over deposit.amount');
    const right = (one: number) => one;
    expect(await tryClaim(counting(false, right), ledger)).toBeNull();
    expect(await tryClaim(counting(true, right), ledger)).toMatch(/more than there is: taken/);
    expect(await tryClaim(counting(false, right), mean)).toBeNull();
    expect(
      await tryClaim(
        counting(false, () => 4),
        mean,
      ),
    ).toMatch(/is 4/);
  });

  test('a cost is what the started units cost, and no other number', async () => {
    const store = keeping(() => true);
    const half = 30 * 60_000;
    const charging = (rate: number): Store => ({
      ...store,
      create: (entity, values) => {
        const units = (Date.parse(String(values['endedAt'])) - Date.parse(String(values['startedAt']))) / half;
        return store.create(entity, { ...values, fee: Math.ceil(units) * rate });
      },
    });
    const claim = parseRule('cost stay.fee = 100 per 30 from started at to ended at');
    expect(await tryClaim(charging(100), claim)).toBeNull();
    expect(await tryClaim(charging(50), claim)).toBe('fee of 2 units is 100, not 200');
    expect(await tryClaim(store, claim)).toBe('stays has no fee');
  });
});
