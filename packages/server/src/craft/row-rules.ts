import { z } from 'zod';

/** What statements are made of, the rules that a row keeps or breaks by itself or by the row it refers to, and what follows from it. */

/** Where a statement comes from: the user's own words, or an assumption that is named to the user. */
export const provenance = z.object({
  /** The exact words of the description, or '' when assumed. */
  words: z.string(),
  /** 0 to 1. Below 0.6 the statement is listed as an assumption. */
  confidence: z.number().min(0).max(1),
  assumed: z.boolean(),
});

export const spanUnits = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;

/** A length of time: 30 minutes, 14 days. */
export const span = z.object({ amount: z.number().int().positive(), unit: z.enum(spanUnits) });

/** A condition that counts a row as "open" for a rule, absent: every row counts. `or`: further values that count too. */
export const openWhen = z.object({
  field: z.string(),
  equals: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  or: z.array(z.string()).optional(),
});

/** A number of the row that is added, or taken away. */
const signed = z.object({ field: z.string(), sign: z.union([z.literal(1), z.literal(-1)]) });

/** A number of the row that the reference `via` names. */
const parentNumber = z.object({ via: z.string(), field: z.string() });

/**
 * So many per cent of an amount: put on it, taken off it, or alone. With `over` only where the amount is larger than that (as
 * it is stored); what is not larger stays as it is, and alone there is 0.
 */
export const share = z.object({
  percent: z.number().positive(),
  as: z.enum(['more', 'less', 'alone']),
  over: z.number().nonnegative().optional(),
});

export const rowRules = [
  /** A field's value lies between bounds (both inclusive); never negative is min 0. */
  z.object({
    kind: z.literal('range'),
    entity: z.string(),
    field: z.string(),
    min: z.number().optional(),
    max: z.number().optional(),
    /** The only numbers that it may be: 30, 45 or 60 minutes. */
    choices: z.array(z.number()).min(2).optional(),
    from: provenance,
  }),
  /** `before` must lie before `after` in the same row (for numbers: be less), or be the same with `orEqual`. */
  z.object({
    kind: z.literal('order'),
    entity: z.string(),
    before: z.string(),
    after: z.string(),
    orEqual: z.boolean().optional(),
    from: provenance,
  }),
  /**
   * Whenever `field` is written, it lies in the future or in the past: `distance` away from the present at least, if
   * given. Without a distance the present itself is neither, unless `orNow`; for a day that is today.
   */
  z.object({
    kind: z.literal('moment'),
    entity: z.string(),
    field: z.string(),
    side: z.enum(['future', 'past']),
    distance: span.optional(),
    orNow: z.boolean().default(false),
    from: provenance,
  }),
  /** These fields (none named: all that a client may send) are never changed, or not while the row is in the state `open`. */
  z.object({
    kind: z.literal('fixed'),
    entity: z.string(),
    fields: z.array(z.string()),
    open: openWhen.optional(),
    from: provenance,
  }),
  /** While the row is in the state `open`, `field` holds something. */
  z.object({ kind: z.literal('needs'), entity: z.string(), field: z.string(), open: openWhen, from: provenance }),
  /** A number of the row is no larger than one of the row that its field `via` names: a party and the seats of its table. */
  z.object({
    kind: z.literal('fits'),
    entity: z.string(),
    field: z.string(),
    via: z.string(),
    parent: z.string(),
    parentField: z.string(),
    /** It is no smaller instead: a bid and the starting price of its item. */
    least: z.boolean().optional(),
    from: provenance,
  }),
  /** A row is made only for one that is in the state `open`; `via` names that one: votes of an open poll. */
  z.object({
    kind: z.literal('usable'),
    entity: z.string(),
    via: z.string(),
    parent: z.string(),
    open: openWhen,
    from: provenance,
  }),
  /** From `start` to `end` of a row it is at least, and at most, so long (no months or years). */
  z.object({
    kind: z.literal('span'),
    entity: z.string(),
    start: z.string(),
    end: z.string(),
    least: span.optional(),
    most: span.optional(),
    from: provenance,
  }),
  /** The two fields of a row are not the same: nobody plays against themselves. */
  z.object({
    kind: z.literal('distinct'),
    entity: z.string(),
    fields: z.tuple([z.string(), z.string()]),
    from: provenance,
  }),
  /**
   * Something happens only before `time`, a field of the row or, with `via`, of the row that this reference names; `lead`: so
   * long before it at the latest, `lag`: so long after it at the latest. `change`: a new row is made, fields of a row are changed, or one of them becomes `to`.
   */
  z.object({
    kind: z.literal('until'),
    entity: z.string(),
    change: z.union([
      z.enum(['create', 'update']),
      z.object({ field: z.string(), to: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
    ]),
    via: z.string().optional(),
    time: z.string(),
    lead: span.optional(),
    lag: span.optional(),
    from: provenance,
  }),
  /**
   * The time `field` lies after `start` by `amount` `unit`s, or by as many as the whole number `by` of the row says; empty
   * while one of them is.
   */
  z.object({
    kind: z.literal('ends'),
    entity: z.string(),
    field: z.string(),
    start: z.string(),
    by: z.string().optional(),
    amount: z.number().int().positive().default(1),
    unit: z.enum(spanUnits),
    from: provenance,
  }),
  /**
   * `field` is what the time from `start` to `end` costs, empty while one of them is: `rate` minor units for each started
   * `unit`, or for each `every` of these (30 minutes), 0 where `end` is not after `start`. `most`: never more, in all or for each 24 hours.
   * `rateOf`: the rate stands in the row that a reference names instead.
   */
  z.object({
    kind: z.literal('fee'),
    entity: z.string(),
    field: z.string(),
    start: z.string(),
    end: z.string(),
    rate: z.number().int().positive().optional(),
    rateOf: parentNumber.optional(),
    unit: z.enum(['minute', 'hour', 'day', 'week']),
    every: z.number().int().positive().optional(),
    most: z.object({ amount: z.number().int().positive(), each: z.enum(['day', 'all']) }).optional(),
    from: provenance,
  }),
  /**
   * `field` is the product of `factors` of the same row, and `of` the row that a reference names, with `percent` (a percentage
   * field) taken off or put on, or the `share` of it; rounded half up to a whole minor unit. `terms` of the same row are added
   * to the product, or taken from it.
   */
  z.object({
    kind: z.literal('computed'),
    entity: z.string(),
    field: z.string(),
    factors: z.array(z.string()).min(1),
    of: parentNumber.optional(),
    percent: signed.optional(),
    terms: z.array(signed).optional(),
    share: share.optional(),
    from: provenance,
  }),
] as const;
