import { z } from 'zod';
import { besideRules } from './beside-rules.ts';
import { openWhen, provenance, rowRules, share, span, type spanUnits } from './row-rules.ts';

/**
 * What a description asks for, in a form that code can be generated from and tests derived from. The understanding
 * half of the craft produces it from words, the generating half consumes it; a model may fill the same schema.
 */

export type Provenance = z.infer<typeof provenance>;

export const projectKinds = [
  'rest_api',
  'graphql_api',
  'realtime_service',
  'web_app',
  'fullstack',
  'static_site',
  'cli_tool',
  'library',
  'worker',
  'server',
  'terminal_game',
] as const;
export type ProjectKind = (typeof projectKinds)[number];

export const fieldTypes = [
  'string', // one line
  'text', // many lines
  'integer',
  'decimal',
  'money', // stored as integer minor units
  'percentage', // 0 to 100
  'boolean',
  'date', // YYYY-MM-DD
  'datetime', // ISO 8601, UTC
  'enum',
  'email',
  'url',
  'phone',
  'reference',
] as const;
export type FieldType = (typeof fieldTypes)[number];

export type SpanUnit = (typeof spanUnits)[number];

export type Span = z.infer<typeof span>;

export const field = z.object({
  /** camelCase; a reference ends in `Id`. */
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  type: z.enum(fieldTypes),
  required: z.boolean(),
  unique: z.boolean().default(false),
  /** Allowed values of an enum, in the order of the description; the first is the initial one. */
  values: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Default as JSON text would hold it. `'now'` for date and datetime. */
  default: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
  /** With default `'now'`: so long after it. */
  after: span.optional(),
  /** PascalCase entity that a reference points to. */
  references: z.string().optional(),
  /** Set by the server only (hashes, owners, timestamps of actions). */
  readOnly: z.boolean().default(false),
  /** Never sent out (a password hash). */
  secret: z.boolean().default(false),
  from: provenance,
});
export type Field = z.infer<typeof field>;

export const entity = z.object({
  /** PascalCase singular. */
  name: z.string().regex(/^[A-Z][A-Za-z0-9]*$/),
  /** camelCase plural as it stands in paths and tables. */
  plural: z.string(),
  fields: z.array(field),
  /** Rows belong to the signed-in user, who alone sees them. */
  owned: z.boolean().default(false),
  from: provenance,
});
export type Entity = z.infer<typeof entity>;

export const relation = z.object({
  /** The one side of one-to-many. */
  one: z.string(),
  many: z.string(),
  /** Reference field on the many side. */
  field: z.string(),
  kind: z.enum(['one-to-many', 'many-to-many']),
  onDelete: z.enum(['cascade', 'restrict', 'set-null']),
  from: provenance,
});
export type Relation = z.infer<typeof relation>;

const crud = ['create', 'list', 'read', 'update', 'delete'] as const;

/** Something a user can do: one of the five CRUD verbs, or an action of the domain ("return", "approve", "check out"). */
export const operation = z.object({
  entity: z.string(),
  /** A CRUD verb, or a camelCase verb of the domain. */
  verb: z.string(),
  /** An action's effect on its row: fields it sets; `'now'` sets the current time. */
  sets: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  /** An action's precondition: the row must hold these values (null: not set). */
  when: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).default({}),
  from: provenance,
});
export type Operation = z.infer<typeof operation>;
export const crudVerbs: readonly string[] = crud;

export type OpenWhen = z.infer<typeof openWhen>;

export const rule = z.discriminatedUnion('kind', [
  /** No two rows agree in all of these fields. Once per user is unique over (reference, reference). */
  z.object({ kind: z.literal('unique'), entity: z.string(), fields: z.array(z.string()).min(1), from: provenance }),
  /**
   * At most `limit` open rows of `entity` for one value of `per` (a reference field): a member borrows at most 5 books.
   * `within`: only those count whose moment `field` lies in the same calendar period (UTC, weeks from Monday).
   * `amount`: a number of the rows, which adds up to the limit at most: 12 hours per day.
   */
  z.object({
    kind: z.literal('max-per'),
    entity: z.string(),
    per: z.string(),
    /** Fields of the row that have to agree as well: tickets of one email for one event. */
    also: z.array(z.string()).optional(),
    limit: z.number().positive(),
    amount: z.string().optional(),
    within: z.object({ field: z.string(), period: z.enum(['hour', 'day', 'week', 'month', 'year']) }).optional(),
    open: openWhen.optional(),
    from: provenance,
  }),
  /** At most one open row of `entity` for one value of `field`: a book on loan cannot be lent again. */
  z.object({
    kind: z.literal('exclusive'),
    entity: z.string(),
    field: z.string(),
    open: openWhen.optional(),
    from: provenance,
  }),
  /**
   * Rows of `entity` for one parent never exceed the parent's own field: capacity of a room, seats of an event.
   * `places`: a whole number of the row that says how many it takes; absent: one. `waiting`: the value of the open field
   * with which a row that finds no room is kept, until one that counts goes and the oldest that waits moves up.
   * `through`: the field of the row named by `per` that names the parent: seats of the hall of a screening.
   */
  z.object({
    kind: z.literal('capacity'),
    entity: z.string(),
    per: z.string(),
    parent: z.string(),
    parentField: z.string(),
    through: z.string().optional(),
    places: z.string().optional(),
    waiting: z.string().optional(),
    open: openWhen.optional(),
    from: provenance,
  }),
  /** Two rows with the same `scope` value may not overlap in [start, end). */
  z.object({
    kind: z.literal('no-overlap'),
    entity: z.string(),
    scope: z.string().optional(),
    start: z.string(),
    end: z.string(),
    open: openWhen.optional(),
    from: provenance,
  }),
  ...rowRules,
  ...besideRules,
  /** A status field changes only along these pairs. */
  z.object({
    kind: z.literal('transitions'),
    entity: z.string(),
    field: z.string(),
    allowed: z.array(z.tuple([z.string(), z.string()])).min(1),
    from: provenance,
  }),
  /** A row may not be deleted while rows of `blockedBy` point to it through `field` (open ones only, if given). */
  z.object({
    kind: z.literal('no-delete-while'),
    entity: z.string(),
    blockedBy: z.string(),
    field: z.string(),
    open: openWhen.optional(),
    from: provenance,
  }),
  /**
   * From the moment `field` on, a row (in the state `open`, if given) counts for no other rule, is not changed and no
   * action is done to it: that answers 410. It can still be read and deleted; with `hidden` reading answers 410 too. A new
   * row of `usedBy` may not refer to it.
   */
  z.object({
    kind: z.literal('expires'),
    entity: z.string(),
    field: z.string(),
    open: openWhen.optional(),
    hidden: z.boolean().default(false),
    usedBy: z.array(z.string()).default([]),
    from: provenance,
  }),
  /**
   * `field` is the sum over rows of `of`, which refer to it through `via`, of the product of their `factors`; without
   * factors their number. `average`: the mean instead, empty while there are none. `share`: that
   * part of the sum.
   */
  z.object({
    kind: z.literal('sum'),
    entity: z.string(),
    field: z.string(),
    of: z.string(),
    via: z.string(),
    factors: z.array(z.string()),
    average: z.boolean().optional(),
    share: share.optional(),
    from: provenance,
  }),
  /**
   * A new row of `entity` moves `amount` from the row that `source` names to the one that `target` names, both of them or
   * neither: `field` of the first never falls below 0, and both are not the same row. Rows of `entity` are never changed.
   */
  z.object({
    kind: z.literal('transfer'),
    entity: z.string(),
    source: z.string(),
    target: z.string(),
    amount: z.string(),
    field: z.string(),
    from: provenance,
  }),
  /**
   * A row takes `quantity` (absent: one) from `stock` of the row that `item` names, as long as it is `open` itself or, with
   * `holder`, the row that its field `holder.via` names is; afterwards, or when it is gone, it is given back. `adds`: it puts
   * there instead, and what it put there is taken back.
   */
  z.object({
    kind: z.literal('stock'),
    entity: z.string(),
    item: z.string(),
    stock: z.string(),
    quantity: z.string().optional(),
    open: openWhen.optional(),
    holder: z.object({ via: z.string(), open: openWhen }).optional(),
    adds: z.boolean().optional(),
    from: provenance,
  }),
  /** Only the user who owns the row may do these. */
  z.object({ kind: z.literal('owner-only'), entity: z.string(), verbs: z.array(z.string()).min(1), from: provenance }),
  /** Only users with this role may do these; with `fields` others may change rows, but not these fields of them. */
  z.object({
    kind: z.literal('role-only'),
    role: z.string(),
    entity: z.string(),
    verbs: z.array(z.string()).min(1),
    fields: z.array(z.string()).min(1).optional(),
    from: provenance,
  }),
]);
export type Rule = z.infer<typeof rule>;
export type RuleKind = Rule['kind'];

/** A module of the library (blueprints/modules/<id>/module.yaml) that the description asks for. */
export const moduleUse = z.object({
  /** Id of the module. */
  module: z.string(),
  /** Values for the module's options and for optional parameters of its functions, by name. */
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  /** Names of its functions that are wanted as commands or routes; empty: all of them. */
  functions: z.array(z.string()).default([]),
  /** What the description calls them, by their own names: a command (`check`) or an address over HTTP (`POST /shorten`). */
  called: z.record(z.string(), z.string()).optional(),
  /** What it calls optional parameters of them on a command line, by their own names: `limit` is `--top`. */
  flags: z.record(z.string(), z.string()).optional(),
  from: provenance,
});
export type ModuleUse = z.infer<typeof moduleUse>;

/** What a worker does with rows by itself: those whose `due` field is past and whose `field` is one of `from` get `to`. */
const rowJob = z.object({
  entity: z.string(),
  /** A date or datetime field. */
  due: z.string(),
  /** An enum field, or a boolean one, of which `from` is empty. */
  field: z.string(),
  from: z.array(z.string()),
  to: z.string(),
  everySeconds: z.number().positive(),
  /** The words that asked for it. */
  words: z.string(),
});
export type RowJob = z.infer<typeof rowJob>;

/** A page of a site or a screen of an app that the description names ("menu", "opening hours", "contact"). */
export const screen = z.object({
  /** kebab-case; `home` is the first page. */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  /** What stands on it, as far as it was said: headings or sentences in the user's words. */
  sections: z.array(z.string()).default([]),
  /** It lists posts, which are written one after the other. */
  posts: z.boolean().optional(),
  from: provenance,
});
export type Screen = z.infer<typeof screen>;

const wish = z.enum(['auth', 'pagination', 'search', 'docker', 'ci', 'openapi', 'testing', 'tailwind', 'playwright']);
export type Feature = z.infer<typeof wish>;

export const requirements = z.object({
  /** The description word for word. */
  description: z.string(),
  /** Human title, e.g. "Library". */
  title: z.string(),
  /** What the commands of a tool over rows of one kind are called, where the description names them: `{ delete: 'rm' }`. */
  commands: z.partialRecord(z.enum(['create', 'list', 'read', 'update', 'delete']), z.string()).optional(),
  /** Of a tool over rows: the file that it keeps them in, where the description wants one that people read. */
  rowsFile: z.object({ format: z.enum(['json', 'csv']), name: z.string().regex(/^[\w.-]+$/) }).optional(),
  /** npm package name and folder name, kebab-case. */
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** One sentence for the README. */
  summary: z.string(),
  kind: z.enum(projectKinds),
  kindFrom: provenance,
  language: z.enum(['typescript', 'javascript', 'python', 'go', 'rust']),
  stack: z.object({
    framework: z.string(),
    database: z.enum(['sqlite', 'postgresql', 'none']),
    auth: z.enum(['none', 'token', 'session']),
    /** What people sign in with; their e-mail address where nothing is said. */
    login: z.enum(['email', 'username']).optional(),
    /** Listened on where nothing else is set; that of its kind if not said. */
    port: z.number().int().min(1).max(65_535).optional(),
  }),
  entities: z.array(entity),
  relations: z.array(relation),
  operations: z.array(operation),
  roles: z.array(z.object({ name: z.string(), from: provenance })),
  rules: z.array(rule),
  /** Specific logic from the library; what a library, a command line tool or a game is made of. */
  modules: z.array(moduleUse).default([]),
  /** Of a worker over rows. */
  jobs: z.array(rowJob).optional(),
  /** Of a worker with a queue: how often a job is tried in all, and the milliseconds before its second try; each wait is twice the last, or the same. */
  retries: z
    .object({ attempts: z.number().int().min(1), delayMs: z.number().int().min(0), fixed: z.boolean().optional() })
    .optional(),
  screens: z.array(screen).default([]),
  /** How a server of kind `server` is talked to. */
  protocol: z.enum(['http', 'tcp']).default('http'),
  features: z.array(z.object({ name: wish, from: provenance })),
  /** What was taken for granted, a sentence each, for the user to read before the work starts. */
  assumptions: z.array(z.string()),
  /** What was asked for and cannot be done yet: said before the work starts, never stubbed. */
  unsupported: z.array(
    z.object({
      words: z.string(),
      /** Without a final period. */
      reason: z.string(),
      /** What can be done instead, as a full short phrase without a final period. */
      nearest: z.string().optional(),
      /** Nothing worth having can be built without it (kind, language, framework, database): the work does not start. */
      blocking: z.boolean().optional(),
    }),
  ),
  /** Words that were understood as nothing; low coverage leads to a question instead of a guess. */
  unread: z.array(z.string()),
  complexity: z.object({ level: z.enum(['simple', 'medium', 'complex']), score: z.number(), seconds: z.number() }),
  risks: z.array(z.string()),
});
export type Requirements = z.infer<typeof requirements>;

/** The outcome of reading a description: requirements, or the questions that stand in the way of them. */
export type Understanding =
  | { verdict: 'understood'; requirements: Requirements }
  | {
      verdict: 'abstained';
      reason: 'too_vague' | 'ambiguous' | 'unsupported';
      questions: string[];
      suggestions: string[];
    };

/** A file of a generated project: path relative to its root, forward slashes, never leaving it. */
export interface GeneratedFile {
  path: string;
  content: string;
  executable?: boolean;
}

/** A package that a blueprint needs, resolved to a version by research at that moment. */
export interface PackageNeed {
  name: string;
  dev: boolean;
  /** Semver range the blueprint is written for, e.g. `^4`: a newer major is reported, not taken blindly. */
  range: string;
}
