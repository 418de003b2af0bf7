import type { DatabaseSync } from 'node:sqlite';
import { exists } from '../database.ts';
import { conflict } from '../errors.ts';
import { requireRow } from '../references.ts';
import type { Ascent, AscentValues } from './schema.ts';

/** Throws unless ascents as `next` may stand beside what is stored; `current` is the row that it replaces. */
export function checkAscent(database: DatabaseSync, next: AscentValues, current?: Ascent): void {
  const id = current?.id ?? null;
  checkReferences(database, next);
  checkAscentMemberRouteDateTaken(database, next, id);
}

function checkReferences(database: DatabaseSync, next: AscentValues): void {
  requireRow(database, {
    field: 'routeId',
    id: next.routeId,
    table: 'routes',
    what: 'route',
  });
  requireRow(database, {
    field: 'memberId',
    id: next.memberId,
    table: 'members',
    what: 'member',
  });
}

/** No two ascents have the same member and route and date. */
function checkAscentMemberRouteDateTaken(
  database: DatabaseSync,
  next: AscentValues,
  id: number | null,
): void {
  const taken = exists(
    database,
    'SELECT 1 FROM ascents WHERE member_id = ? AND route_id = ? AND date = ? AND id IS NOT ?',
    next.memberId,
    next.routeId,
    next.date,
    id,
  );
  if (taken) {
    throw conflict(
      'ascent_member_route_date_taken',
      'No two ascents have the same member and route and date.',
    );
  }
}
