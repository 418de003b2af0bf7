import type { FieldType, Rule, Span } from '../requirements.ts';
import type { BesideModel } from './beside.ts';
import type { ComputedModel, ShareModel } from './following.ts';

/**
 * Requirements made ready for writing code: every name settled, every relation resolved, everything implied said.
 * Built by normalise.ts; the emitters read nothing else.
 */

export type Scalar = string | number | boolean | null;

export interface FieldModel {
  name: string;
  column: string;
  type: FieldType;
  /** For people: "due at". */
  label: string;
  /** May hold null. Booleans never do. */
  nullable: boolean;
  /** Must be in the body of a create: not nullable, no default, not set by the server. */
  needed: boolean;
  values: readonly string[];
  min: number | undefined;
  max: number | undefined;
  /** The only numbers that it may be, from the least on. */
  choices?: readonly number[];
  /** Value of a new row that says nothing; undefined: there is none. `'now'` on date and datetime. */
  initial: Scalar | undefined;
  /** With `initial` 'now': so long after it. */
  after: Span | undefined;
  /** Entity name that a reference points to. */
  references: string | undefined;
  /** Never taken from a body. */
  readOnly: boolean;
  /** Never sent out. */
  secret: boolean;
  /** Days by which sample times lie off the usual ones, so that they keep to what is said of the present. */
  shift: number;
  /** Takes room that other rows need too: examples take as little as they may. */
  few?: boolean;
  /** Of day at which sample times lie, and how many days they lie apart. */
  hour: number;
  step: number;
  /** A new row always starts with `initial`: the field moves along transitions only. */
  startsFixed: boolean;
  /** Server fills it with the signed-in user's id. */
  actor: boolean;
}

export interface ActionModel {
  /** camelCase. */
  verb: string;
  /** As in the path. */
  path: string;
  label: string;
  sets: Record<string, Scalar>;
  when: Record<string, Scalar>;
  /** What the row must be for it, as a sentence; the error when it is not. */
  sentence: string;
  /** Error code when the row is not in the state that `when` asks for. */
  code: string;
}

export interface OpenModel {
  field: FieldModel;
  /** The value that a new row has, where one of several is it. */
  equals: Scalar;
  /** Further values that count. */
  or: readonly string[];
}

/** When a row no longer counts: `field` is past (and the row is in the state `open`). */
export interface ExpiryModel {
  field: FieldModel;
  open: OpenModel | undefined;
}

export type Period = 'hour' | 'day' | 'week' | 'month' | 'year';

type Kind<K extends Rule['kind']> = Extract<Rule, { kind: K }>;

interface RuleBase {
  /** Names the rule in error answers. */
  code: string;
  /** A full sentence for people. */
  sentence: string;
}

export type RuleModel = RuleBase &
  (
    | { kind: 'unique'; fields: FieldModel[] }
    | ({
        kind: 'max-per';
        per: FieldModel;
        also: readonly FieldModel[];
        limit: number;
        /** Adds up to the limit at most; the rows are counted where it is missing. */
        amount: FieldModel | undefined;
        within: WithinModel | undefined;
      } & Counted)
    | ({ kind: 'exclusive'; field: FieldModel } & Counted)
    | ({
        kind: 'capacity';
        per: FieldModel;
        parent: string;
        parentField: FieldModel;
        /** The row that `per` names does not have the room itself: its own `field` names the one that has. */
        through: { entity: string; field: FieldModel } | undefined;
        places: FieldModel | undefined;
        waiting: string | undefined;
      } & Counted)
    | ({ kind: 'no-overlap'; scope: FieldModel | undefined; start: FieldModel; end: FieldModel } & Counted)
    | { kind: 'order'; before: FieldModel; after: FieldModel; orEqual: boolean }
    | MomentModel
    | { kind: 'fixed'; fields: FieldModel[]; open: OpenModel | undefined }
    | { kind: 'needs'; field: FieldModel; open: OpenModel }
    | { kind: 'distinct'; fields: [FieldModel, FieldModel] }
    | { kind: 'fits'; field: FieldModel; via: FieldModel; parent: string; parentField: FieldModel; least: boolean }
    | SpanModel
    | { kind: 'transitions'; field: FieldModel; allowed: Kind<'transitions'>['allowed'] }
    | { kind: 'expires'; expiry: ExpiryModel; hidden: boolean }
    // A row that refers to an expired one through `per`.
    | { kind: 'unexpired'; per: FieldModel; parent: string; expiry: ExpiryModel }
    // A row that refers through `per` to one in another state.
    | { kind: 'usable'; per: FieldModel; parent: string; open: OpenModel }
    | UntilModel
    | BesideModel
    | ComputedModel
    | {
        kind: 'transfer';
        source: FieldModel;
        target: FieldModel;
        amount: FieldModel;
        account: string;
        field: FieldModel;
      }
    | StockModel
    | SumModel
  );

/** Where a time lies, seen from the moment in which it is written. */
export interface MomentModel {
  kind: 'moment';
  field: FieldModel;
  side: 'future' | 'past';
  distance: Span | undefined;
  /** The present is let through as well; it always is where there is a distance to keep. */
  orNow: boolean;
}

/** Something that happens only before a time of the row, or of the one that `via` refers to. */
export interface UntilModel {
  kind: 'until';
  /** A new row, a change of one of these fields, or a row that gets into the state (with 'now': a time that gets set). */
  change: 'create' | FieldModel[] | { field: FieldModel; to: Scalar };
  via: { field: FieldModel; parent: string } | undefined;
  time: FieldModel;
  /** How long before the time at the latest; of a negative amount: after it. */
  lead: Span | undefined;
}

/** How long a row takes. */
export interface SpanModel {
  kind: 'span';
  start: FieldModel;
  end: FieldModel;
  least: Span | undefined;
  most: Span | undefined;
}

export interface WithinModel {
  field: FieldModel;
  period: Period;
}

/** Rules that count rows: which of them. */
interface Counted {
  open: OpenModel | undefined;
  expiry: ExpiryModel | undefined;
}

export interface StockModel {
  kind: 'stock';
  item: FieldModel;
  /** Entity that has the stock, and its field. */
  of: string;
  stock: FieldModel;
  quantity: FieldModel | undefined;
  open: OpenModel | undefined;
  /** The row whose state decides: an order for its lines. */
  holder: { via: FieldModel; entity: string; open: OpenModel } | undefined;
  /** It is put there instead of taken. */
  adds: boolean;
}

export interface SumModel {
  kind: 'sum';
  field: FieldModel;
  of: string;
  via: FieldModel;
  /** None: the rows are counted. */
  factors: FieldModel[];
  /** The mean, empty while there are no rows. */
  average: boolean;
  share: ShareModel | undefined;
}

/** Something that stops the deletion of a row: rows of another entity that point to it. */
export interface DeleteGuard {
  code: string;
  sentence: string;
  /** The entity itself, where a row's own state stands against it; `field` is its id then. */
  blockedBy: string;
  field: FieldModel;
  open: OpenModel | undefined;
}

export interface ChildList {
  /** Path segment under the parent's row. */
  path: string;
  /** Entity whose rows are listed. */
  child: string;
  field: FieldModel;
  onDelete: 'cascade' | 'restrict' | 'set-null';
}

/** One direction of a many-to-many relation, as seen from the entity that has it. */
export interface LinkModel {
  table: string;
  /** Columns of the join table for this side and the other. */
  ownColumn: string;
  otherColumn: string;
  other: string;
  path: string;
  /** PUT and DELETE live on this side; the other side only lists. */
  editable: boolean;
}

/** A rule of this or another entity, and what this entity is for it. */
export type EffectModel =
  | { as: 'transfer'; rule: Extract<RuleModel, { kind: 'transfer' }> }
  | { as: 'taker'; rule: Extract<RuleModel, { kind: 'stock' }> }
  // Rows of `taker` take as long as rows of this entity are open.
  | { as: 'holder'; taker: string; rule: Extract<RuleModel, { kind: 'stock' }> }
  // `total` has the sum over rows of this entity.
  | { as: 'part'; total: string; rule: Extract<RuleModel, { kind: 'sum' }> }
  | { as: 'mark'; rule: Extract<RuleModel, { kind: 'marks' }> }
  | { as: 'waiting'; rule: Extract<RuleModel, { kind: 'capacity' }> };

export interface CapacityModel {
  child: string;
  rule: Extract<RuleModel, { kind: 'capacity' }>;
  /** Whether the entity has the room, or rows between it and the children; else it refers to the one that has. */
  has: boolean;
}

export interface EntityModel {
  name: string;
  /** Of its type in TypeScript. */
  typeName: string;
  /** Plural of the type, for function names: `listBooks`. */
  typePlural: string;
  variable: string;
  /** Path segment, folder and test file. */
  path: string;
  table: string;
  one: string;
  many: string;
  fields: FieldModel[];
  /** Field that holds the owner's user id, when rows have owners. */
  owner: FieldModel | undefined;
  /** Only the owner sees a row; otherwise everyone does and `ownerVerbs` are the owner's alone. */
  isPrivate: boolean;
  ownerVerbs: ReadonlySet<string>;
  /** Roles that may do what is otherwise the owner's alone, by verb. */
  standIns: ReadonlyMap<string, readonly string[]>;
  /** Roles that may do a verb; a verb that is missing is open to all. */
  roleVerbs: ReadonlyMap<string, readonly string[]>;
  /** Roles that alone may change a field, by its name; one of them may change all of these. */
  roleFields: ReadonlyMap<string, readonly string[]>;
  /** Roles that see and handle rows of others on a private entity. */
  overseers: readonly string[];
  verbs: ReadonlySet<string>;
  actions: ActionModel[];
  rules: RuleModel[];
  guards: DeleteGuard[];
  /** What writing a row of this entity changes in other rows, in the same transaction. */
  effects: EffectModel[];
  /** Capacity rules that other entities hold against this one. */
  capacities: CapacityModel[];
  children: ChildList[];
  links: LinkModel[];
  searched: FieldModel[];
  filtered: FieldModel[];
  sorted: FieldModel[];
  /** The users of the sign-in: made by registering, not by POST. */
  isAccount: boolean;
}

export interface AuthModel {
  account: EntityModel;
  /** Field of the account that people sign in with. */
  login: FieldModel;
  /** All roles, the one of a new user first; empty when roles are not wanted. */
  roles: readonly string[];
  /** Where the session token travels. */
  transport: 'bearer' | 'cookie';
}

export type Database = 'sqlite' | 'postgresql';

export interface ProjectModel {
  name: string;
  title: string;
  summary: string;
  description: string;
  /** What the commands of a tool are called, by verb, where they are not called as usual. */
  commands: Readonly<Record<string, string>>;
  /** What keeps the rows. */
  database: Database;
  /** Parents before children, as far as references allow. */
  entities: EntityModel[];
  byName: ReadonlyMap<string, EntityModel>;
  auth: AuthModel | undefined;
  /** A web app stands in front of it, which is served from `web/dist`. */
  web: boolean;
  /** Its looks are made with Tailwind. */
  tailwind: boolean;
  /** It has tests in a real browser. */
  playwright: boolean;
  docker: boolean;
  ci: boolean;
  openapi: boolean;
  search: boolean;
  /** What was bent so that the parts fit together, a sentence each. */
  notes: string[];
}

export function entityOf(project: ProjectModel, name: string): EntityModel {
  const found = project.byName.get(name);
  if (!found) throw new Error(`No entity ${name} in the model.`);
  return found;
}

export function isNumber(field: FieldModel): boolean {
  return ['integer', 'decimal', 'money', 'percentage', 'reference'].includes(field.type);
}

export function isWhole(field: FieldModel): boolean {
  return ['integer', 'money', 'reference'].includes(field.type);
}

export function isTime(field: FieldModel): boolean {
  return field.type === 'date' || field.type === 'datetime';
}

/** A role that may do this with whole rows; undefined where nobody is kept from it. */
export function actingRole({ roleVerbs, roleFields }: EntityModel, verb: string): string | undefined {
  const all = roleVerbs.get(verb);
  if (verb !== 'update' || roleFields.size === 0) return all?.[0];
  const lists = [...roleFields.values(), ...(all ? [all] : [])];
  return lists[0]?.find((role) => lists.every((roles) => roles.includes(role)));
}

/** Fields that a client may send when creating. */
export function inputFields(entity: EntityModel): FieldModel[] {
  return entity.fields.filter((field) => !field.readOnly);
}

/** Fields that a client may change. */
export function patchFields(entity: EntityModel): FieldModel[] {
  return entity.fields.filter((field) => !field.readOnly);
}

export function referencesOf(entity: EntityModel): FieldModel[] {
  return entity.fields.filter((field) => field.type === 'reference');
}
