import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, isWhole } from '../../../domain/model.ts';
import { literal } from '../../../emit/layout.ts';
import { amountsUpTo } from '../amounts.ts';
import { clientFor, testCase } from './case.ts';
import { type Given, insertOthers, parentCall } from './rows.ts';
import { openGiven } from './states.ts';
import { presentSource, timeBefore } from './time-tests.ts';
import { tryWrite } from './try-write.ts';

/** Limits of what rows add up to: all of it, a little more, and what does not count for it. */

export function amountCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Extract<RuleModel, { kind: 'max-per' }>,
  amount: FieldModel,
): (string | undefined)[] {
  const amounts = amountsUpTo(amount, rule.limit);
  if (!amounts) return [];
  const { per, also, within, open } = rule;
  const client = clientFor(entity, 'create');
  const owner = per === entity.owner;
  const parent = owner || per.references === undefined ? undefined : entityOf(project, per.references);
  const make = [
    ...(parent ? [`const ${parent.variable} = ${parentCall(entity, parent, {}, client)};`] : []),
    ...also.flatMap((field) =>
      field.references === undefined
        ? []
        : [`const ${field.name} = ${parentCall(entity, entityOf(project, field.references), {}, client)}.id;`],
    ),
  ];
  const subject = owner ? `${client}.user.id` : parent ? `${parent.variable}.id` : literal(per.values[0] ?? 'Same');
  const given: Given = {
    [per.name]: subject,
    ...Object.fromEntries(
      also.map((field) => [
        field.name,
        field.references === undefined ? literal(field.values[0] ?? 'Same') : field.name,
      ]),
    ),
    ...(within ? { [within.field.name]: presentSource(within.field) } : {}),
  };
  const fill = (extra: Given = {}): string[] =>
    amounts.first.map(
      (value) =>
        `${insertOthers(project, entity, { ...given, ...openGiven(open), [amount.name]: String(value), ...extra }, client)};`,
    );
  const write = (value: number) => tryWrite(project, entity, { ...given, [amount.name]: String(value) }, open, rule);
  const more = amounts.rest + (isWhole(amount) ? 1 : 0.5);
  const before = within && timeBefore(within);
  return [
    testCase(
      `accepts a ${amount.label} of ${rule.limit} in all`,
      [...make, ...fill(), ...write(amounts.rest).ok],
      project.auth,
    ),
    testCase(`refuses more than ${rule.limit} in all`, [...make, ...fill(), ...write(more).refused], project.auth),
    before !== undefined && within
      ? testCase(
          `does not count the ${amount.label} of the ${within.period} before`,
          [...make, ...fill({ [within.field.name]: before }), ...write(more).ok],
          project.auth,
        )
      : undefined,
  ];
}
