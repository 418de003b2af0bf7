import { z } from 'zod';

/** What statements are made of, and the rules that a row keeps or breaks by itself, or by a time of the row it refers to. */

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

export const rowRules = [
  /** A field's value lies between bounds (both inclusive); never negative is min 0. */
  z.object({
    kind: z.literal('range'),
    entity: z.string(),
    field: z.string(),
    min: z.number().optional(),
    max: z.number().optional(),
    from: provenance,
  }),
  /** `before` must lie before `after` in the same row. */
  z.object({ kind: z.literal('order'), entity: z.string(), before: z.string(), after: z.string(), from: provenance }),
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
   * long before it at the latest. `change`: a new row is made, fields of a row are changed, or one of them becomes `to`.
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
    from: provenance,
  }),
] as const;
