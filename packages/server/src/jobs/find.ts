import type { LedgerEntry } from '@codewright/protocol/event';
import type { JsonValue } from '@codewright/protocol/json';
import type { Found, FoundEntry } from '@codewright/protocol/review';
import type { Ledger } from '../ledger/contract.ts';

const around = 60;
/** Entries that are looked at in one go: what the database finds may stand in the name of a field only. */
const pageSize = 1000;

/** Entries of a job that hold a text in their summary or in any value of their data, or whose id ends with it, oldest first. */
export async function findInJob(
  ledger: Ledger,
  query: { job: string; text: string; after?: number; limit?: number },
): Promise<Found> {
  const { job, text, limit = 200 } = query;
  const hits: FoundEntry[] = [];
  for (let afterSeq = query.after ?? 0; ; ) {
    const page = await ledger.holding({ job, text, afterSeq, limit: pageSize });
    for (const entry of page) {
      const excerpt = excerptOf(entry, text);
      if (excerpt === null) continue;
      if (hits.length === limit) return { hits, more: true };
      const { id, seq, time, kind, summary } = entry;
      hits.push({ id, seq, time, kind, summary: summary.slice(0, 300), excerpt });
    }
    if (page.length < pageSize) return { hits, more: false };
    afterSeq = page.at(-1)?.seq ?? Number.MAX_SAFE_INTEGER;
  }
}

/** What stands around the text, or the id that ends with it; null where only names of fields hold it. */
function excerptOf(entry: LedgerEntry, text: string): string | null {
  const wanted = text.toLowerCase();
  const found = [entry.summary, ...textsOf(entry.data)].find((value) => value.toLowerCase().includes(wanted));
  if (found === undefined) return entry.id.endsWith(wanted) ? entry.id : null;
  const at = found.toLowerCase().indexOf(wanted);
  const [from, to] = [Math.max(0, at - around), at + text.length + around];
  const words = found.slice(from, to).replaceAll(/\s+/g, ' ');
  return `${from > 0 ? '…' : ''}${words}${to < found.length ? '…' : ''}`;
}

function* textsOf(value: JsonValue): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number') yield String(value);
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsOf(inner);
}
