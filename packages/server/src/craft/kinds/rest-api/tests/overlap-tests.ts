import type { EntityModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, isTime } from '../../../domain/model.ts';
import { isoTime, mayTake } from '../../../domain/samples.ts';
import { literal, quote } from '../../../emit/layout.ts';
import { clientFor, testCase } from './case.ts';
import { lengths } from './effect-tests.ts';
import { type Given, insertOthers, parentCall } from './rows.ts';
import { closedGiven, closedWords, openGiven } from './states.ts';
import { type Tried, tryWrite } from './try-write.ts';

/** Rows that may not overlap: every way in which two spans can lie beside each other. */

export function overlapCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'no-overlap' }>,
): (string | undefined)[] {
  const { start, end, scope, open } = rule;
  const ends = entity.rules.find((other) => other.kind === 'ends' && other.field === end);
  if (ends?.kind === 'ends') return lastingCases(project, entity, rule, ends);
  const weekly = start.step === 7 ? 7 : 1;
  const value = (step: number): string => {
    if (start.type === 'date') return `dateAt(${step * weekly})`;
    if (isTime(start)) return `timeAt(${step * weekly})`;
    return String(Math.max(start.min ?? 0, end.min ?? 0) + step);
  };
  const client = clientFor(entity, 'create');
  const { make, scoped, parent } = scopeOf(entity, project, rule, client);
  const span = (from: number, to: number): Given => ({ ...scoped, [start.name]: value(from), [end.name]: value(to) });
  const first = `${insertOthers(project, entity, { ...span(10, 20), ...openGiven(open) }, client)};`;
  const write = (from: number, to: number): Tried => tryWrite(project, entity, span(from, to), open, rule);
  const may = (from: number, to: number): boolean => !isTime(start) || mayTake(entity, start, (to - from) * weekly);
  const tryTime = (title: string, from: number, to: number, of: (tried: Tried) => string[]): string | undefined =>
    may(from, to) ? testCase(title, [make, first, ...of(write(from, to))], project.auth) : undefined;
  const closed = open && closedGiven(entity, open);
  const many = entity.many;
  return [
    tryTime(`accepts ${many} that end as another starts`, 5, 10, (tried) => tried.ok),
    tryTime(`accepts ${many} that start as another ends`, 20, 25, (tried) => tried.ok),
    tryTime('refuses one that reaches into another', 5, 11, (tried) => tried.refused),
    tryTime('refuses one that starts within another', 19, 25, (tried) => tried.refused),
    tryTime('refuses one inside another', 12, 15, (tried) => tried.refused),
    tryTime('refuses one around another', 5, 25, (tried) => tried.refused),
    parent && may(10, 20)
      ? testCase(
          `accepts the same time for another ${scope?.label ?? ''}`,
          [
            make,
            first,
            ...tryWrite(project, entity, { [start.name]: value(10), [end.name]: value(20) }, open, rule).ok,
          ],
          project.auth,
        )
      : undefined,
    closed && may(10, 20)
      ? testCase(
          `does not mind ${many} ${closedWords(open)}`,
          [make, `${insertOthers(project, entity, { ...span(10, 20), ...closed }, client)};`, ...write(10, 20).ok],
          project.auth,
        )
      : undefined,
  ];
}

/** What two rows must have in common to be in each other's way. */
function scopeOf(
  entity: EntityModel,
  project: ProjectModel,
  { scope }: Extract<RuleModel, { kind: 'no-overlap' }>,
  client: string,
): { make: string | undefined; scoped: Given; parent: EntityModel | undefined } {
  const owner = scope !== undefined && scope === entity.owner;
  const parent = scope?.references === undefined || owner ? undefined : entityOf(project, scope.references);
  const scoped: Given = scope
    ? {
        [scope.name]: parent
          ? `${parent.variable}.id`
          : owner
            ? `${client}.user.id`
            : literal(scope.values[0] ?? 'Same'),
      }
    : {};
  const make = parent && `const ${parent.variable} = ${parentCall(entity, parent, {}, client)};`;
  return { make, scoped, parent };
}

/** Rows whose end follows from how long they take. */
function lastingCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'no-overlap' }>,
  { by, amount, unit }: Extract<RuleModel, { kind: 'ends' }>,
): (string | undefined)[] {
  const { start, scope, open } = rule;
  if (start.readOnly || by?.readOnly || /month|year/.test(unit)) return [];
  const client = clientFor(entity, 'create');
  const { make, scoped, parent } = scopeOf(entity, project, rule, client);
  const count = by ? Math.min(Math.max(by.min ?? 0, 4), by.max ?? 4) : amount;
  const step = lengths[unit];
  const begun = Date.UTC(2031, 2, 10, start.type === 'date' ? 0 : start.hour);
  const given = (at: number): Given => ({
    [start.name]: quote(isoTime(start, at)),
    ...(by ? { [by.name]: String(count) } : {}),
  });
  const first = `${insertOthers(project, entity, { ...scoped, ...given(begun), ...openGiven(open) }, client)};`;
  const write = (at: number, of: Given = scoped): Tried =>
    tryWrite(project, entity, { ...of, ...given(at) }, open, rule);
  const shorter = start.type === 'date' ? lengths.day : Math.min(step, lengths.minute);
  const test = (title: string, lines: readonly string[]): string =>
    testCase(title, [make, first, ...lines], project.auth);
  return [
    test(`accepts ${entity.many} that start as another ends`, write(begun + count * step).ok),
    count * step > shorter
      ? test('refuses one that starts before another ends', write(begun + count * step - shorter).refused)
      : undefined,
    test('refuses one at the same time', write(begun).refused),
    parent ? test(`accepts the same time for another ${scope?.label ?? ''}`, write(begun, {}).ok) : undefined,
  ];
}
