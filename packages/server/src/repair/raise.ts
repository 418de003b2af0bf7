/** A package at another version than the one that it has. */
export interface Raise {
  name: string;
  from: string;
  to: string;
}

/** Null: everything that passed before passes with these versions. Else what does not, in a sentence. */
export type Verdict = string | null;

export interface RaiseBench {
  /** Tries these raises together, over the project as it was in the beginning. */
  attempt(raises: readonly Raise[]): Promise<Verdict>;
  /** Versions between `from` and `to` to try where `to` does not pass, the oldest first. */
  between(raise: Raise): Promise<string[]>;
  hasTime(): boolean;
}

export interface Raised {
  kept: Raise[];
  /** What did not pass: the version and why. A lower one of the same package may be kept. */
  held: { raise: Raise; why: string }[];
  attempts: number;
}

/**
 * Raises as far as the bench allows. Everything at once first; where that fails, each half upon what is kept, down to the single
 * packages that stand in the way; these to the highest of their versions that passes, found by halves. What failed may have waited for another (a plugin for its host):
 * it gets one more try at the end. `groups`: what only goes together.
 */
export async function raiseAll(groups: readonly (readonly Raise[])[], bench: RaiseBench): Promise<Raised> {
  let kept: Raise[] = [];
  let attempts = 0;
  const failed = new Map<string, { raise: Raise; why: string; after: number }>();

  const passes = async (raises: readonly Raise[]): Promise<Verdict> => {
    if (!bench.hasTime()) return 'there was no time left to try it';
    attempts += 1;
    const names = new Set(raises.map(({ name }) => name));
    const all = [...kept.filter(({ name }) => !names.has(name)), ...raises];
    const why = await bench.attempt(all);
    if (why === null) kept = all;
    return why;
  };

  const place = async (rest: readonly (readonly Raise[])[]): Promise<void> => {
    const [first] = rest;
    if (!first) return;
    const why = await passes(rest.flat());
    if (why === null) return;
    if (rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await place(rest.slice(0, middle));
      await place(rest.slice(middle));
    } else if (first.length > 1) {
      await place(first.map((one) => [one]));
    } else {
      const [raise] = first;
      if (raise) failed.set(raise.name, { raise, why, after: kept.length });
    }
  };
  await place(groups);

  const lowered = async ({ raise }: { raise: Raise }): Promise<void> => {
    let left = await bench.between(raise);
    while (left.length > 0 && bench.hasTime()) {
      const middle = Math.floor(left.length / 2);
      const to = left[middle] ?? raise.from;
      left = (await passes([{ ...raise, to }])) === null ? left.slice(middle + 1) : left.slice(0, middle);
    }
  };
  for (const one of failed.values()) await lowered(one);
  for (const [name, { raise, after }] of failed) {
    if (kept.filter((one) => one.name !== name).length <= after) continue;
    const why = await passes([raise]);
    if (why === null) failed.delete(name);
    else failed.set(name, { raise, why, after });
  }
  return { kept, held: [...failed.values()].map(({ raise, why }) => ({ raise, why })), attempts };
}
