import { literal } from '../../../emit/layout.ts';
import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, isTime } from '../../../domain/model.ts';
import { checkArguments } from '../../../domain/code/rules.ts';
import { valueWords } from '../../../emit/names.ts';
import { bodyFields } from './builders.ts';
import { amountCases } from './amount-tests.ts';
import { apartCases, backedCases, hoursCases, risingCases, totalCases } from './beside-tests.ts';
import { capacityOf, parentCapacity, placesCase, waitingCase } from './capacity-tests.ts';
import { clientFor, codeIs, repeat, statusIs, suite, testCase } from './case.ts';
import { computedCases } from './computed-tests.ts';
import { endsCases, stockCases, sumCases, transferCases } from './effect-tests.ts';
import { distinctCases, fitsCases, fixedCases, momentCases, needsCases, spanCases, usableCases } from './row-tests.ts';
import { marksCases } from './mark-tests.ts';
import { overlapCases } from './overlap-tests.ts';
import { type Given, insertCall, insertOthers, parentCall } from './rows.ts';
import { closedGiven, closedWords, openGiven } from './states.ts';
import { expiredGiven, expiryCases, feeCases, periodCases, presentSource, unexpiredCases } from './time-tests.ts';
import { mayTake, sampleText } from '../../../domain/samples.ts';
import { type Tried, tryWrite } from './try-write.ts';
import { settledCases, untilCases } from './until-tests.ts';

/** Each rule at its edge: the last thing that it allows and the first that it refuses. */
export function ruleSuites(project: ProjectModel, entity: EntityModel): (string | undefined)[] {
  return [
    ...entity.rules.map((rule) => suite(`rule: ${rule.sentence.replace(/\.$/, '')}`, ruleCases(project, entity, rule))),
    ...entity.capacities.map((capacity) => parentCapacity(project, entity, capacity)),
  ];
}

function ruleCases(project: ProjectModel, entity: EntityModel, rule: RuleModel): (string | undefined)[] {
  switch (rule.kind) {
    case 'order':
      return orderCases(project, entity, rule);
    case 'moment':
      return momentCases(project, entity, rule);
    case 'fixed':
      return fixedCases(project, entity, rule);
    case 'needs':
      return needsCases(project, entity, rule);
    case 'distinct':
      return distinctCases(project, entity, rule);
    case 'until':
      return untilCases(project, entity, rule);
    case 'settled':
      return settledCases(project, entity, rule);
    case 'fits':
      return fitsCases(project, entity, rule);
    case 'span':
      return spanCases(project, entity, rule);
    case 'transitions':
      return transitionCases(project, entity, rule);
    case 'unique':
      return uniqueCases(project, entity, rule);
    case 'exclusive':
      return limitCases(project, entity, rule, rule.field, 1, rule.open);
    case 'max-per':
      if (rule.amount) return amountCases(project, entity, rule, rule.amount);
      return [
        ...limitCases(project, entity, rule, rule.per, rule.limit, rule.open),
        ...(rule.within && !isHeld(entity, rule.within.field) ? periodCases(project, entity, rule, rule.within) : []),
      ];
    case 'capacity':
      return limitCases(project, entity, rule, rule.per, capacityOf(rule.parentField), rule.open, rule.parentField);
    case 'no-overlap':
      return overlapCases(project, entity, rule);
    case 'expires':
      return expiryCases(project, entity, rule);
    case 'usable':
      return usableCases(project, entity, rule);
    case 'unexpired':
      return unexpiredCases(project, entity, rule);
    case 'ends':
      return endsCases(project, entity, rule);
    case 'fee':
      return feeCases(project, entity, rule);
    case 'computed':
      return computedCases(project, entity, rule);
    case 'transfer':
      return transferCases(project, entity, rule);
    case 'stock':
      return stockCases(project, entity, rule);
    case 'marks':
      return marksCases(project, entity, rule);
    case 'sum':
      return sumCases(project, entity, rule);
    case 'rising':
      return risingCases(project, entity, rule);
    case 'total':
      return totalCases(project, entity, rule);
    case 'apart':
      return apartCases(project, entity, rule);
    case 'backed':
      return backedCases(project, entity, rule);
    case 'hours':
      return hoursCases(project, entity, rule);
  }
}

/** Whether a time lies within hours of its own, so that it can not be put anywhere. */
function isHeld(entity: EntityModel, field: FieldModel): boolean {
  return entity.rules.some((rule) => rule.kind === 'hours' && rule.field === field);
}

/** At, under and over a limit of rows for one parent; rows that do not count are not counted. */
export function limitCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: RuleModel,
  per: FieldModel,
  limit: number,
  open: OpenModel | undefined,
  capacity?: FieldModel,
): (string | undefined)[] {
  const client = clientFor(entity, 'create');
  const owner = per === entity.owner;
  const subject = owner ? `${client}.user` : variableOf(project, per);
  const parent = owner || per.references === undefined ? undefined : entityOf(project, per.references);
  const also = rule.kind === 'max-per' ? rule.also : [];
  const through =
    rule.kind === 'capacity' && rule.through
      ? { has: entityOf(project, rule.parent), field: rule.through.field }
      : undefined;
  const made = [
    ...(parent
      ? [
          ...(through
            ? [`const room = ${insertCall(through.has, { [capacity?.name ?? '']: String(limit) }, client)};`]
            : []),
          `const ${subject} = ${parentCall(entity, parent, through ? { [through.field.name]: 'room.id' } : capacity ? { [capacity.name]: String(limit) } : {}, client)};`,
        ]
      : []),
    ...also.flatMap((field) =>
      field.references === undefined || field.actor
        ? []
        : [`const ${field.name} = ${parentCall(entity, entityOf(project, field.references), {}, client)}.id;`],
    ),
  ];
  const make = made.length > 0 ? made.join('\n') : undefined;
  const value = parent || owner ? `${subject}.id` : literal(per.values[0] ?? 'Same');
  const given: Given = {
    [per.name]: value,
    ...Object.fromEntries(also.map((field) => [field.name, field.actor ? `${client}.user.id` : alsoValue(field)])),
    ...('within' in rule && rule.within ? { [rule.within.field.name]: presentSource(rule.within.field) } : {}),
    ...('places' in rule && rule.places ? { [rule.places.name]: '1' } : {}),
  };
  const fill = (count: number, extra: Given): string | undefined => {
    if (count === 0) return undefined;
    const call = insertOthers(project, entity, { ...given, ...extra }, client);
    return count === 1 ? `${call};` : repeat(count, call);
  };
  const opened = openGiven(open);
  const tried = tryWrite(project, entity, given, open, rule);
  const closed = open && closedGiven(entity, open);
  const what = limit === 1 ? `the first ${entity.one}` : `${entity.one} number ${limit}`;
  return [
    testCase(`accepts ${what}`, [make, fill(limit - 1, opened), ...tried.ok], project.auth),
    'waiting' in rule && rule.waiting !== undefined
      ? undefined
      : testCase(
          `refuses ${entity.one} number ${limit + 1}`,
          [make, fill(limit, opened), ...tried.refused],
          project.auth,
        ),
    closed
      ? testCase(
          `does not count ${entity.many} ${closedWords(open)}`,
          [make, fill(limit, closed), ...tried.ok],
          project.auth,
        )
      : undefined,
    !owner && parent !== undefined
      ? testCase(
          'counts for each on its own',
          [make, fill(limit, opened), ...tryWrite(project, entity, {}, open, rule).ok],
          project.auth,
        )
      : undefined,
    'expiry' in rule && rule.expiry
      ? testCase(
          `does not count ${entity.many} that have expired`,
          [make, fill(limit, { ...opened, ...expiredGiven(rule.expiry) }), ...tried.ok],
          project.auth,
        )
      : undefined,
    'places' in rule && rule.places ? placesCase(project, entity, rule, make, given, limit) : undefined,
    'waiting' in rule && rule.waiting !== undefined
      ? waitingCase(project, entity, rule, make, given, limit)
      : undefined,
  ];
}

/** The value that all counted rows have in a further field. */
function alsoValue(field: FieldModel): string {
  if (field.references !== undefined) return field.name;
  return literal(field.type === 'enum' ? (field.values[0] ?? '') : sampleText(field, 'Same', 1));
}

function variableOf(project: ProjectModel, field: FieldModel): string {
  return field.references === undefined ? 'parent' : entityOf(project, field.references).variable;
}

function orderCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'order' }>,
): (string | undefined)[] {
  const { before, after } = rule;
  const value = (step: number): string => {
    if (before.type === 'date') return `dateAt(${step})`;
    if (isTime(before)) return `timeAt(${step})`;
    const low = Math.max(before.min ?? 0, after.min ?? 0);
    return String(low + step);
  };
  const at = (first: number, second: number): Given => ({ [before.name]: value(first), [after.name]: value(second) });
  const write = (given: Given): Tried => tryWrite(project, entity, given, undefined, rule, 422);
  return [
    mayTake(entity, before, 1)
      ? testCase(`accepts ${before.label} just before ${after.label}`, write(at(0, 1)).ok, project.auth)
      : undefined,
    rule.orEqual
      ? testCase(`accepts ${before.label} at ${after.label}`, write(at(1, 1)).ok, project.auth)
      : testCase(`refuses ${before.label} at ${after.label}`, write(at(1, 1)).refused, project.auth),
    testCase(`refuses ${before.label} behind ${after.label}`, write(at(2, 1)).refused, project.auth),
  ];
}

function transitionCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'transitions' }>,
): (string | undefined)[] {
  const { field, allowed } = rule;
  const pairs = field.values.flatMap((from) => field.values.map((to): [string, string] => [from, to]));
  const may = (pair: readonly string[]): boolean => allowed.some(([from, to]) => from === pair[0] && to === pair[1]);
  const refused = pairs.filter((pair) => pair[0] !== pair[1] && !may(pair));
  const viaApi = entity.verbs.has('update') && !field.readOnly;
  const client = clientFor(entity, 'update');
  const steps = (from: string, to: string): string[] =>
    viaApi
      ? [
          `const row = ${insertCall(entity, { [field.name]: literal(from) }, client)};`,
          `const changes = { ${field.name}: ${literal(to)} };`,
          `const answer = await ${client}.patch(\`/${entity.path}/\${row.id}\`, changes);`,
        ]
      : [
          `const row = ${insertCall(entity, { [field.name]: literal(from) })};`,
          `const next = { ...row, ${field.name}: ${literal(to)} as const };`,
        ];
  const check = `check${entity.typeName}(${checkArguments(entity, 'next', 'clock.now', 'row').join(', ')})`;
  return [
    ...allowed
      .filter(([from, to]) => from !== to)
      .map(([from, to]) =>
        testCase(
          `goes from ${valueWords(from)} to ${valueWords(to)}`,
          [
            ...steps(from, to),
            ...(viaApi
              ? [statusIs(200), !field.secret && `assert.equal(answer.body.${field.name}, ${literal(to)});`]
              : [`${check};`]),
          ],
          project.auth,
        ),
      ),
    ...refused.map(([from, to]) =>
      testCase(
        `does not go from ${valueWords(from)} to ${valueWords(to)}`,
        [
          ...steps(from, to),
          ...(viaApi
            ? [statusIs(409), codeIs(rule.code)]
            : [`assert.throws(() => ${check}, { code: '${rule.code}' });`]),
        ],
        project.auth,
      ),
    ),
  ];
}

function uniqueCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'unique' }>,
): (string | undefined)[] {
  // Signing up has tests of its own.
  if (entity.isAccount) return [];
  const fields = rule.fields.filter((field) => field !== entity.owner);
  const owned = fields.length < rule.fields.length;
  const inBody = bodyFields(project, entity);
  const first = insertCall(
    entity,
    Object.fromEntries(
      fields
        .filter((field) => !inBody.includes(field) && field.nullable)
        .map((field) => [field.name, sample(project, field)]),
    ),
    clientFor(entity, 'create'),
  );
  const same: Given = Object.fromEntries(fields.map((field) => [field.name, `first.${field.name}`]));
  const cases = [
    testCase(
      'refuses a second one',
      [`const first = ${first};`, ...tryWrite(project, entity, same, undefined, rule).refused],
      project.auth,
    ),
  ];
  const changed = entity.verbs.has('update') && fields.every((field) => !field.readOnly && !field.startsFixed);
  if (changed) {
    const client = clientFor(entity, 'update');
    cases.push(
      testCase(
        'lets a row keep its own',
        [
          `const first = ${insertCall(entity, {}, client)};`,
          `const changes = { ${fields.map((field) => `${field.name}: first.${field.name}`).join(', ')} };`,
          `const answer = await ${client}.patch(\`/${entity.path}/\${first.id}\`, changes);`,
          statusIs(200),
        ],
        project.auth,
      ),
    );
  }
  for (const field of rule.fields.length > 1 ? fields : []) {
    const others = Object.fromEntries(Object.entries(same).filter(([name]) => name !== field.name));
    if (field.type === 'boolean' || field.type === 'enum') continue;
    if (Object.keys(others).length === 0) continue;
    cases.push(
      testCase(
        `accepts another ${field.label} with the same ${fields
          .filter((other) => other !== field)
          .map((other) => other.label)
          .join(' and ')}`,
        [`const first = ${first};`, ...tryWrite(project, entity, others, undefined, rule).ok],
        project.auth,
      ),
    );
  }
  if (
    owned &&
    entity.verbs.has('create') &&
    !entity.roleVerbs.has('create') &&
    fields.every((field) => field.references === undefined)
  ) {
    const other = insertCall(entity, { [entity.owner?.name ?? '']: 'other.user.id' });
    cases.push(
      testCase('does not tell what other owners have', [
        'const other = signIn();',
        `const first = ${other};`,
        ...tryWrite(project, entity, same, undefined, rule).ok,
      ]),
    );
  }
  return cases;
}

function sample(project: ProjectModel, field: FieldModel): string {
  if (field.references !== undefined) return `${insertCall(entityOf(project, field.references), {})}.id`;
  return literal(field.values[0] ?? 'Same');
}
