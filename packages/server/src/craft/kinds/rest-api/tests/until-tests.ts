import { checkArguments } from '../../../domain/code/rules.ts';
import type { EntityModel, FieldModel, ProjectModel, RuleModel, Scalar } from '../../../domain/model.ts';
import { entityOf, isTime } from '../../../domain/model.ts';
import { otherValue, startOf } from '../../../domain/samples.ts';
import { literal } from '../../../emit/layout.ts';
import { withArticle } from '../../../emit/names.ts';
import { plainField } from '../probe/plain-field.ts';
import { besideOf } from './beside-tests.ts';
import { clientFor, codeIs, statusIs, testCase } from './case.ts';
import { limitOf } from './row-tests.ts';
import { bodyCall, type Given, insertCall, parentCall } from './rows.ts';
import { canSucceed, closedGiven, closedWords, openGiven, readyFor, stateBefore } from './states.ts';

type Until = Extract<RuleModel, { kind: 'until' }>;

/** When a field of a row is changed: a day after it was made, or at once where that is soon too late. */
export function changedAt(entity: EntityModel, field: FieldModel): string {
  const soon = entity.rules.some(
    (rule) =>
      rule.kind === 'until' &&
      (rule.lead?.amount ?? 0) < 0 &&
      Array.isArray(rule.change) &&
      rule.change.includes(field),
  );
  return soon ? '2029-06-01T12:00:01.000Z' : '2029-06-02T12:00:00.000Z';
}

/** What is done only before a time: at the last moment, and at the first that is too late. */
export function untilCases(project: ProjectModel, entity: EntityModel, rule: Until): (string | undefined)[] {
  const deed = deedOf(project, entity, rule);
  if (!deed) return [];
  const { via, time, lead } = rule;
  const step = time.type === 'date' ? 86_400_000 : 1;
  const limit = limitOf({ side: 'future', distance: lead });
  const [last, first] = lead ? [limit, limit - step] : [limit + step, limit];
  const given = (at: number): { make: string | undefined; given: Given } => {
    const text = new Date(at).toISOString();
    const source = literal(time.type === 'date' ? text.slice(0, 10) : text);
    const times = (of: EntityModel): Given => ({
      [time.name]: source,
      ...(isTaken(of, time) ? besideOf(of, time, at) : {}),
    });
    if (!via) return { make: undefined, given: times(entity) };
    const parent = entityOf(project, via.parent);
    return {
      make: `const ${parent.variable} = ${parentCall(entity, parent, times(parent), deed.client)};`,
      given: { [via.field.name]: `${parent.variable}.id` },
    };
  };
  const tried = (at: number, right: boolean): string[] => {
    const { make, given: values } = given(at);
    return [...(make === undefined ? [] : [make]), ...deed.lines(values, right)];
  };
  return [
    testCase('lets it be done at the last moment', tried(last, true), project.auth),
    testCase('refuses it when it is too late', tried(first, false), project.auth),
  ];
}

/** Whether it may only take so long from or to this time: then its other end moves along. */
function isTaken(entity: EntityModel, time: FieldModel): boolean {
  return entity.rules.some((rule) => rule.kind === 'span' && (rule.start === time || rule.end === time));
}

interface Deed {
  client: string;
  /** `beside`: what is there beside the row when it is tried. */
  lines: (given: Given, right: boolean, beside?: string) => string[];
}

/** What brings a row into a state, or makes or changes it. */
type Doing = Pick<Until, 'change' | 'via' | 'code'>;

/** Undefined where no request does it. */
export function deedOf(project: ProjectModel, entity: EntityModel, rule: Doing): Deed | undefined {
  const { change, via } = rule;
  const refused = [statusIs(409), codeIs(rule.code)];
  if (change === 'create') {
    if (!entity.verbs.has('create') || via?.field.readOnly) return undefined;
    const client = clientFor(entity, 'create');
    return {
      client,
      lines: (given, right) => [
        `const answer = await ${client}.post('/${entity.path}', ${bodyCall(project, entity, given, client)});`,
        ...(right ? [statusIs(201)] : refused),
      ],
    };
  }
  if (Array.isArray(change)) {
    const plain = plainField(entity);
    // What a row has already is no change of it.
    return plain && patching(entity, plain, literal(otherValue(entity, plain, startOf(plain))), refused);
  }
  const { field, to } = change;
  const action = entity.actions.find(({ sets }) => sets[field.name] === to);
  if (action) {
    if (!canSucceed(entity, action)) return undefined;
    const client = clientFor(entity, action.verb);
    return {
      client,
      lines: (given, right, beside) => [
        `const row = ${insertCall(entity, { ...readyFor(entity, action), ...given }, client)};`,
        ...(beside === undefined ? [] : [beside]),
        `const answer = await ${client}.post(\`/${entity.path}/\${row.id}/${action.path}\`);`,
        ...(right ? [statusIs(200)] : refused),
      ],
    };
  }
  if (entity.verbs.has('update') && !field.readOnly) return patching(entity, field, sourceOf(field, to), refused);
  return asking(entity, field, to, rule);
}

function sourceOf(field: FieldModel, to: Scalar): string {
  if (to !== 'now' || !isTime(field)) return literal(to);
  return field.type === 'date' ? 'clock.now.slice(0, 10)' : 'clock.now';
}

function patching(entity: EntityModel, field: FieldModel, source: string, refused: string[]): Deed | undefined {
  if (!entity.verbs.has('update')) return undefined;
  const client = clientFor(entity, 'update');
  return {
    client,
    lines: (given, right, beside) => [
      `const row = ${insertCall(entity, given, client)};`,
      ...(beside === undefined ? [] : [beside]),
      `const changes = { ${field.name}: ${source} };`,
      `const answer = await ${client}.patch(\`/${entity.path}/\${row.id}\`, changes);`,
      ...(right ? [statusIs(200)] : refused),
    ],
  };
}

/** Where no request leads there, the check itself is asked. */
function asking(entity: EntityModel, field: FieldModel, to: Scalar, rule: Doing): Deed {
  const call = `check${entity.typeName}(${checkArguments(entity, 'next', 'clock.now', 'row').join(', ')})`;
  return {
    client: 'api',
    lines: (given, right, beside) => [
      `const row = ${insertCall(entity, given)};`,
      ...(beside === undefined ? [] : [beside]),
      `const next = { ...row, ${field.name}: ${sourceOf(field, to)} };`,
      right ? `${call};` : `assert.throws(() => ${call}, { code: '${rule.code}' });`,
    ],
  };
}

/** With what holds it back beside it, without, and with what no longer does. */
export function settledCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'settled' }>,
): (string | undefined)[] {
  const { change, via, open } = rule;
  const by = entityOf(project, rule.by);
  const deed = deedOf(project, entity, { change, via: undefined, code: rule.code });
  if (!deed) return [];
  const before = stateBefore(entity, change.field.name, change.to);
  const given: Given = {
    ...(before === undefined ? {} : { [change.field.name]: literal(before) }),
    ...neededFor(entity, change),
  };
  const beside = (state: Given): string => `${insertCall(by, { [via.name]: 'row.id', ...state }, deed.client)};`;
  const closed = open && closedGiven(by, open);
  return [
    testCase(`lets it be done without ${by.many}`, deed.lines(given, true), project.auth),
    testCase(
      `refuses it beside ${withArticle(by.one)}`,
      deed.lines(given, false, beside(openGiven(open))),
      project.auth,
    ),
    closed &&
      testCase(`does not count ${by.many} ${closedWords(open)}`, deed.lines(given, true, beside(closed)), project.auth),
  ];
}

/** What has to be filled in for the state. */
export function neededFor(entity: EntityModel, { field, to }: { field: FieldModel; to: Scalar }): Given {
  const asked = entity.rules.flatMap((rule) =>
    rule.kind === 'needs' && rule.open.field === field && rule.open.equals === to ? [rule.field] : [],
  );
  return Object.fromEntries(asked.map((one) => [one.name, literal(otherValue(entity, one, null))]));
}
