import { z } from 'zod';
import { openWhen, provenance } from './row-rules.ts';

/** Rules that hold a row against others, or against the hours in which something happens at all. */

/** "18:30" in UTC. */
const hour = z.string().regex(/^(?:[01]\d|2[0-4]):[0-5]\d$/);

export const besideRules = [
  /** `field` of a new row is larger than that of all others, or of those that agree in the reference `of`: bids on an item. */
  z.object({
    kind: z.literal('rising'),
    entity: z.string(),
    field: z.string(),
    of: z.string().optional(),
    from: provenance,
  }),
  /** There are at most `limit` rows (in the state `open`) in all. */
  z.object({
    kind: z.literal('total'),
    entity: z.string(),
    limit: z.number().int().positive(),
    open: openWhen.optional(),
    from: provenance,
  }),
  /**
   * `field` of a row is not what `parentField` of the row that `via` names is: nobody bids on what they sell. Without the
   * fields it is the user who made each of the two.
   */
  z.object({
    kind: z.literal('apart'),
    entity: z.string(),
    via: z.string(),
    parent: z.string(),
    field: z.string().optional(),
    parentField: z.string().optional(),
    from: provenance,
  }),
  /**
   * A row is made only where one of `by` (in the state `open`) agrees with it in these fields: grades of who is enrolled. With
   * `none` only where there is none: orders of who has unpaid invoices; `past`: only those count of which that time is over.
   */
  z.object({
    kind: z.literal('backed'),
    entity: z.string(),
    by: z.string(),
    pairs: z.array(z.tuple([z.string(), z.string()])).min(1),
    none: z.boolean().optional(),
    past: z.string().optional(),
    open: openWhen.optional(),
    from: provenance,
  }),
  /**
   * `field` of a row does not become `to` (`'now'`: is not set) while rows of `by` (in the state `open`), which refer to it
   * through `via`, are there: a project is not closed while it has open tasks.
   */
  z.object({
    kind: z.literal('settled'),
    entity: z.string(),
    change: z.object({ field: z.string(), to: z.union([z.string(), z.number(), z.boolean(), z.null()]) }),
    by: z.string(),
    via: z.string(),
    open: openWhen.optional(),
    from: provenance,
  }),
  /**
   * When `change.field` of a row becomes `to` (`'now'`: is set), or without a change when the row is made, `field` of the row
   * that `via` names becomes `to`: a pet is adopted once an application for it is approved.
   */
  z.object({
    kind: z.literal('marks'),
    entity: z.string(),
    change: z.object({ field: z.string(), to: z.union([z.string(), z.number(), z.boolean(), z.null()]) }).optional(),
    via: z.string(),
    parent: z.string(),
    field: z.string(),
    to: z.union([z.string(), z.boolean()]),
    from: provenance,
  }),
  /** The time `field` lies within these hours, and on these days of the week (1 is Monday), both inclusive. */
  z.object({
    kind: z.literal('hours'),
    entity: z.string(),
    field: z.string(),
    opens: hour.optional(),
    closes: hour.optional(),
    days: z.tuple([z.number().int().min(1).max(7), z.number().int().min(1).max(7)]).optional(),
    from: provenance,
  }),
  /** A row in the state `open` is not deleted. */
  z.object({ kind: z.literal('lasting'), entity: z.string(), open: openWhen, from: provenance }),
] as const;
