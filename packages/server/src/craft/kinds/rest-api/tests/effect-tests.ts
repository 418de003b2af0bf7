import type { EntityModel, FieldModel, OpenModel, ProjectModel, RuleModel } from '../../../domain/model.ts';
import type { ShareModel } from '../../../domain/following.ts';
import { entityOf, isWhole } from '../../../domain/model.ts';
import { literal, quote } from '../../../emit/layout.ts';
import { isoTime } from '../../../domain/samples.ts';
import { clientFor, codeIs, statusIs, testCase } from './case.ts';
import { bodyCall, type Given, parentCall } from './rows.ts';
import { canSucceed, closedGiven, openGiven, readyFor } from './states.ts';

/** What one row changes in others, and fields that follow from others: at, under and over what there is. */

type Rule<K extends RuleModel['kind']> = Extract<RuleModel, { kind: K }>;
type Cases = (string | undefined)[];

function find(entity: EntityModel, id: string, field: FieldModel): string {
  return `find${entity.typeName}(database, ${id})?.${field.name}`;
}

export function transferCases(project: ProjectModel, entity: EntityModel, rule: Rule<'transfer'>): Cases {
  if (!entity.verbs.has('create')) return [];
  const { source, target, amount, field } = rule;
  const account = entityOf(project, rule.account);
  // Of what may be moved at once: all of it, and one more.
  const least = Math.max(1, amount.min ?? 1);
  const all = Math.min(50 * least, (amount.max ?? Infinity) - 1);
  if (all < least) return [];
  const [some, most] = [Math.max(least, Math.floor(all * 0.4)), Math.max(least, Math.ceil(all * 0.8))];
  const client = clientFor(entity, 'create');
  const rows = (has: number, others: number): string[] => [
    `const source = ${parentCall(entity, account, { [field.name]: String(has) }, client)};`,
    `const target = ${parentCall(entity, account, { [field.name]: String(others) }, client)};`,
  ];
  const body = (value: number, to = 'target'): string =>
    bodyCall(
      project,
      entity,
      { [source.name]: 'source.id', [target.name]: `${to}.id`, [amount.name]: String(value) },
      client,
    );
  const send = (value: number, to?: string): string =>
    `const answer = await ${client}.post('/${entity.path}', ${body(value, to)});`;
  const holds = (row: string, value: number): string => `assert.equal(${find(account, `${row}.id`, field)}, ${value});`;
  const test = (title: string, lines: string[]): string => testCase(title, lines, project.auth);
  return [
    test('moves from one to the other', [
      ...rows(all, 5),
      send(some),
      statusIs(201),
      holds('source', all - some),
      holds('target', some + 5),
    ]),
    test('moves all that there is', [
      ...rows(all, 5),
      send(all),
      statusIs(201),
      holds('source', 0),
      holds('target', all + 5),
    ]),
    test('moves nothing when it would be one too many', [
      ...rows(all, 5),
      send(all + 1),
      statusIs(409),
      codeIs(rule.code),
      holds('source', all),
      holds('target', 5),
    ]),
    test('refuses to move from one to itself', [
      rows(all, 5)[0] ?? '',
      send(least, 'source'),
      statusIs(422),
      codeIs('same_source_and_target'),
      holds('source', all),
    ]),
    test('lets only one of two at once take the same', [
      ...rows(all, 5),
      `const body = ${body(most)};`,
      `const post = () => ${client}.post('/${entity.path}', body);`,
      'const answers = await Promise.all([post(), post()]);',
      'assert.deepEqual(answers.map((answer) => answer.status).sort(), [201, 409]);',
      holds('source', all - most),
      holds('target', most + 5),
    ]),
  ];
}

/** What is put there, more and less of it, and none once it goes. */
function addingCases(project: ProjectModel, entity: EntityModel, rule: Rule<'stock'>): Cases {
  const { item, stock, quantity, open } = rule;
  const store = entityOf(project, rule.of);
  const client = clientFor(entity, 'create');
  const least = Math.max(2, (quantity?.min ?? 1) + 1);
  if (quantity?.max !== undefined && quantity.max <= least) return [];
  const count = quantity ? least : 1;
  const given: Given = { [item.name]: `${store.variable}.id`, ...(quantity ? { [quantity.name]: String(count) } : {}) };
  if (open && !open.field.readOnly && !open.field.startsFixed) Object.assign(given, openGiven(open));
  const base = Math.max(0, stock.min ?? 0) + 3;
  const left = (value: number): string => `assert.equal(${find(store, `${store.variable}.id`, stock)}, ${value});`;
  const rows = [
    `const ${store.variable} = ${parentCall(entity, store, { [stock.name]: String(base) }, client)};`,
    `const made = await ${client}.post('/${entity.path}', ${bodyCall(project, entity, given, client)});`,
    statusIs(201, 'made'),
    left(base + count),
  ];
  const path = `\`/${entity.path}/\${made.body.id}\``;
  return [
    testCase('puts it there', rows, project.auth),
    entity.verbs.has('delete') && entity.guards.length === 0
      ? testCase(
          'takes it back when it is deleted',
          [...rows, `const answer = await ${clientFor(entity, 'delete')}.delete(${path});`, statusIs(204), left(base)],
          project.auth,
        )
      : undefined,
    quantity && entity.verbs.has('update')
      ? testCase(
          'takes back what a smaller one leaves',
          [
            ...rows,
            `const changes = { ${quantity.name}: ${count - 1} };`,
            `const answer = await ${clientFor(entity, 'update')}.patch(${path}, changes);`,
            statusIs(200),
            left(base + count - 1),
          ],
          project.auth,
        )
      : undefined,
  ];
}

export function stockCases(project: ProjectModel, entity: EntityModel, rule: Rule<'stock'>): Cases {
  if (!entity.verbs.has('create') || rule.item.readOnly) return [];
  if (rule.adds) return addingCases(project, entity, rule);
  const { item, stock, quantity, holder, open } = rule;
  const store = entityOf(project, rule.of);
  const client = clientFor(entity, 'create');
  const has = quantity ? Math.max(3, (quantity.min ?? 1) + 1) : 1;
  if (quantity?.max !== undefined && quantity.max <= has) return [];
  const keeper = holder && entityOf(project, holder.entity);
  const rows = [
    `const ${store.variable} = ${parentCall(entity, store, { [stock.name]: String(has) }, client)};`,
    ...(keeper && holder ? [`const holder = ${parentCall(entity, keeper, openGiven(holder.open), client)};`] : []),
  ];
  const body = (count: number): string => {
    const given: Given = { [item.name]: `${store.variable}.id` };
    if (quantity) given[quantity.name] = String(count);
    if (holder) given[holder.via.name] = 'holder.id';
    if (open && !open.field.readOnly && !open.field.startsFixed) Object.assign(given, openGiven(open));
    return bodyCall(project, entity, given, client);
  };
  const send = (count: number, name = 'answer'): string =>
    `const ${name} = await ${client}.post('/${entity.path}', ${body(count)});`;
  const left = (value: number): string => `assert.equal(${find(store, `${store.variable}.id`, stock)}, ${value});`;
  const test = (title: string, lines: (string | undefined)[]): string => testCase(title, lines, project.auth);
  const back = givingBack(entity, keeper, rule);
  return [
    test('takes all that there is', [...rows, send(has), statusIs(201), left(0)]),
    quantity
      ? test('takes nothing when one is missing', [...rows, send(has + 1), statusIs(409), codeIs(rule.code), left(has)])
      : test('takes nothing when there is nothing left', [
          ...rows,
          send(1, 'first'),
          statusIs(201, 'first'),
          send(1),
          statusIs(409),
          codeIs(rule.code),
          left(0),
        ]),
    ...back.map(({ title, steps }) =>
      test(title, [...rows, send(has, 'made'), statusIs(201, 'made'), left(0), ...steps, left(has)]),
    ),
    quantity && entity.verbs.has('update')
      ? test('gives back what a smaller one leaves', [
          ...rows,
          send(has, 'made'),
          `const changes = { ${quantity.name}: ${has - 1} };`,
          `const answer = await ${clientFor(entity, 'update')}.patch(\`/${entity.path}/\${made.body.id}\`, changes);`,
          statusIs(200),
          left(1),
        ])
      : undefined,
  ];
}

/** Every way in which what was taken comes back. */
function givingBack(
  entity: EntityModel,
  keeper: EntityModel | undefined,
  { holder, open }: Rule<'stock'>,
): { title: string; steps: string[] }[] {
  const found: { title: string; steps: string[] }[] = [];
  if (entity.verbs.has('delete') && entity.guards.length === 0) {
    found.push({
      title: `gives back when the ${entity.one} is deleted`,
      steps: [
        `const answer = await ${clientFor(entity, 'delete')}.delete(\`/${entity.path}/\${made.body.id}\`);`,
        statusIs(204),
      ],
    });
  }
  const state = holder?.open ?? open;
  const owner = keeper ?? entity;
  const id = keeper ? 'holder.id' : 'made.body.id';
  if (!state) return found;
  for (const { title, lines } of closing(owner, state, id)) found.push({ title, steps: lines });
  return found;
}

function closing(entity: EntityModel, open: OpenModel, id: string): { title: string; lines: string[] }[] {
  const name = open.field.name;
  const action = entity.actions.find((candidate) => {
    const to = candidate.sets[name];
    if (to === undefined || to === open.equals || open.or.includes(String(to)) || !canSucceed(entity, candidate))
      return false;
    const ready = readyFor(entity, candidate);
    const from = open.field.initial ?? open.field.values[0] ?? null;
    return Object.entries(ready).every(([field, value]) => field === name && value === literal(from));
  });
  const path = `/${entity.path}/\${${id}}`;
  if (action) {
    return [
      {
        title: `gives back with ${action.label}`,
        lines: [
          `const answer = await ${clientFor(entity, action.verb)}.post(\`${path}/${action.path}\`);`,
          statusIs(200),
        ],
      },
    ];
  }
  const moves = entity.rules.some((rule) => rule.kind === 'transitions' && rule.field === open.field);
  const closed = closedGiven(entity, open)?.[name];
  if (moves || closed === undefined || open.field.readOnly || !entity.verbs.has('update')) return [];
  return [
    {
      title: `gives back when the ${open.field.label} of the ${entity.one} is ${closed.replaceAll("'", '')}`,
      lines: [
        `const answer = await ${clientFor(entity, 'update')}.patch(\`${path}\`, { ${name}: ${closed} });`,
        statusIs(200),
      ],
    },
  ];
}

/** What becomes of an amount. */
export function shareIn(share: ShareModel | undefined, amount: number): number {
  if (!share) return amount;
  if (share.over === undefined || amount > share.over) return (amount * share.hundredths) / 100;
  return share.stays ? amount : 0;
}

/** Small values for factors, within what they may be. */
export function factorValue(field: FieldModel, n: number): number {
  const value = field.type === 'money' ? 1250 * n : n + 1;
  return Math.min(Math.max(value, field.min ?? value), field.max ?? value);
}

/** Rules by which rows stand in each other's way. */
export const crowding = new Set<RuleModel['kind']>(['exclusive', 'max-per', 'capacity', 'no-overlap', 'unique']);

export function sumCases(project: ProjectModel, entity: EntityModel, rule: Rule<'sum'>): Cases {
  const part = entityOf(project, rule.of);
  const inputs = rule.factors.every((factor) => !factor.readOnly);
  if (!part.verbs.has('create') || rule.via.readOnly || !inputs) return [];
  const client = clientFor(part, 'create');
  const send = (name: string, n: number): string => {
    const given: Given = Object.fromEntries(
      rule.factors.map((factor) => [factor.name, String(factorValue(factor, n))]),
    );
    return `const ${name} = await ${client}.post('/${part.path}', ${bodyCall(project, part, { ...given, [rule.via.name]: 'whole.id' }, client)});`;
  };
  const rowOf = (n: number): number => rule.factors.reduce((product, factor) => product * factorValue(factor, n), 1);
  const sumOf = (...rows: number[]): number => {
    const sum = rows.reduce((all, n) => all + rowOf(n), 0);
    const value = rule.average ? sum / rows.length : shareIn(rule.share, sum);
    return isWhole(rule.field) ? Math.round(value) : value;
  };
  const is = (value: number | null): string => `assert.equal(${find(entity, 'whole.id', rule.field)}, ${value});`;
  // Where rows stand in each other's way there is one.
  const several = part.rules.every((one) => !crowding.has(one.kind)) && part.effects.every((one) => one.as === 'part');
  const whole = `const whole = ${parentCall(part, entity, {}, client)};`;
  return [
    testCase(
      `adds up its ${part.many}`,
      [
        whole,
        is(rule.average ? null : 0),
        send('one', 1),
        statusIs(201, 'one'),
        is(sumOf(1)),
        ...(several ? [send('two', 2), statusIs(201, 'two'), is(sumOf(1, 2))] : []),
      ],
      project.auth,
    ),
    several && part.verbs.has('delete') && part.guards.length === 0
      ? testCase(
          `forgets ${part.many} that are gone`,
          [
            whole,
            send('one', 1),
            send('two', 2),
            `const answer = await ${clientFor(part, 'delete')}.delete(\`/${part.path}/\${one.body.id}\`);`,
            statusIs(204),
            statusIs(201, 'two'),
            is(sumOf(2)),
          ],
          project.auth,
        )
      : undefined,
  ];
}

/** In milliseconds; months and years are as long as those after 10 March 2031. */
export const lengths = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  month: 31 * 86_400_000,
  year: 366 * 86_400_000,
};

export function endsCases(project: ProjectModel, entity: EntityModel, rule: Rule<'ends'>): Cases {
  const { field, start, by, amount, unit } = rule;
  const past = entity.rules.some((other) => other.kind === 'moment' && other.field === start && other.side === 'past');
  if (!entity.verbs.has('create') || start.readOnly || by?.readOnly || past) return [];
  const begun = Date.UTC(2031, 2, 10, start.type === 'date' ? 0 : 9);
  const count = by ? Math.min(Math.max(2, by.min ?? 0), by.max ?? 2) : amount;
  const given: Given = { [start.name]: quote(isoTime(start, begun)), ...(by ? { [by.name]: String(count) } : {}) };
  const end = isoTime(field, begun + count * lengths[unit]);
  if (/month|year/.test(unit) && count > 1) return [];
  const client = clientFor(entity, 'create');
  return [
    testCase(
      `sets the ${field.label} from the ${start.label}`,
      [
        `const answer = await ${client}.post('/${entity.path}', ${bodyCall(project, entity, given, client)});`,
        statusIs(201),
        `assert.equal(answer.body.${field.name}, ${quote(end)});`,
      ],
      project.auth,
    ),
  ];
}
