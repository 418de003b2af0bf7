import type { Asker } from '@codewright/protocol/access';
import { CodewrightError } from '../shared/errors.ts';
import type { Fact } from '../storage/facts/contract.ts';

/** Owners whose facts one may see: all of them (undefined) but for a member. `wanted`: only this one's. */
export function ownersFor({ user, role }: Asker, wanted?: string): string[] | undefined {
  if (role !== 'member') return wanted === undefined ? undefined : [wanted];
  const own = [user, ''];
  return wanted === undefined ? own : own.filter((owner) => owner === wanted);
}

export function maySee(asker: Asker, fact: Pick<Fact, 'owner'>): boolean {
  return ownersFor(asker)?.includes(fact.owner) ?? true;
}

/** @throws CodewrightError FORBIDDEN */
export function requireWrite({ user, role }: Asker, owner: string, what: string): void {
  if (role === 'admin' || (role === 'member' && owner === user)) return;
  throw new CodewrightError(
    'FORBIDDEN',
    `${what} is ${owner === '' ? 'shared by all' : `${owner}’s`}: an admin changes it.`,
    {
      hint: owner === '' ? 'Keep what is yours under project, task, agent or interaction.' : 'Ask them, or an admin.',
    },
  );
}
