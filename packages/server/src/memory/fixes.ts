import type { Actor, LedgerEntry } from '@codewright/protocol/event';
import { textOf } from '@codewright/protocol/json';
import type { TransactionalLedger } from '../ledger/contract.ts';
import type { Experience } from '../repair/contract.ts';
import { experienceOf } from '../repair/experience.ts';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';

/** Enough of the past to go by: older tries say little of today's tools. */
const remembered = 5_000;
const events = ['fix-tried', 'fix-forgotten'];

/** A fix with its last try. */
export interface Fix extends Experience {
  id: string;
  last: Pick<LedgerEntry, 'id' | 'job' | 'time'>;
}

/** What mending has taught: added up from what the ledger holds of each try, so that it is nowhere a second time. */
export interface Fixes {
  experience(): Promise<Experience[]>;
  /** Last tried first. */
  all(): Promise<Fix[]>;
  /** From now on it was never tried. @throws CodewrightError NOT_FOUND */
  forget(id: string, actor: Actor): Promise<void>;
}

export function createFixes(ledger: Pick<TransactionalLedger, 'read' | 'append'>): Fixes {
  /** Newest first; what was read once is not read again. */
  let known: LedgerEntry[] = [];
  async function entries(): Promise<LedgerEntry[]> {
    const kinds: LedgerEntry['kind'][] = ['knowledge'];
    const after = known[0]?.position;
    const fresh = await ledger.read({
      kinds,
      events,
      limit: remembered,
      newestFirst: true,
      ...(after === undefined ? {} : { after }),
    });
    const first = known[0]?.position ?? 0;
    known = [...fresh.filter(({ position }) => position > first), ...known].slice(0, remembered);
    return known;
  }
  const experience = async () => experienceOf((await entries()).map(({ data }) => data));
  const all = async (): Promise<Fix[]> => {
    const sums = await experience();
    const last = new Map<string, LedgerEntry>();
    for (const entry of await entries()) {
      const key = keyOf(textOf(entry.data['signature'], ''), textOf(entry.data['fix'], ''));
      if (!last.has(key)) last.set(key, entry);
    }
    return sums.flatMap((sum) => {
      const entry = last.get(keyOf(sum.signature, sum.fix));
      return entry ? [{ ...sum, id: idOf(sum), last: entry }] : [];
    });
  };
  return {
    experience,
    all,
    async forget(id, actor) {
      const fix = (await all()).find((one) => one.id === id);
      if (!fix) throw new CodewrightError('NOT_FOUND', `There is no learned fix ${id}.`);
      const { signature, fix: name } = fix;
      await ledger.append([
        {
          job: 'memory',
          kind: 'knowledge',
          actor,
          summary: `${actor.id} had it forgotten how ${name} did at ${signature}.`.slice(0, 300),
          data: { event: 'fix-forgotten', signature, fix: name },
        },
      ]);
    },
  };
}

const keyOf = (signature: string, fix: string) => `${signature}\n${fix}`;

function idOf({ signature, fix }: Experience): string {
  return `fix-${sha256(keyOf(signature, fix)).slice(0, 24)}`;
}
