import { literal } from '../../../emit/layout.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { checkArguments } from '../../../domain/code/rules.ts';
import { clientFor, codeIs, statusIs } from './case.ts';
import { bodyCall, type Given, insertCall } from './rows.ts';
import { closedGiven, openGiven, opensOnCreate } from './states.ts';

/** How a test can bring a row to the edge of a rule: by creating it, by changing it, by an action, or by the check itself. */

export interface Tried {
  /** Statements that try to write the row; they end in `answer`, or in a thrown error. */
  ok: string[];
  refused: string[];
}

/** The server writes the present into it, which stands still in tests. */
function isPresent(field: FieldModel): boolean {
  return field.readOnly && field.initial === 'now' && field.after === undefined;
}

/** Writes a row with these values through the API where it can, else through the check that the API uses. */
export function tryWrite(
  project: ProjectModel,
  entity: EntityModel,
  given: Given,
  open: OpenModel | undefined,
  rule: RuleModel,
  status = 409,
): Tried {
  const fields = Object.keys(given).map((name) => entity.fields.find((field) => field.name === name));
  const client = clientFor(entity, 'create');
  const sendable = fields.every((field) => field !== undefined && (!field.readOnly || field.actor || isPresent(field)));
  const written = fields.flatMap((field) => (field && isPresent(field) ? [field.name] : []));
  if (entity.verbs.has('create') && sendable && opensOnCreate(open)) {
    const bodyOpen = open && !open.field.readOnly && !open.field.startsFixed ? openGiven(open) : {};
    const body = Object.fromEntries(
      Object.entries({ ...bodyOpen, ...given }).filter(
        ([name]) => name !== entity.owner?.name && !written.includes(name),
      ),
    );
    const post = `const answer = await ${client}.post('/${entity.path}', ${bodyCall(project, entity, body, client)});`;
    return { ok: [post, statusIs(201)], refused: [post, statusIs(status), codeIs(rule.code)] };
  }
  const values = { ...openGiven(open), ...given };
  const patched = open ? viaPatch(entity, given, open, rule, status) : undefined;
  if (patched) return patched;
  const action = open && actionInto(entity, open);
  if (action && open) {
    const closed = { ...given, ...action.from };
    const who = clientFor(entity, action.verb);
    const lines = [
      `const row = ${insertCall(entity, closed, who)};`,
      `const answer = await ${who}.post(\`/${entity.path}/\${row.id}/${action.path}\`);`,
    ];
    return { ok: [...lines, statusIs(200)], refused: [...lines, statusIs(status), codeIs(rule.code)] };
  }
  return viaCheck(entity, values, rule);
}

function viaPatch(
  entity: EntityModel,
  given: Given,
  open: OpenModel,
  rule: RuleModel,
  status: number,
): Tried | undefined {
  const closed = closedGiven(entity, open);
  if (!entity.verbs.has('update') || open.field.readOnly || !closed) return undefined;
  const from = beforeOpen(entity, open) ?? closed;
  const client = clientFor(entity, 'update');
  const lines = [
    `const row = ${insertCall(entity, { ...given, ...from }, client)};`,
    `const changes = { ${open.field.name}: ${literal(open.equals)} };`,
    `const answer = await ${client}.patch(\`/${entity.path}/\${row.id}\`, changes);`,
  ];
  return { ok: [...lines, statusIs(200)], refused: [...lines, statusIs(status), codeIs(rule.code)] };
}

/** A state from which the transitions lead to the open one. */
function beforeOpen(entity: EntityModel, open: OpenModel): Given | undefined {
  for (const rule of entity.rules) {
    if (rule.kind !== 'transitions' || rule.field !== open.field) continue;
    const from = rule.allowed.find(([, to]) => to === open.equals)?.[0];
    return from === undefined ? undefined : { [open.field.name]: literal(from) };
  }
  return undefined;
}

function actionInto(entity: EntityModel, open: OpenModel): { verb: string; path: string; from: Given } | undefined {
  for (const action of entity.actions) {
    if (action.sets[open.field.name] !== open.equals) continue;
    const from: Given = { ...closedGiven(entity, open), ...beforeOpen(entity, open) };
    for (const [name, value] of Object.entries(action.when)) from[name] = literal(value);
    return { verb: action.verb, path: action.path, from };
  }
  return undefined;
}

/** Where no request can lead there, the check itself is asked. */
function viaCheck(entity: EntityModel, given: Given, rule: RuleModel): Tried {
  const check = `check${entity.typeName}`;
  const row = `const { id: _id, ...values } = ${insertCall(entity, {})};`;
  const next = `{ ...values, ${Object.entries(given)
    .map(([name, source]) => `${name}: ${source}`)
    .join(', ')} }`;
  const call = `${check}(${checkArguments(entity, next, 'clock.now').join(', ')})`;
  return {
    ok: [row, `${call};`],
    refused: [row, `assert.throws(() => ${call}, { code: '${rule.code}' });`],
  };
}
