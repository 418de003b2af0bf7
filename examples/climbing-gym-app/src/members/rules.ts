import type { DatabaseSync } from 'node:sqlite';
import { exists } from '../database.ts';
import { conflict } from '../errors.ts';
import type { Member, MemberValues } from './schema.ts';

/** Throws unless members as `next` may stand beside what is stored; `current` is the row that it replaces. */
export function checkMember(database: DatabaseSync, next: MemberValues, current?: Member): void {
  const id = current?.id ?? null;
  checkMemberEmailTaken(database, next, id);
}

/** No two members have the same email. */
function checkMemberEmailTaken(
  database: DatabaseSync,
  next: MemberValues,
  id: number | null,
): void {
  const taken = exists(
    database,
    'SELECT 1 FROM members WHERE email = ? AND id IS NOT ?',
    next.email,
    id,
  );
  if (taken) {
    throw conflict('member_email_taken', 'No two members have the same email.');
  }
}

/** Throws while something stands against deleting the row. */
export function checkMemberDeletion(database: DatabaseSync, id: number): void {
  if (exists(database, 'SELECT 1 FROM ascents WHERE member_id = ?', id)) {
    throw conflict('member_has_ascents', 'A member is not deleted while it has ascents.');
  }
}
