import type { EntityModel, FieldModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import { entityOf, isTime } from '../../../domain/model.ts';
import { isoTime, mayTake, present, rankOf, sampleNumber } from '../../../domain/samples.ts';
import { literal } from '../../../emit/layout.ts';
import { withArticle } from '../../../emit/names.ts';
import { isOvernight } from '../../../domain/code/beside-rules.ts';
import { clientFor, codeIs, repeat, statusIs, testCase } from './case.ts';
import { bodyCall, type Given, insertCall, insertOthers, parentCall } from './rows.ts';
import { closedGiven, closedWords, openGiven } from './states.ts';
import { tryWrite } from './try-write.ts';

/** Rules that hold a row against others, or against hours, each at its edge. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;
type Cases = (string | undefined)[];

/** Above the highest, as high, and as high as that of another thing. */
export function risingCases(project: ProjectModel, entity: EntityModel, rule: Rule<'rising'>): Cases {
  const { field, of } = rule;
  const client = clientFor(entity, 'create');
  const parent = of?.references === undefined ? undefined : entityOf(project, of.references);
  if (of && (!parent || of.readOnly)) return [];
  const step = ['decimal', 'percentage'].includes(field.type) ? 0.5 : 1;
  const first = Math.min(Math.max(sampleNumber(field), field.min ?? 0), (field.max ?? Infinity) - step);
  const make = parent && `const ${parent.variable} = ${parentCall(entity, parent, {}, client)};`;
  const scope: Given = of && parent ? { [of.name]: `${parent.variable}.id` } : {};
  const stored = `${insertOthers(project, entity, { ...scope, [field.name]: String(first) }, client)};`;
  const write = (value: number, given: Given = scope) =>
    tryWrite(project, entity, { ...given, [field.name]: String(value) }, undefined, rule);
  return [
    testCase(`accepts a higher ${field.label}`, [make, stored, ...write(first + step).ok], project.auth),
    testCase(`refuses the same ${field.label}`, [make, stored, ...write(first).refused], project.auth),
    first - step >= (field.min ?? 0) && !isBoundBelow(entity, field)
      ? testCase(`refuses a lower ${field.label}`, [make, stored, ...write(first - step).refused], project.auth)
      : undefined,
    parent
      ? testCase(
          `does not mind the ${field.label} for another ${of?.label ?? ''}`,
          [make, stored, ...write(first, {}).ok],
          project.auth,
        )
      : undefined,
  ];
}

/** Whether something else refuses low values first. */
function isBoundBelow(entity: EntityModel, field: FieldModel): boolean {
  return entity.rules.some((rule) => rule.kind === 'fits' && rule.least && rule.field === field);
}

/** Rows that a test makes one by one. */
const most = 500;

export function totalCases(project: ProjectModel, entity: EntityModel, rule: Rule<'total'>): Cases {
  const { limit, open } = rule;
  if (limit > most) return [];
  const client = clientFor(entity, 'create');
  const fill = (count: number, extra: Given): string | undefined => {
    const call = insertOthers(project, entity, extra, client);
    return count === 0 ? undefined : count === 1 ? `${call};` : repeat(count, call);
  };
  const tried = tryWrite(project, entity, {}, open, rule);
  const closed = open && closedGiven(entity, open);
  return [
    testCase(`accepts ${entity.one} number ${limit}`, [fill(limit - 1, openGiven(open)), ...tried.ok], project.auth),
    testCase(
      `refuses ${entity.one} number ${limit + 1}`,
      [fill(limit, openGiven(open)), ...tried.refused],
      project.auth,
    ),
    closed
      ? testCase(`does not count ${entity.many} ${closedWords(open)}`, [fill(limit, closed), ...tried.ok], project.auth)
      : undefined,
  ];
}

/** What somebody else made, and what one made oneself. */
export function apartCases(project: ProjectModel, entity: EntityModel, rule: Rule<'apart'>): Cases {
  const { via, field, parentField } = rule;
  if (!entity.verbs.has('create') || via.readOnly) return [];
  const parent = entityOf(project, rule.parent);
  const client = clientFor(entity, 'create');
  const people = field.references === undefined ? undefined : entityOf(project, field.references);
  const makers =
    field.actor || !people
      ? []
      : ['maker', 'someone'].map((name) => `const ${name} = ${insertCall(people, {}, client)};`);
  const send = (owner: string, own: Given): string[] => [
    `const ${parent.variable} = ${parentCall(entity, parent, { [parentField.name]: owner }, client)};`,
    `const body = ${bodyCall(project, entity, { [via.name]: `${parent.variable}.id`, ...own }, client)};`,
    `const answer = await ${client}.post('/${entity.path}', body);`,
  ];
  const refused = [statusIs(409), codeIs(rule.code)];
  const title = `refuses ${withArticle(via.label)} of one's own`;
  if (field.actor)
    return [
      testCase(
        `accepts ${withArticle(via.label)} of somebody else`,
        ['const other = signIn();', ...send('other.user.id', {}), statusIs(201)],
        project.auth,
      ),
      testCase(title, [...send(`${client}.user.id`, {}), ...refused], project.auth),
    ];
  return [
    testCase(
      `accepts ${withArticle(via.label)} of somebody else`,
      [...makers, ...send('maker.id', { [field.name]: 'someone.id' }), statusIs(201)],
      project.auth,
    ),
    testCase(title, [makers[0], ...send('maker.id', { [field.name]: 'maker.id' }), ...refused], project.auth),
  ];
}

/** With what is asked for, without it, and with one that does not count. */
export function backedCases(project: ProjectModel, entity: EntityModel, rule: Rule<'backed'>): Cases {
  const { pairs, open } = rule;
  if (!entity.verbs.has('create')) return [];
  const by = entityOf(project, rule.by);
  const client = clientFor(entity, 'create');
  const named = pairs.filter(([own]) => !own.actor);
  if (named.some(([own]) => own.readOnly || own.references === undefined)) return [];
  const makers = named.map(([own]) => {
    const parent = entityOf(project, own.references ?? '');
    return `const ${own.name} = ${parentCall(entity, parent, {}, client)}.id;`;
  });
  const given: Given = Object.fromEntries(
    pairs.map(([own, other]) => [other.name, own.actor ? `${client}.user.id` : own.name]),
  );
  const stored = (state: Given): string => `${insertCall(by, { ...given, ...state }, client)};`;
  const values = named.map(([own]) => own.name).join(', ');
  const send = [
    `const body = ${bodyCall(project, entity, {}, client)};`,
    `const answer = await ${client}.post('/${entity.path}', { ...body, ${values} });`,
  ];
  const refused = [...send, statusIs(409), codeIs(rule.code)];
  const closed = open && closedGiven(by, open);
  if (rule.none) {
    const accepted = [...send, statusIs(201)];
    const at = (days: number): Given =>
      rule.past ? { [rule.past.name]: literal(isoTime(rule.past, present + days * day)) } : {};
    const barring = stored({ ...openGiven(open), ...at(-1) });
    const test = (title: string, between: readonly string[], end: readonly string[]) =>
      testCase(title, [...makers, ...between, ...end], project.auth);
    return [
      test(`refuses it beside ${withArticle(by.one)}`, [barring], refused),
      test(`accepts it without ${withArticle(by.one)}`, [], accepted),
      closed && test(`does not count ${by.many} ${closedWords(open)}`, [stored({ ...closed, ...at(-1) })], accepted),
      rule.past &&
        test(
          `does not count ${by.many} before their ${rule.past.label}`,
          [stored({ ...openGiven(open), ...at(1) })],
          accepted,
        ),
    ].filter((one) => one !== undefined);
  }
  return [
    testCase(
      `accepts it with ${withArticle(by.one)}`,
      [...makers, stored(openGiven(open)), ...send, statusIs(201)],
      project.auth,
    ),
    named.length > 0
      ? testCase(`refuses it without ${withArticle(by.one)}`, [...makers, ...refused], project.auth)
      : undefined,
    closed && named.length > 0
      ? testCase(
          `does not count ${by.many} ${closedWords(open)}`,
          [...makers, stored(closed), ...refused],
          project.auth,
        )
      : undefined,
  ];
}

const minute = 60_000;
const day = 1440 * minute;

/** The first and the last minute of the hours, those beside them, and the day after the last of the week. */
export function hoursCases(project: ProjectModel, entity: EntityModel, rule: Rule<'hours'>): Cases {
  const { field, opens, closes, days } = rule;
  const tuesday = Date.UTC(2030, 5, 4);
  const at = (time: string): number => tuesday + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minute;
  const write = (time: number) => {
    const given: Given = { [field.name]: literal(isoTime(field, time)), ...besideOf(entity, field, time) };
    return tryWrite(project, entity, given, undefined, rule, 422);
  };
  const usual = tuesday + field.hour * 60 * minute;
  const cases: Cases = [];
  const test = (title: string, lines: readonly string[]): void => void cases.push(testCase(title, lines, project.auth));
  if (opens !== undefined) {
    test(`accepts ${field.label} as it opens`, write(at(opens)).ok);
    if (opens !== '00:00') test(`refuses ${field.label} a minute earlier`, write(at(opens) - minute).refused);
  }
  if (closes !== undefined && closes !== '24:00') {
    test(`accepts ${field.label} as it closes`, write(at(closes)).ok);
    if (!isOvernight(rule) || (opens ?? '') > closes)
      test(`refuses ${field.label} a minute later`, write(at(closes) + minute).refused);
  }
  if (days) {
    test(`accepts ${field.label} within the week`, write(usual).ok);
    const [first, last] = days;
    if (last < 7) test(`refuses ${field.label} behind the last day`, write(usual + (last - 1) * day).refused);
    if (first > 1) test(`refuses ${field.label} before the first day`, write(usual - day).refused);
  }
  return cases;
}

/** The other time of the row, where one must lie before the other: within the hours, so that only the one is tried. */
export function besideOf(entity: EntityModel, field: FieldModel, time: number): Given {
  const others = entity.rules.flatMap((rule) => {
    if (rule.kind === 'order') return [[rule.before, rule.after]];
    return rule.kind === 'span' ? [[rule.start, rule.end]] : [];
  });
  const pair = others.find((both) => both.includes(field));
  const [start, end] = pair ?? [];
  const other = start === field ? end : start;
  if (!start || !end || !other || other.readOnly || !isTime(other)) return {};
  const sign = other === end ? 1 : -1;
  const length = rankOf(entity, end) - rankOf(entity, start);
  const hour = Math.floor(time / day) * day + sign * day + other.hour * 60 * minute;
  const whole = mayTake(entity, start, Math.abs(hour - time) / day);
  return { [other.name]: literal(isoTime(other, whole ? hour : time + sign * Math.round(length * 1440) * minute)) };
}
