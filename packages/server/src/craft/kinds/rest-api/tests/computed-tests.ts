import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { inputsOf } from '../../../domain/following.ts';
import { entityOf, isWhole } from '../../../domain/model.ts';
import { clientFor, statusIs, testCase } from './case.ts';
import { factorValue, shareIn } from './effect-tests.ts';
import { bodyCall, type Given, parentCall } from './rows.ts';

/** Values that follow from numbers of their row, and of the row that it refers to. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;
type Cases = (string | undefined)[];

export function computedCases(project: ProjectModel, entity: EntityModel, rule: Rule<'computed'>): Cases {
  const { factors, percent, share, of } = rule;
  if (!entity.verbs.has('create') || of?.field.readOnly === true) return [];
  if (inputsOf(rule).some((input) => input.readOnly)) return chainedCase(project, entity, rule);
  const [only] = factors;
  const shares = percent
    ? [0, 25, 100].filter((value) => value >= (percent.field.min ?? 0) && value <= (percent.field.max ?? 100))
    : [undefined];
  // At the edge from which on a share is taken, and over it.
  const edge = factors.length === 1 && only && mayBe(only, share?.over) ? share?.over : undefined;
  const first = edge === undefined ? [undefined] : [edge, edge + (only && isWhole(only) ? 1 : 0.5)];
  return first.flatMap((amount) => shares.map((part) => computedCase(project, entity, rule, { amount, part })));
}

/** What follows from what follows: worked out from the start. */
function chainedCase(project: ProjectModel, entity: EntityModel, rule: Rule<'computed'>): string[] {
  const found = workedOut(entity, rule, (field) => factorValue(field, 1));
  if (!found) return [];
  const client = clientFor(entity, 'create');
  const given: Given = Object.fromEntries([...found.given].map(([field, value]) => [field.name, String(value)]));
  return [
    testCase(
      `is computed from ${inputsOf(rule)
        .map((input) => input.label)
        .join(' and ')}, which follow themselves`,
      [
        `const answer = await ${client}.post('/${entity.path}', ${bodyCall(project, entity, given, client)});`,
        statusIs(201),
        `assert.equal(answer.body.${rule.field.name}, ${found.value});`,
      ],
      project.auth,
    ),
  ];
}

/** What a row is given and what comes of it; undefined where another row has a say. */
export function workedOut(
  entity: EntityModel,
  rule: Rule<'computed'>,
  sample: (field: FieldModel) => number,
): { given: Map<FieldModel, number>; value: number } | undefined {
  if (rule.of) return undefined;
  const given = new Map<FieldModel, number>();
  const values = new Map<FieldModel, number>();
  for (const input of inputsOf(rule)) {
    const behind = entity.rules.find((other) => other.kind === 'computed' && other.field === input);
    const found = behind?.kind === 'computed' ? workedOut(entity, behind, sample) : undefined;
    if (input.readOnly && !found) return undefined;
    if (found) for (const [field, value] of found.given) given.set(field, value);
    else given.set(input, sample(input));
    values.set(input, found?.value ?? sample(input));
  }
  const valueOf = (field: FieldModel): number => values.get(field) ?? 0;
  const product = rule.factors.reduce((all, factor) => all * valueOf(factor), 1);
  const whole = rule.percent ? (product * (100 + rule.percent.sign * valueOf(rule.percent.field))) / 100 : product;
  const sum = rule.terms.reduce((all, { field, sign }) => all + sign * valueOf(field), whole);
  const value = shareIn(rule.share, sum);
  return { given, value: isWhole(rule.field) ? Math.round(value) : value };
}

function mayBe(field: FieldModel, value: number | undefined): boolean {
  return value !== undefined && value >= (field.min ?? value) && value + 1 <= (field.max ?? Infinity);
}

function computedCase(
  project: ProjectModel,
  entity: EntityModel,
  rule: Rule<'computed'>,
  { amount, part }: { amount: number | undefined; part: number | undefined },
): string {
  const { field, factors, of, percent, terms, share } = rule;
  const client = clientFor(entity, 'create');
  const parent = of && entityOf(project, of.parent);
  const each = of ? factorValue(of.field, 2) : 1;
  const values = factors.map((factor) => amount ?? factorValue(factor, 1));
  const plain = terms.reduce(
    (sum, { field: term, sign }) => sum + sign * factorValue(term, 1),
    values.reduce((product, value) => product * value, each),
  );
  const given: Given = Object.fromEntries(factors.map((factor, at) => [factor.name, String(values[at] ?? 0)]));
  for (const { field: term } of terms) given[term.name] = String(factorValue(term, 1));
  if (percent && part !== undefined) given[percent.field.name] = String(part);
  if (of) given[of.via.name] = 'priced.id';
  const whole = percent && part !== undefined ? (plain * (100 + percent.sign * part)) / 100 : plain;
  const shared = shareIn(share, whole);
  const value = isWhole(field) ? Math.round(shared) : shared;
  return testCase(
    percent
      ? `is computed with a ${percent.field.label} of ${part ?? 0}`
      : `is computed from ${inputsOf(rule)
          .map((input) => input.label)
          .join(' and ')}${amount === undefined ? '' : ` of ${amount}`}`,
    [
      ...(parent && of
        ? [`const priced = ${parentCall(entity, parent, { [of.field.name]: String(each) }, client)};`]
        : []),
      `const answer = await ${client}.post('/${entity.path}', ${bodyCall(project, entity, given, client)});`,
      statusIs(201),
      `assert.equal(answer.body.${field.name}, ${value});`,
    ],
    project.auth,
  );
}
