import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { entityOf } from '../../../domain/model.ts';
import { otherValue, present, startOf } from '../../../domain/samples.ts';
import type { SpanUnit } from '../../../requirements.ts';
import { literal } from '../../../emit/layout.ts';
import { withArticle } from '../../../emit/names.ts';
import { plainField } from '../probe/plain-field.ts';
import { clientFor, codeIs, statusIs, testCase } from './case.ts';
import { bodyCall, type Given, insertCall, parentCall } from './rows.ts';
import { closedGiven, openGiven } from './states.ts';
import { tryWrite } from './try-write.ts';

/** Rules that a row keeps or breaks by itself, each at its edge. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;
type Cases = (string | undefined)[];

const lengths: Partial<Record<SpanUnit, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** The limit of the rule while the clock of the tests stands still, in milliseconds. */
export function limitOf({ side, distance }: Pick<Rule<'moment'>, 'side' | 'distance'>): number {
  if (!distance) return present;
  const amount = side === 'past' ? -distance.amount : distance.amount;
  const length = lengths[distance.unit];
  if (length !== undefined) return present + amount * length;
  const date = new Date(present);
  date.setUTCMonth(date.getUTCMonth() + amount * (distance.unit === 'year' ? 12 : 1));
  return date.getTime();
}

export function momentCases(project: ProjectModel, entity: EntityModel, rule: Rule<'moment'>): Cases {
  const { field, side, orNow, distance } = rule;
  const step = (field.type === 'date' ? 86_400_000 : 1) * (side === 'future' ? 1 : -1);
  const limit = limitOf(rule);
  const text = (at: number): string => {
    const iso = new Date(at).toISOString();
    return literal(field.type === 'date' ? iso.slice(0, 10) : iso);
  };
  const write = (at: number) => tryWrite(project, entity, { [field.name]: text(at) }, undefined, rule, 422);
  const [last, first] = orNow ? [limit, limit - step] : [limit + step, limit];
  const plain = plainField(entity);
  const edge = distance ? 'just far enough away' : orNow ? 'at the present' : `just in the ${side}`;
  return [
    testCase(`accepts ${field.label} ${edge}`, write(last).ok, project.auth),
    testCase(
      `refuses ${field.label} ${distance ? 'a moment too close' : orNow ? 'on the wrong side of the present' : 'at the present'}`,
      write(first).refused,
      project.auth,
    ),
    entity.verbs.has('update') && plain && side === 'future'
      ? testCase(
          `keeps ${field.label} that has passed since`,
          [
            `const row = ${insertCall(entity, { [field.name]: text(limit - 400 * 86_400_000) }, clientFor(entity, 'update'))};`,
            `const changes = { ${plain.name}: ${literal(otherValue(entity, plain, null))} };`,
            `const answer = await ${clientFor(entity, 'update')}.patch(\`/${entity.path}/\${row.id}\`, changes);`,
            statusIs(200),
          ],
          project.auth,
        )
      : undefined,
  ];
}

/** What is not changed may be sent as it is; something else may not. */
export function fixedCases(project: ProjectModel, entity: EntityModel, rule: Rule<'fixed'>): Cases {
  if (!entity.verbs.has('update')) return [];
  const { fields, open } = rule;
  const client = clientFor(entity, 'update');
  const tried = fields.filter((field) => !field.secret && !field.startsFixed).slice(0, 3);
  const closed = open && closedGiven(entity, open);
  const patch = (field: FieldModel, given: Record<string, string>, value: string): string[] => {
    const parent = field.references === undefined ? undefined : entityOf(project, field.references);
    return [
      `const row = ${insertCall(entity, given, client)};`,
      ...(parent && value !== `row.${field.name}` ? [`const other = ${parentCall(entity, parent, {}, client)};`] : []),
      `const changes = { ${field.name}: ${value} };`,
      `const answer = await ${client}.patch(\`/${entity.path}/\${row.id}\`, changes);`,
    ];
  };
  const otherOf = (field: FieldModel): string =>
    field.references === undefined ? literal(otherValue(entity, field, startOf(field))) : 'other.id';
  return tried.flatMap((field) => [
    testCase(
      `refuses another ${field.label}`,
      [...patch(field, openGiven(open), otherOf(field)), statusIs(409), codeIs(rule.code)],
      project.auth,
    ),
    testCase(
      `accepts the same ${field.label} again`,
      [...patch(field, openGiven(open), `row.${field.name}`), statusIs(200)],
      project.auth,
    ),
    closed && !isRuled(entity, field, rule)
      ? testCase(
          `accepts another ${field.label} in any other state`,
          [...patch(field, closed, otherOf(field)), statusIs(200)],
          project.auth,
        )
      : undefined,
  ]);
}

/** Whether another rule may stand against a new value. */
function isRuled(entity: EntityModel, field: FieldModel, own: RuleModel): boolean {
  return entity.rules.some(
    (rule) =>
      rule !== own &&
      rule.kind !== 'unique' &&
      Object.values(rule).some(
        (part) => part === field || (Array.isArray(part) && (part as unknown[]).includes(field)),
      ),
  );
}

export function needsCases(project: ProjectModel, entity: EntityModel, rule: Rule<'needs'>): Cases {
  const { field, open } = rule;
  const write = (value: string) => tryWrite(project, entity, { [field.name]: value }, open, rule, 422);
  const closed = closedGiven(entity, open);
  return [
    testCase(`accepts it with ${field.label}`, write(literal(otherValue(entity, field, null))).ok, project.auth),
    testCase(`refuses it without ${field.label}`, write('null').refused, project.auth),
    closed && entity.verbs.has('create') && !open.field.readOnly
      ? testCase(
          `does not ask for ${field.label} in any other state`,
          tryWrite(
            project,
            entity,
            open.field.startsFixed ? { [field.name]: 'null' } : { ...closed, [field.name]: 'null' },
            undefined,
            rule,
            422,
          ).ok,
          project.auth,
        )
      : undefined,
  ];
}

export function distinctCases(project: ProjectModel, entity: EntityModel, rule: Rule<'distinct'>): Cases {
  const [one, other] = rule.fields;
  const parent = one.references === undefined ? undefined : entityOf(project, one.references);
  const client = clientFor(entity, 'create');
  const values: [string, string] = parent
    ? ['first.id', 'second.id']
    : [literal(otherValue(entity, one, null)), literal(otherValue(entity, other, otherValue(entity, one, null)))];
  if (values[0] === values[1]) values[1] = values[1].replace(/'$/, " too'");
  const make = (name: string): string | undefined =>
    parent && `const ${name} = ${parentCall(entity, parent, {}, client)};`;
  const write = (a: string, b: string) =>
    tryWrite(project, entity, { [one.name]: a, [other.name]: b }, undefined, rule, 422);
  return [
    testCase('accepts two', [make('first'), make('second'), ...write(...values).ok], project.auth),
    testCase('refuses the same twice', [make('first'), ...write(values[0], values[0]).refused], project.auth),
  ];
}

/** As many as there is room for, and one more. */
/** In the state that is asked for, and in another. */
export function usableCases(project: ProjectModel, entity: EntityModel, rule: Rule<'usable'>): Cases {
  const { per, open } = rule;
  if (!entity.verbs.has('create') || per.readOnly) return [];
  const parent = entityOf(project, rule.parent);
  const closed = closedGiven(parent, open);
  const client = clientFor(entity, 'create');
  const steps = (given: Given): string[] => [
    `const ${parent.variable} = ${parentCall(entity, parent, given, client)};`,
    `const body = ${bodyCall(project, entity, { [per.name]: `${parent.variable}.id` }, client)};`,
    `const answer = await ${client}.post('/${entity.path}', body);`,
  ];
  return [
    testCase(
      `accepts ${withArticle(parent.one)} in that state`,
      [...steps(openGiven(open)), statusIs(201)],
      project.auth,
    ),
    closed &&
      testCase(
        `refuses ${withArticle(parent.one)} in another state`,
        [...steps(closed), statusIs(409), codeIs(rule.code)],
        project.auth,
      ),
  ];
}

export function fitsCases(project: ProjectModel, entity: EntityModel, rule: Rule<'fits'>): Cases {
  const { field, via, parentField } = rule;
  const parent = entityOf(project, rule.parent);
  const limit = Math.max(2, field.min ?? 0, parentField.min ?? 0);
  const most = Math.min(field.max ?? Infinity, parentField.max ?? Infinity);
  const client = clientFor(entity, 'create');
  const make = `const ${parent.variable} = ${parentCall(entity, parent, { [parentField.name]: String(limit) }, client)};`;
  const write = (value: number) =>
    tryWrite(
      project,
      entity,
      { [via.name]: `${parent.variable}.id`, [field.name]: String(value) },
      undefined,
      rule,
      422,
    );
  if (rule.least)
    return [
      testCase(`accepts ${field.label} as small as the ${parentField.label}`, [make, ...write(limit).ok], project.auth),
      limit > (field.min ?? 0)
        ? testCase('refuses one less', [make, ...write(limit - 1).refused], project.auth)
        : undefined,
    ];
  return [
    limit <= most
      ? testCase(
          `accepts ${field.label} as large as the ${parentField.label}`,
          [make, ...write(limit).ok],
          project.auth,
        )
      : undefined,
    limit < (field.max ?? Infinity)
      ? testCase('refuses one more', [make, ...write(limit + 1).refused], project.auth)
      : undefined,
  ];
}

/** As long, and as short, as may be, and a step beyond. */
export function spanCases(project: ProjectModel, entity: EntityModel, rule: Rule<'span'>): Cases {
  const { start, end } = rule;
  const day = lengths.day ?? 0;
  const step = start.type === 'date' ? day : 60_000;
  const text = (at: number): string => {
    const iso = new Date(at).toISOString();
    return literal(start.type === 'date' ? iso.slice(0, 10) : iso);
  };
  const begin = Date.UTC(2030, 5, start.step === 7 ? 4 : 3, start.hour) + start.shift * day;
  const write = (length: number) =>
    tryWrite(project, entity, { [start.name]: text(begin), [end.name]: text(begin + length) }, undefined, rule, 422);
  const edges = (['least', 'most'] as const).flatMap((side) => {
    const bound = rule[side];
    const length = bound && bound.amount * (lengths[bound.unit] ?? day);
    if (length === undefined) return [];
    const beyond = side === 'least' ? length - step : length + step;
    const how = side === 'least' ? 'short' : 'long';
    return [
      testCase(`accepts ${entity.many} as ${how} as may be`, write(length).ok, project.auth),
      beyond > 0 ? testCase(`refuses ${how}er ones`, write(beyond).refused, project.auth) : undefined,
    ];
  });
  return edges;
}
