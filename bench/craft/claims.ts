/** What a description states about its data, in a form that can be tried from outside. Names are the description's. */
export type Claim = { text: string } & (
  | { kind: 'relation'; child: string; parent: string }
  | { kind: 'operation'; verb: string; entity: string; field?: string }
  | { kind: 'range'; entity: string; field: string; min?: number; max?: number }
  | { kind: 'unique'; entity: string; fields: string[] }
  | { kind: 'required' | 'fixed' | 'future' | 'past'; entity: string; field: string }
  /** The last of the states that are gone through is refused without the field and taken with it. */
  | { kind: 'needs'; entity: string; field: string; state: string; steps: string[] }
  /** Two fields of a row, or the two rows to which it points, are never the same. */
  | { kind: 'distinct'; entity: string; fields: string[] }
  | { kind: 'longest'; entity: string; field: string; characters: number }
  | { kind: 'one-of'; entity: string; field: string; values: string[] }
  /** `until` an action ends one of them; `on` a field, where they count only with those of the same date. */
  | { kind: 'max'; child: string; parent: string; limit: number; until?: string; on?: string }
  | { kind: 'capacity'; child: string; parent: string; field: string }
  | { kind: 'no-overlap'; child: string; parent: string }
  | { kind: 'order'; entity: string; before: string; after: string }
  | { kind: 'transitions'; entity: string; field: string; allowed: Step[]; refused: Step[] }
  | { kind: 'keeps'; parent: string; child: string }
  | { kind: 'transfer'; transfer: string; account: string; field: string }
  | { kind: 'stock'; line: string; item: string; field: string }
  | { kind: 'sum'; whole: string; field: string; part: string; factors: string[] }
  | { kind: 'computed'; entity: string; field: string; base: string; share: string }
  /** So many hundredths of another amount. */
  | { kind: 'percent'; entity: string; field: string; share: number; base: string }
  | { kind: 'fee'; entity: string; field: string; action: string; rate: number }
  /** `rate` in the smallest unit of money for each started so many minutes between two times that the caller gives. */
  | { kind: 'cost'; entity: string; field: string; rate: number; minutes: number; from: string; to: string }
  | { kind: 'expires'; entity: string; minutes: number }
  /** Each is larger than all before it in the same parent. */
  | { kind: 'rising'; child: string; field: string; parent: string }
  /** None is taken once that time of the parent has passed. */
  | { kind: 'closed'; child: string; parent: string; field: string }
  /** No larger than a number of the row to which it belongs. */
  | { kind: 'fits'; child: string; field: string; parent: string; most: string }
  /** The time of day lies between two full hours. */
  | { kind: 'hours'; entity: string; field: string; from: number; to: number }
  /** At most so many rows in all; whatever is tried after it finds the table full. */
  | { kind: 'total'; entity: string; limit: number }
  /** What is paid in adds to an amount of the parent, what is taken out lessens it and stays within it. */
  | { kind: 'ledger'; adds: string; takes: string; parent: string; field: string }
  | { kind: 'mean'; whole: string; field: string; part: string; of: string }
  /** What belongs to a row goes with it. */
  | { kind: 'cascade'; parent: string; child: string }
  | { kind: 'waits'; child: string; parent: string; field: string }
  | { kind: 'login' }
  | { kind: 'owner-only'; entity: string }
  /** Others may look at it, not change or delete it. */
  | { kind: 'owner-changes'; entity: string }
  /** One row of each user in each parent. */
  | { kind: 'once'; child: string; parent: string }
  | { kind: 'role-only'; role: string; verb: string; entity: string }
);
export type Step = [from: string, to: string];

const forms: [RegExp, (part: string[]) => object][] = [
  [/^relation (.+) > (.+)$/, ([child, parent]) => ({ kind: 'relation', child, parent })],
  [
    /^operation (\S+)(?: ([^.]+)(?:\.(.+))?)?$/,
    ([verb, entity = '', field]) => ({ kind: 'operation', verb, entity, ...(field ? { field } : {}) }),
  ],
  [
    /^range ([^.]+)\.(.+?) (-?[\d.]*?)\.\.(-?[\d.]*)$/,
    ([entity, field, min, max]) => ({
      kind: 'range',
      entity,
      field,
      ...(min ? { min: Number(min) } : {}),
      ...(max ? { max: Number(max) } : {}),
    }),
  ],
  [/^unique ([^.]+)\.(.+)$/, ([entity, fields]) => ({ kind: 'unique', entity, fields: fields?.split('+') })],
  [/^(required|fixed|future|past) ([^.]+)\.(.+)$/, ([kind, entity, field]) => ({ kind, entity, field })],
  [
    /^needs ([^.]+)\.(.+) when (.+?) = (.+)$/,
    ([entity, field, state, steps]) => ({ kind: 'needs', entity, field, state, steps: steps?.split('>') }),
  ],
  [/^distinct ([^.]+)\.(.+)<>(.+)$/, ([entity, one, other]) => ({ kind: 'distinct', entity, fields: [one, other] })],
  [
    /^longest ([^.]+)\.(.+) (\d+)$/,
    ([entity, field, characters]) => ({ kind: 'longest', entity, field, characters: Number(characters) }),
  ],
  [
    /^one-of ([^.]+)\.(.+?) (\S+\|.+)$/,
    ([entity, field, values]) => ({ kind: 'one-of', entity, field, values: values?.split('|') }),
  ],
  [
    /^max (.+) per (.+?) (\d+)(?: until (.+)| on (.+))?$/,
    ([child, parent, limit, until, on]) => ({
      kind: 'max',
      child,
      parent,
      limit: Number(limit),
      ...(until ? { until } : {}),
      ...(on ? { on } : {}),
    }),
  ],
  [
    /^exclusive (.+) per (.+?)(?: until (.+))?$/,
    ([child, parent, until]) => ({ kind: 'max', child, parent, limit: 1, ...(until ? { until } : {}) }),
  ],
  [/^capacity (.+) per ([^.]+)\.(.+)$/, ([child, parent, field]) => ({ kind: 'capacity', child, parent, field })],
  [/^no-overlap (.+) per (.+)$/, ([child, parent]) => ({ kind: 'no-overlap', child, parent })],
  [/^order ([^.]+)\.(.+?)<(.+)$/, ([entity, before, after]) => ({ kind: 'order', entity, before, after })],
  [/^keeps (.+) while (.+)$/, ([parent, child]) => ({ kind: 'keeps', parent, child })],
  [
    /^transfer (.+) between ([^.]+)\.(.+)$/,
    ([transfer, account, field]) => ({ kind: 'transfer', transfer, account, field }),
  ],
  [/^stock (.+) from ([^.]+)\.(.+)$/, ([line, item, field]) => ({ kind: 'stock', line, item, field })],
  [
    /^sum ([^.]+)\.(.+) over ([^.]+)\.(.+)$/,
    ([whole, field, part, factors]) => ({ kind: 'sum', whole, field, part, factors: factors?.split('*') }),
  ],
  [
    /^computed ([^.]+)\.(.+?) = (.+) less (.+)$/,
    ([entity, field, base, share]) => ({ kind: 'computed', entity, field, base, share }),
  ],
  [
    /^percent ([^.]+)\.(.+?) = ([\d.]+) of (.+)$/,
    ([entity, field, share, base]) => ({ kind: 'percent', entity, field, share: Number(share), base }),
  ],
  [
    /^fee ([^.]+)\.(.+) (\d+) by (\S+)$/,
    ([entity, field, rate, action]) => ({ kind: 'fee', entity, field, action, rate: Number(rate) }),
  ],
  [
    /^cost ([^.]+)\.(.+) = (\d+) per (\d+) from (.+) to (.+)$/,
    ([entity, field, rate, minutes, from, to]) => ({
      kind: 'cost',
      entity,
      field,
      rate: Number(rate),
      minutes: Number(minutes),
      from,
      to,
    }),
  ],
  [/^expires (.+) after (\d+)$/, ([entity, minutes]) => ({ kind: 'expires', entity, minutes: Number(minutes) })],
  [/^waits (.+) per ([^.]+)\.(.+)$/, ([child, parent, field]) => ({ kind: 'waits', child, parent, field })],
  [/^rising ([^.]+)\.(.+) per (.+)$/, ([child, field, parent]) => ({ kind: 'rising', child, field, parent })],
  [/^closed (.+) after ([^.]+)\.(.+)$/, ([child, parent, field]) => ({ kind: 'closed', child, parent, field })],
  [
    /^fits ([^.]+)\.(.+) in ([^.]+)\.(.+)$/,
    ([child, field, parent, most]) => ({ kind: 'fits', child, field, parent, most }),
  ],
  [
    /^hours ([^.]+)\.(.+) (\d+)\.\.(\d+)$/,
    ([entity, field, from, to]) => ({ kind: 'hours', entity, field, from: Number(from), to: Number(to) }),
  ],
  [/^total (.+) (\d+)$/, ([entity, limit]) => ({ kind: 'total', entity, limit: Number(limit) })],
  [
    /^ledger (.+) and (.+) on ([^.]+)\.(.+)$/,
    ([adds, takes, parent, field]) => ({ kind: 'ledger', adds, takes, parent, field }),
  ],
  [/^mean ([^.]+)\.(.+) over ([^.]+)\.(.+)$/, ([whole, field, part, of]) => ({ kind: 'mean', whole, field, part, of })],
  [/^cascade (.+) to (.+)$/, ([parent, child]) => ({ kind: 'cascade', parent, child })],
  [/^login$/, () => ({ kind: 'login' })],
  [/^(owner-only|owner-changes) (.+)$/, ([kind, entity]) => ({ kind, entity })],
  [/^once (.+) per (.+)$/, ([child, parent]) => ({ kind: 'once', child, parent })],
  [/^role-only (\S+) (\S+) (.+)$/, ([role, verb, entity]) => ({ kind: 'role-only', role, verb, entity })],
];

/** "max loan per member 5 until return" → a claim. @throws Error for a form that is not known. */
export function parseRule(text: string): Claim {
  const moves = /^transitions ([^.]+)\.(\S+) (.+)$/.exec(text);
  if (moves) {
    const [, entity = '', field = '', rest = ''] = moves;
    const steps = stepsOf(rest);
    return {
      text,
      kind: 'transitions',
      entity,
      field,
      allowed: steps.filter(({ refused }) => !refused).map(({ step }) => step),
      refused: steps.filter(({ refused }) => refused).map(({ step }) => step),
    };
  }
  for (const [form, make] of forms) {
    const match = form.exec(text);
    if (match) return { text, ...make(match.slice(1)) } as Claim;
  }
  throw new Error(`No form of a rule: ${text}`);
}

/** "under review>resolved; !new>resolved": pairs of states, those that must be refused with a mark before them. */
function stepsOf(text: string): { step: Step; refused: boolean }[] {
  return text.split(';').map((part) => {
    const [from = '', to = ''] = part.trim().replace(/^!/, '').split('>');
    if (from === '' || to === '') throw new Error(`No step: ${part}`);
    return { step: [from, to], refused: part.trim().startsWith('!') };
  });
}
