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
