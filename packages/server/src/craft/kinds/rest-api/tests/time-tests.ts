import { spanWords } from '../../../domain/normalise-effects.ts';
import { checkArguments } from '../../../domain/code/rules.ts';
import type { EntityModel, ExpiryModel, FieldModel, Period, ProjectModel, RuleModel } from '../../../domain/model.ts';
import type { ParentNumber } from '../../../domain/following.ts';
import { entityOf } from '../../../domain/model.ts';
import { otherValue, present, sampleNumber } from '../../../domain/samples.ts';
import { literal } from '../../../emit/layout.ts';
import { plainField } from '../probe/plain-field.ts';
import { clientFor, codeIs, repeat, statusIs, testCase } from './case.ts';
import { bodyCall, type Given, insertCall, insertOthers, parentCall } from './rows.ts';
import { canSucceed, openGiven, readyFor } from './states.ts';
import { tryWrite } from './try-write.ts';

/** Rules about time: limits within a period, rows that expire, what time costs. The clock of tests stands still. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;

const day = 86_400_000;

/** A time so many milliseconds from the present, as the field keeps it. */
function timeAt(field: FieldModel, offset: number): string {
  const text = new Date(present + offset).toISOString();
  return literal(field.type === 'date' ? text.slice(0, 10) : text);
}

export function presentSource(field: FieldModel): string {
  return field.type === 'date' ? 'clock.now.slice(0, 10)' : 'clock.now';
}

/** The start of the period in which the present lies. */
function startOf(period: Period): number {
  return {
    hour: present,
    day: Date.UTC(2029, 5, 1),
    week: Date.UTC(2029, 4, 28),
    month: Date.UTC(2029, 5, 1),
    year: Date.UTC(2029, 0, 1),
  }[period];
}

/** The last moment of the period before the present one. */
export function timeBefore({ field, period }: NonNullable<Rule<'max-per'>['within']>): string {
  return timeAt(field, startOf(period) - present - (field.type === 'date' ? day : 1));
}

/** The first moment of the period counts, the last of the one before does not. */
export function periodCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Rule<'max-per'>,
  { field, period }: NonNullable<Rule<'max-per'>['within']>,
): (string | undefined)[] {
  const { per, limit, open } = rule;
  const client = clientFor(entity, 'create');
  const owner = per === entity.owner;
  const parent = owner || per.references === undefined ? undefined : entityOf(project, per.references);
  const subject = owner ? `${client}.user.id` : parent ? `${parent.variable}.id` : literal(per.values[0] ?? 'Same');
  const make = parent && `const ${parent.variable} = ${parentCall(entity, parent, {}, client)};`;
  const given: Given = { [per.name]: subject, [field.name]: presentSource(field) };
  const fill = (offset: number): string => {
    const call = insertOthers(
      project,
      entity,
      { ...given, ...openGiven(open), [field.name]: timeAt(field, offset) },
      client,
    );
    return limit === 1 ? `${call};` : repeat(limit, call);
  };
  const tried = tryWrite(project, entity, given, open, rule);
  const from = startOf(period) - present;
  return [
    testCase(`counts from the start of the ${period} on`, [make, fill(from), ...tried.refused], project.auth),
    testCase(
      `does not count those of the ${period} before`,
      [make, fill(from - (field.type === 'date' ? day : 1)), ...tried.ok],
      project.auth,
    ),
  ];
}

/** Values of a row whose time is over now, and not a moment earlier. */
export function expiredGiven({ field, open }: ExpiryModel): Given {
  return { ...openGiven(open), [field.name]: timeAt(field, field.type === 'date' ? -day : 0) };
}

/** Values of a row that has a moment left: a day that has begun lasts. */
function livingGiven({ field, open }: ExpiryModel): Given {
  return { ...openGiven(open), [field.name]: timeAt(field, field.type === 'date' ? 0 : 1) };
}

export function expiryCases(project: ProjectModel, entity: EntityModel, rule: Rule<'expires'>): (string | undefined)[] {
  const { expiry } = rule;
  const { field } = expiry;
  const last = field.type === 'date' ? 'on its last day' : 'until the last moment';
  const uses = usesOf(entity, expiry);
  const renewed = `const changes = { ${field.name}: ${timeAt(field, 30 * day)} };`;
  const client = clientFor(entity, 'update');
  return [
    ...uses.flatMap(({ title, write }) => [
      testCase(`${title} ${last}`, write(livingGiven(expiry), statusIs(200)), project.auth),
      testCase(
        `answers 410 when it has expired: ${title}`,
        write(expiredGiven(expiry), `${statusIs(410)}\n${codeIs(rule.code)}`),
        project.auth,
      ),
    ]),
    ...(uses.length === 0 ? [asked(project, entity, rule)] : []),
    entity.verbs.has('update') && !field.readOnly
      ? testCase(
          'stands again once its time is put off',
          [
            `const row = ${insertCall(entity, expiredGiven(expiry), client)};`,
            renewed,
            `const answer = await ${client}.patch(\`/${entity.path}/\${row.id}\`, changes);`,
            statusIs(200),
          ],
          project.auth,
        )
      : undefined,
    entity.verbs.has('read') ? readCase(project, entity, rule) : undefined,
  ];
}

function readCase(project: ProjectModel, entity: EntityModel, rule: Rule<'expires'>): string {
  const client = clientFor(entity, 'read');
  return testCase(
    rule.hidden ? 'is not read any more' : 'can still be read, with the time at which it expired',
    [
      `const row = ${insertCall(entity, expiredGiven(rule.expiry), client)};`,
      `const answer = await ${client}.get(\`/${entity.path}/\${row.id}\`);`,
      rule.hidden ? statusIs(410) : statusIs(200),
      rule.hidden
        ? codeIs(rule.code)
        : `assert.equal(answer.body.${rule.expiry.field.name}, row.${rule.expiry.field.name});`,
    ],
    project.auth,
  );
}

interface Use {
  title: string;
  write: (given: Given, after: string) => string[];
}

/** What is done with a row: a change, and every action. */
function usesOf(entity: EntityModel, expiry: ExpiryModel): Use[] {
  const found: Use[] = [];
  const plain = entity.verbs.has('update') ? plainField(entity) : undefined;
  if (plain && plain !== expiry.field && plain !== expiry.open?.field) {
    const client = clientFor(entity, 'update');
    found.push({
      title: 'is changed',
      write: (given, after) => [
        `const row = ${insertCall(entity, given, client)};`,
        `const changes = { ${plain.name}: ${literal(otherValue(entity, plain, null))} };`,
        `const answer = await ${client}.patch(\`/${entity.path}/\${row.id}\`, changes);`,
        after,
      ],
    });
  }
  for (const action of entity.actions) {
    if (!canSucceed(entity, action) || expiry.field.name in action.sets) continue;
    const ready = readyFor(entity, action);
    const state = openGiven(expiry.open);
    // An action that starts from another state is not concerned.
    if (Object.entries(state).some(([name, value]) => name in ready && ready[name] !== value)) continue;
    const client = clientFor(entity, action.verb);
    found.push({
      title: `does ${action.label}`,
      write: (given, after) => [
        `const row = ${insertCall(entity, { ...ready, ...given }, client)};`,
        `const answer = await ${client}.post(\`/${entity.path}/\${row.id}/${action.path}\`);`,
        after,
      ],
    });
  }
  return found;
}

/** Where no request changes a row, the check itself is asked. */
function asked(project: ProjectModel, entity: EntityModel, rule: Rule<'expires'>): string {
  const call = `check${entity.typeName}(${checkArguments(entity, 'row', 'clock.now', 'row').join(', ')})`;
  return testCase(
    'is not changed any more',
    [
      `const row = ${insertCall(entity, expiredGiven(rule.expiry))};`,
      `assert.throws(() => ${call}, { code: '${rule.code}' });`,
    ],
    project.auth,
  );
}

export function unexpiredCases(
  project: ProjectModel,
  entity: EntityModel,
  rule: Rule<'unexpired'>,
): (string | undefined)[] {
  if (!entity.verbs.has('create') || rule.per.readOnly) return [];
  const parent = entityOf(project, rule.parent);
  const client = clientFor(entity, 'create');
  const steps = (given: Given): string[] => [
    `const ${parent.variable} = ${parentCall(entity, parent, given, client)};`,
    `const body = ${bodyCall(project, entity, { [rule.per.name]: `${parent.variable}.id` }, client)};`,
    `const answer = await ${client}.post('/${entity.path}', body);`,
  ];
  return [
    testCase(
      `accepts ${parent.one} that has not expired yet`,
      [...steps(livingGiven(rule.expiry)), statusIs(201)],
      project.auth,
    ),
    testCase(
      `answers 410 when the ${parent.one} has expired`,
      [...steps(expiredGiven(rule.expiry)), statusIs(410), codeIs(rule.code)],
      project.auth,
    ),
  ];
}

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day, week: 7 * day };

/** A fee of which it is known what each unit costs. */
type Rated = Rule<'fee'> & { rate: number };

const stepOf = ({ unit, every }: Rule<'fee'>): number => every * (units[unit] ?? day);

/** What time costs, to be compared with what the project says. */
function feeOf(time: number, rule: Rated): number {
  const cost = (part: number): number => Math.ceil(part / stepOf(rule)) * rule.rate;
  if (!rule.most) return cost(time);
  if (rule.most.each === 'all') return Math.min(cost(time), rule.most.amount);
  return Math.floor(time / day) * Math.min(cost(day), rule.most.amount) + Math.min(cost(time % day), rule.most.amount);
}

/** Nothing, a minute, a whole unit, a second more, and where it costs no more. */
export function feeCases(project: ProjectModel, entity: EntityModel, asked: Rule<'fee'>): (string | undefined)[] {
  const { rate } = asked;
  if (typeof rate !== 'number' && (rate.field.readOnly || rate.via.actor)) return [];
  const rule: Rated = { ...asked, rate: typeof rate === 'number' ? rate : sampleNumber(rate.field) };
  const of = typeof rate === 'number' ? undefined : rate;
  const unit = stepOf(rule);
  const whole = rule.start.type === 'date' && rule.end.type === 'date';
  const most = rule.most ? Math.ceil(rule.most.amount / rule.rate) * unit : undefined;
  const strict = entity.rules.some(
    (other) => other.kind === 'order' && !other.orEqual && other.before === rule.start && other.after === rule.end,
  );
  const fine: [string, number][] = [
    ['costs nothing before any time has passed', 0],
    ['costs one unit from the first minute on', 60_000],
    [`costs one unit for exactly ${spanWords(rule.every, rule.unit).replace(/^1 /, 'one ')}`, unit],
    ['costs two units from the next second on', unit + 1000],
  ];
  const days: [string, number][] = [
    ['costs nothing on the same day', 0],
    ['costs one unit for one day', day],
    ['costs two units for two days', 2 * day],
  ];
  // A day that something is due on lasts until midnight; the clock of the tests stands at noon.
  const due: [string, number][] = [
    ['costs nothing on the day itself', 0],
    ['costs something from midnight on', day / 2],
    ['costs more a day later', day + day / 2],
  ];
  const late = rule.start.type === 'date' && !whole;
  const over: [string, number][] =
    most === undefined
      ? []
      : [['costs no more than the most', late ? (Math.ceil(most / day) + 0.5) * day : most + unit]];
  return [...(whole ? days : late ? due : fine), ...over]
    .filter(([, time]) => !(strict && time === 0))
    .map(([title, time]) => feeCase(project, entity, { rule, of }, title, time));
}

function feeCase(
  project: ProjectModel,
  entity: EntityModel,
  { rule, of }: { rule: Rated; of: ParentNumber | undefined },
  title: string,
  time: number,
): string | undefined {
  const { field, start, end } = rule;
  const parent = of && entityOf(project, of.parent);
  const made =
    parent && of ? [`const rated = ${parentCall(entity, parent, { [of.field.name]: String(rule.rate) })};`] : [];
  const named: Given = of ? { [of.via.name]: 'rated.id' } : {};
  const is = `assert.equal(answer.body.${field.name}, ${feeOf(time, rule)});`;
  const began =
    start.type === 'date' && end.type !== 'date'
      ? timeAt(start, time === 0 ? 0 : -time - day / 2)
      : timeAt(start, -time);
  const action = entity.actions.find(
    (candidate) => candidate.sets[end.name] === 'now' && canSucceed(entity, candidate),
  );
  if (action) {
    const client = clientFor(entity, action.verb);
    const given = { ...readyFor(entity, action), ...named, [start.name]: began };
    return testCase(
      title,
      [
        ...made,
        `const row = ${insertCall(entity, given, client)};`,
        `const answer = await ${client}.post(\`/${entity.path}/\${row.id}/${action.path}\`);`,
        statusIs(200),
        is,
      ],
      project.auth,
    );
  }
  if (!entity.verbs.has('create') || start.readOnly || end.readOnly || start.type !== end.type) return undefined;
  const client = clientFor(entity, 'create');
  const given = { ...named, [start.name]: timeAt(start, 0), [end.name]: timeAt(end, time) };
  return testCase(
    title,
    [
      ...made,
      `const answer = await ${client}.post('/${entity.path}', ${bodyCall(project, entity, given, client)});`,
      statusIs(201),
      is,
    ],
    project.auth,
  );
}
