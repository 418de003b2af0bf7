import { accountSample } from '../tests/files.ts';
import { bodyFields } from '../tests/builders.ts';
import { startsWith, stateFor } from '../tests/states.ts';
import { sampleJson } from './sample-json.ts';
import { type Move, counts, wayTo } from './way.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel } from '../../../domain/model.ts';
import { actingRole, entityOf } from '../../../domain/model.ts';

/** One request of the probe, or a command of the project, in plain data. `{name}` in texts stands for a saved id. */
export interface Step {
  name: string;
  method: string;
  path: string;
  body?: Record<string, unknown>;
  /** Whose session to send with; absent: nobody's. */
  as?: string;
  expected: number;
  /** Name under which the answer's `id` is kept. */
  save?: string;
  /** Fields that the answer must have, with these values. */
  gives?: Record<string, unknown>;
  /** Arguments of the `role` script instead of a request. */
  role?: string[];
  /** Sent so often, each time with the same outcome; absent: once. */
  times?: number;
}

/** The id of a row made earlier. */
export function idOf(name: string): { $id: string } {
  return { $id: name };
}

export interface Row {
  name: string;
  /** Who made it, and so owns it. */
  by: string | undefined;
  body: Record<string, unknown>;
}

/** Collects steps; makes rows with all that they need. Values are different in every row. */
export class Script {
  readonly steps: Step[] = [];
  readonly project: ProjectModel;
  private readonly users = new Set<string>();
  private readonly rows = new Map<string, number>();
  private count = 0;
  private backing = true;
  over = false;
  /** Rows that are there because others ask for them. */
  private readonly known = new Set<string>();

  constructor(project: ProjectModel) {
    this.project = project;
  }

  add(step: Step): void {
    this.steps.push(step);
  }

  /** A signed-in user of this name; undefined where nobody signs in. The name of a role gets that role. */
  user(name = 'ada', role = name): string | undefined {
    const { auth } = this.project;
    if (!auth) return undefined;
    if (this.users.has(name)) return name;
    this.users.add(name);
    const who = name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    const profile = accountSample(auth, who, this.users.size);
    const login = String(profile[auth.login.name]);
    const password = 'correct horse battery';
    const credentials = { [auth.login.name]: login, password };
    this.add({
      name: `${name} registers`,
      method: 'POST',
      path: '/auth/register',
      body: { ...profile, password },
      expected: 201,
      save: `user ${name}`,
    });
    if (auth.roles.includes(role)) {
      this.add({
        name: `${name} gets the role`,
        method: 'RUN',
        path: 'npm run role',
        expected: 0,
        role: [login, role],
      });
    }
    this.add({
      name: `${name} signs in`,
      method: 'LOGIN',
      path: '/auth/login',
      body: credentials,
      expected: 200,
      as: name,
    });
    return name;
  }

  /** Somebody without rows, who may create such a row; for entities that allow only so many rows to each user. */
  another(entity: EntityModel): string | undefined {
    this.count += 1;
    const role = entity.roleVerbs.get('create')?.[0];
    return role === undefined ? this.user(`user ${this.count}`) : this.user(`${role} ${this.count}`, role);
  }

  /** Who may do a verb. */
  actor(entity: EntityModel, verb: string, otherwise = 'ada'): string | undefined {
    return this.user(actingRole(entity, verb) ?? otherwise);
  }

  /** Whether another row may stand beside those that were made; `over` lets one more be tried. */
  private hasRoom(entity: EntityModel): boolean {
    const made = this.rows.get(entity.name) ?? 0;
    return entity.rules.every((rule) => rule.kind !== 'total' || made < rule.limit + (this.over ? 1 : 0));
  }

  /** Whether no row of it was made yet. */
  isFresh(entity: EntityModel): boolean {
    return !this.rows.has(entity.name);
  }

  /** The body of a new row; undefined when something that it needs can not be made over HTTP. */
  body(
    entity: EntityModel,
    by: string | undefined,
    given: Record<string, unknown> = {},
  ): Record<string, unknown> | undefined {
    const n = (this.rows.get(entity.name) ?? 0) + 1;
    this.rows.set(entity.name, n);
    const body: Record<string, unknown> = {};
    for (const field of bodyFields(this.project, entity)) {
      if (field.name in given) continue;
      if (field.references === undefined) {
        const value = sampleJson(entity, field, n);
        // A unique field with few values is used up at some point.
        if (typeof value === 'number' && field.max !== undefined && value > field.max) return undefined;
        body[field.name] = value;
        continue;
      }
      const parent = entityOf(this.project, field.references);
      const who = isApart(entity, field) ? other(by) : by;
      const row = parent.isAccount ? this.account(by) : this.parentRow(entity, field, {}, who);
      if (!row || (parent.isPrivate && row.by !== by)) return undefined;
      body[field.name] = idOf(row.name);
    }
    const whole = { ...body, ...given };
    return this.backed(entity, by, whole) ? whole : undefined;
  }

  /** Makes what rules ask to be there beside such a row. */
  private backed(entity: EntityModel, by: string | undefined, body: Record<string, unknown>): boolean {
    return entity.rules.every((rule) => {
      if (rule.kind !== 'backed' || rule.none || !this.backing) return true;
      const asked = entityOf(this.project, rule.by);
      const pairs = rule.pairs.filter(([own]) => !own.actor);
      if (pairs.some(([own, other]) => other.readOnly || body[own.name] === undefined)) return false;
      const given = Object.fromEntries(pairs.map(([own, other]) => [other.name, body[own.name]]));
      const key = JSON.stringify([asked.name, given, by]);
      if (this.known.has(key)) return true;
      this.known.add(key);
      return this.openRow(asked, rule.open, given, by) !== undefined;
    });
  }

  private account(by: string | undefined): Row | undefined {
    return by === undefined ? undefined : { name: `user ${by}`, by, body: {} };
  }

  /** Makes a row with POST. */
  row(entity: EntityModel, given: Record<string, unknown> = {}, otherwise?: string): Row | undefined {
    if (!entity.verbs.has('create') || entity.isAccount) return undefined;
    const by =
      otherwise !== undefined && this.users.has(otherwise) && mayCreate(entity, otherwise)
        ? otherwise
        : isLimited(this.project, entity)
          ? this.another(entity)
          : this.actor(entity, 'create', otherwise ?? (isApart(entity) ? other('ada') : 'ada'));
    const body = this.hasRoom(entity) ? this.body(entity, by, given) : undefined;
    if (!body) return undefined;
    this.count += 1;
    const name = `${entity.one} ${this.count}`;
    this.add({
      name: `create ${entity.one}`,
      method: 'POST',
      path: `/${entity.path}`,
      body,
      expected: 201,
      save: name,
      ...(by === undefined ? {} : { as: by }),
    });
    return { name, by, body };
  }

  /** A row that one of `entity` may refer to through `field`. */
  parentRow(entity: EntityModel, field: FieldModel, given: Record<string, unknown> = {}, by?: string): Row | undefined {
    return this.openRow(entityOf(this.project, field.references ?? ''), stateFor(entity, field), given, by);
  }

  /** A row for which nothing is made that rules ask to be there beside it. */
  unbackedRow(entity: EntityModel, given: Record<string, unknown>, by?: string): Row | undefined {
    this.backing = false;
    const row = this.row(entity, given, by);
    this.backing = true;
    return row;
  }

  /**
   * A row that counts for a rule. The last step added is the one that made it count, so that a broken rule changes
   * that step's expected status.
   */
  openRow(
    entity: EntityModel,
    open: OpenModel | undefined,
    given: Record<string, unknown>,
    by?: string,
  ): Row | undefined {
    if (!open) return this.row(entity, given, by);
    const { field, equals } = open;
    if (startsWith(field, equals)) return this.row(entity, given, by);
    if (!field.readOnly && !field.startsFixed) return this.row(entity, { ...given, [field.name]: equals }, by);
    const way = wayTo(entity, [field], (state) => counts(open, state));
    const row = way && this.row(entity, given, by);
    if (!row) return undefined;
    this.follow(entity, row, way);
    return row;
  }

  /** So many rows with the same values; the first, or undefined where it takes more than a request to make one count. */
  alike(
    entity: EntityModel,
    count: number,
    open: OpenModel | undefined,
    given: Record<string, unknown>,
    by?: string,
  ): Row | undefined {
    const first = this.openRow(entity, open, given, by);
    const made = this.steps.at(-1);
    if (!first || made?.method !== 'POST' || made.path !== `/${entity.path}`) return undefined;
    const again: Step = { ...made, times: count - 1 };
    delete again.save;
    this.add(again);
    this.rows.set(entity.name, (this.rows.get(entity.name) ?? 0) + count - 1);
    return first;
  }

  /** Deletes a row, by whoever may. */
  remove(entity: EntityModel, { name, by }: Row): void {
    const as = this.actor(entity, 'delete', by);
    this.add({
      name: `delete ${entity.one}`,
      method: 'DELETE',
      path: `/${entity.path}/{${name}}`,
      expected: 204,
      ...(as === undefined ? {} : { as }),
    });
  }

  /** Moves a row on. */
  follow(entity: EntityModel, row: Row, way: readonly Move[]): void {
    for (const { verb, step } of way) {
      const as = this.actor(entity, verb, row.by);
      this.add({ ...step(row.name), ...(as === undefined ? {} : { as }) });
    }
  }

  /** The last step must fail this way. */
  lastFails(expected: number, name: string): void {
    const last = this.steps.at(-1);
    if (!last) return;
    last.expected = expected;
    last.name = name;
    delete last.save;
  }
}

/** Whether nobody makes such rows for what is their own, by the reference `via`. */
export function isApart(entity: EntityModel, via?: FieldModel): boolean {
  return entity.rules.some(
    (rule) => rule.kind === 'apart' && rule.field.actor && (via === undefined || rule.via === via),
  );
}

function other(by: string | undefined): string {
  return by === 'bob' ? 'ada' : 'bob';
}

/** Somebody without the role can not be the one; whoever has been given it has its name. */
function mayCreate(entity: EntityModel, user: string): boolean {
  const roles = entity.roleVerbs.get('create');
  return roles === undefined || roles.some((role) => user === role || user.startsWith(`${role} `));
}

/** Whether a user may have only so many of these rows, or of those that they need. */
function isLimited(project: ProjectModel, entity: EntityModel): boolean {
  return (
    entity.rules.some(
      (rule) => (rule.kind === 'max-per' && rule.per.actor) || (rule.kind === 'exclusive' && rule.field.actor),
    ) ||
    entity.fields.some((field) => {
      if (field.references === undefined || field.nullable || field.references === entity.name) return false;
      const parent = entityOf(project, field.references);
      return parent.isPrivate && isLimited(project, parent);
    })
  );
}
