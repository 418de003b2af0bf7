import type { DatabaseSync } from 'node:sqlite';
import { insertAscent as storeAscent } from '../src/ascents/repository.ts';
import type { Ascent, AscentValues } from '../src/ascents/schema.ts';
import { insertMember as storeMember } from '../src/members/repository.ts';
import type { Member, MemberValues } from '../src/members/schema.ts';
import { insertRoute as storeRoute } from '../src/routes/repository.ts';
import type { Route, RouteValues } from '../src/routes/schema.ts';

/** When all rows of the builders were made. */
const made = '2029-05-01T09:00:00.000Z';

const numbers = new WeakMap<DatabaseSync, number>();

/** Counts up from 1 in each database, so that no two rows are the same. */
function nextNumber(database: DatabaseSync): number {
  const n = (numbers.get(database) ?? 0) + 1;
  numbers.set(database, n);
  return n;
}

/** A time so many days after the start of 2030. */
export function timeAt(days: number): string {
  return new Date(Date.UTC(2030, 0, 1, 9) + days * 86_400_000).toISOString();
}

export function dateAt(days: number): string {
  return timeAt(days).slice(0, 10);
}

/** A valid body for a member. */
export function memberBody(database: DatabaseSync, values: Partial<MemberValues> = {}) {
  const n = nextNumber(database);
  return {
    name: `Name ${n}`,
    email: `someone.${n}@example.com`,
    phone: `+44 20 7946 ${String(n).padStart(4, '0')}`,
    joinedOn: dateAt(n - 10_000),
    ...values,
  };
}

export function insertMember(database: DatabaseSync, values: Partial<MemberValues> = {}): Member {
  const row = {
    ...memberBody(database, values),
  };
  return storeMember(database, row, made);
}

/** A valid body for a route. */
export function routeBody(database: DatabaseSync, values: Partial<RouteValues> = {}) {
  const n = nextNumber(database);
  return {
    name: `Name ${n}`,
    grade: `Grade ${n}`,
    ...values,
  };
}

export function insertRoute(database: DatabaseSync, values: Partial<RouteValues> = {}): Route {
  const row = {
    ...routeBody(database, values),
  };
  return storeRoute(database, row, made);
}

/** A valid body for an ascent. */
export function ascentBody(database: DatabaseSync, values: Partial<AscentValues> = {}) {
  const n = nextNumber(database);
  return {
    routeId: values.routeId ?? insertRoute(database).id,
    memberId: values.memberId ?? insertMember(database).id,
    notes: `Notes ${n}`,
    date: dateAt(n * 10),
    ...values,
  };
}

export function insertAscent(database: DatabaseSync, values: Partial<AscentValues> = {}): Ascent {
  const row = {
    ...ascentBody(database, values),
  };
  return storeAscent(database, row, made);
}
