import { blocks, braces, call, imports, lines, literal, numeral, quote } from '../../../emit/layout.ts';
import type { EntityModel, FieldModel, ProjectModel } from '../../../domain/model.ts';
import { entityOf, inputFields, isTime, patchFields } from '../../../domain/model.ts';
import { capital, spaced, withArticle } from '../../../emit/names.ts';
import { pastDay } from '../../../domain/readable.ts';
import { completeCall, completeName, isDerived } from '../../../domain/code/derived.ts';
import { lowerFirst } from '../../../domain/code/schema.ts';
import { openSql, placed } from '../../../domain/code/sql.ts';
import { openGiven, stateFor } from './states.ts';
import { isOrdered, present, rankOf, sampleNumber, sampleText, textLimit } from '../../../domain/samples.ts';

/** `test/builders.ts`: valid rows and bodies, with all that they refer to. */

export function bodyName(entity: EntityModel): string {
  return `${lowerFirst(entity.typeName)}Body`;
}
export function insertName(entity: EntityModel): string {
  return `insert${entity.typeName}`;
}

/** Private rows refer to private rows of the same owner, so their body depends on who sends it. */
export function bodyNeedsOwner(project: ProjectModel, entity: EntityModel): boolean {
  return (entity.isPrivate && privateParents(project, entity).length > 0) || backedByMaker(entity);
}

/** Whether somebody may make such a row only where there is another one of theirs. */
function backedByMaker({ rules, owner }: EntityModel): boolean {
  return (
    owner !== undefined && rules.some((rule) => rule.kind === 'backed' && rule.pairs.some(([own]) => own === owner))
  );
}

function privateParents(project: ProjectModel, entity: EntityModel): FieldModel[] {
  return entity.fields.filter(
    (field) => field.references !== undefined && !field.nullable && entityOf(project, field.references).isPrivate,
  );
}

/** Fields whose value decides what else may happen to the row: left at their start unless a test says otherwise. */
export function isState(entity: EntityModel, field: FieldModel, project: ProjectModel): boolean {
  const opens = project.entities.flatMap((other) => [
    ...other.rules.flatMap((rule) => ('open' in rule && rule.open ? [rule.open.field] : [])),
    ...other.rules.flatMap((rule) =>
      (rule.kind === 'settled' || rule.kind === 'marks') && rule.change ? [rule.change.field] : [],
    ),
    ...other.rules.flatMap((rule) => (rule.kind === 'marks' ? [rule.field] : [])),
    ...other.guards.flatMap((guard) => (guard.open ? [guard.open.field] : [])),
  ]);
  return (
    field.startsFixed ||
    opens.includes(field) ||
    entity.actions.some((action) => field.name in action.when || field.name in action.sets)
  );
}

/** Fields that a body of the builders holds. */
export function bodyFields(project: ProjectModel, entity: EntityModel): FieldModel[] {
  return inputFields(entity).filter(
    (field) =>
      field.needed ||
      (field.nullable &&
        field.type !== 'reference' &&
        !isState(entity, field, project) &&
        patchFields(entity).includes(field)),
  );
}

export function buildersFile(project: ProjectModel): string {
  const text = blocks(project.entities.map((entity) => entityBuilders(project, entity)));
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\(`).test(text);
  const bySource: Record<string, string[]> = {
    'node:sqlite': ['type DatabaseSync'],
    ...(uses('exists') ? { '../src/database.ts': ['exists'] } : {}),
  };
  for (const entity of project.entities) {
    bySource[`../src/${entity.path}/repository.ts`] = [`insert${entity.typeName} as store${entity.typeName}`];
    bySource[`../src/${entity.path}/derived.ts`] = isDerived(entity) ? [completeName(entity)] : [];
    bySource[`../src/${entity.path}/schema.ts`] = [`type ${entity.typeName}`, `type ${entity.typeName}Values`];
  }
  return blocks(
    imports(bySource),
    "/** When all rows of the builders were made. */\nconst made = '2029-05-01T09:00:00.000Z';",
    uses('nextNumber') ? numbering : undefined,
    uses('timeAt') || uses('dateAt') ? timeHelper(hourOf(project)) : undefined,
    uses('dateAt') ? dateHelper : undefined,
    text,
  );
}

/** The hour of day at which the times of all rows lie. */
function hourOf({ entities }: ProjectModel): number {
  const hours = entities.flatMap((entity) => entity.fields.filter(isTime).map(({ hour }) => hour));
  return hours.find((hour) => hour !== 9) ?? 9;
}

const numbering = `const numbers = new WeakMap<DatabaseSync, number>();

/** Counts up from 1 in each database, so that no two rows are the same. */
function nextNumber(database: DatabaseSync): number {
  const n = (numbers.get(database) ?? 0) + 1;
  numbers.set(database, n);
  return n;
}`;

function timeHelper(hour: number): string {
  return `/** A time so many days after the start of 2030. */
export function timeAt(days: number): string {
  return new Date(Date.UTC(2030, 0, 1, ${hour}) + days * 86_400_000).toISOString();
}`;
}

const dateHelper = `export function dateAt(days: number): string {
  return timeAt(days).slice(0, 10);
}`;

function entityBuilders(project: ProjectModel, entity: EntityModel): string {
  const type = entity.typeName;
  const fields = bodyFields(project, entity);
  const owner = bodyNeedsOwner(project, entity);
  const entries = fields.map((field) => `    ${field.name}: ${sampleSource(project, entity, field, owner)},`);
  const counted = entries.some((entry) => /\bn\b/.test(entry.replace(/'(?:[^'\\]|\\.)*'|"[^"]*"/g, '')));
  const usesDatabase =
    counted ||
    entries.some((entry) => entry.includes('database')) ||
    entity.rules.some((rule) => rule.kind === 'backed' && !rule.none);
  const rest = entity.fields.filter((field) => !fields.includes(field));
  const restEntries = rest.map((field) => `    ${field.name}: ${restSource(project, entity, field, owner)},`);
  const parameters = [
    `${usesDatabase ? '' : '_'}database: DatabaseSync`,
    ...(owner ? ['ownerId: number'] : []),
    `values: Partial<${type}Values> = {}`,
  ];
  const head = `export function ${bodyName(entity)}(${parameters.join(', ')}) {`;
  return lines(
    `/** A valid body for ${withArticle(entity.one)}. */`,
    head,
    counted && '  const n = nextNumber(database);',
    ...bodyLines(project, entity, entries),
    '}',
    '',
    `export function ${insertName(entity)}(database: DatabaseSync, values: Partial<${type}Values> = {}): ${type} {`,
    ...insertBody(entity, restEntries, owner),
    '}',
  );
}

/** What the body returns; where rules ask for rows of others beside it, these are made first. */
function bodyLines(project: ProjectModel, entity: EntityModel, entries: readonly string[]): string[] {
  const backed = entity.rules.flatMap((rule) => (rule.kind === 'backed' && !rule.none ? [rule] : []));
  if (backed.length === 0) return ['  return {', ...entries, '    ...values,', '  };'];
  const asked = backed.flatMap((rule, at) => {
    const by = entityOf(project, rule.by);
    const held = (own: FieldModel): string => (own === entity.owner ? 'ownerId' : `body.${own.name}`);
    const where = [
      ...rule.pairs.map(([, other]) => `${other.column} = ?`),
      ...(rule.open ? [openSql(rule.open, project.database)] : []),
    ].join(' AND ');
    const sql = quote(placed(`SELECT 1 FROM ${by.table} WHERE ${where}`, project.database));
    const name = backed.length === 1 ? 'isBacked' : `isBacked${at + 1}`;
    const given = [
      ...rule.pairs.map(([own, other]) => `${other.name}: ${held(own)}`),
      ...(rule.open ? [`${rule.open.field.name}: ${literal(rule.open.equals)}`] : []),
    ];
    const set = rule.pairs.flatMap(([own]) => (own.nullable ? [`${held(own)} !== null`] : []));
    return [
      `  const ${name} = ${call('exists', ['database', sql, ...rule.pairs.map(([own]) => held(own))])}`,
      `  if (${[...set, `!${name}`].join(' && ')}) {`,
      `    ${braces(`${insertName(by)}(database, `, given, ');')}`,
      '  }',
    ];
  });
  return ['  const body = {', ...entries, '    ...values,', '  };', ...asked, '  return body;'];
}

function insertBody(entity: EntityModel, rest: readonly string[], owner: boolean): string[] {
  const name = entity.owner?.name ?? '';
  const before = owner ? [`  const ${name} = values.${name} ?? insertUser(database).id;`] : [];
  const body = `${bodyName(entity)}(database, ${owner ? `${name}, ` : ''}values)`;
  const [open, close] = isDerived(entity) ? [`${completeCall(entity)}{`, '});'] : ['{', '};'];
  return [
    ...before,
    `  const row = ${open}`,
    ...rest,
    `    ...${body},`,
    `  ${close}`,
    `  return store${entity.typeName}(database, row, made);`,
  ];
}

/** Fields outside the body: at their start. */
function restSource(project: ProjectModel, entity: EntityModel, field: FieldModel, owner: boolean): string {
  if (field === entity.owner && owner) return field.name;
  if (field.references !== undefined && !field.nullable) {
    return `values.${field.name} ?? ${insertName(entityOf(project, field.references))}(database).id`;
  }
  // Rows of tests are made long before they are looked at, and should still stand.
  if (field.after) return field.type === 'date' ? "'2090-01-01'" : "'2090-01-01T00:00:00.000Z'";
  if (field.initial === 'now' && isTime(field) && isAwaited(project, field)) {
    const text = new Date(present).toISOString();
    return quote(field.type === 'date' ? text.slice(0, 10) : text);
  }
  if (field.initial === 'now' && isTime(field)) return field.type === 'date' ? 'made.slice(0, 10)' : 'made';
  const value = field.initial ?? (field.nullable ? null : blank(field));
  return field.type === 'enum' && value !== null ? `${literal(value)} as const` : literal(value);
}

/** Whether something may be done only so long after the time. */
function isAwaited({ entities }: ProjectModel, field: FieldModel): boolean {
  return entities.some(({ rules }) =>
    rules.some((rule) => rule.kind === 'until' && rule.time === field && (rule.lead?.amount ?? 0) < 0),
  );
}

function blank(field: FieldModel): string | number | boolean {
  if (field.type === 'boolean') return false;
  if (field.type === 'enum') return field.values[0] ?? '';
  if (['integer', 'decimal', 'money', 'percentage'].includes(field.type)) return sampleNumber(field);
  return field.name === 'passwordHash' ? 'none' : capital(field.label);
}

function sampleSource(project: ProjectModel, entity: EntityModel, field: FieldModel, owner: boolean): string {
  const unique = entity.rules.some((rule) => rule.kind === 'unique' && rule.fields.includes(field));
  const rank = rankOf(entity, field);
  switch (field.type) {
    case 'reference': {
      const parent = entityOf(project, field.references ?? '');
      const given = [
        ...(owner && parent.isPrivate ? [`${parent.owner?.name}: ownerId`] : []),
        ...Object.entries(openGiven(stateFor(entity, field))).map(([name, source]) => `${name}: ${source}`),
      ];
      const values = given.length > 0 ? `, { ${given.join(', ')} }` : '';
      return `values.${field.name} ?? ${insertName(parent)}(database${values}).id`;
    }
    case 'boolean':
      return 'false';
    case 'enum':
      // Where each value may stand but once, rows take them in turn.
      if (unique && alone(entity, field)) {
        return `([${field.values.map(quote).join(', ')}] as const)[n % ${field.values.length}] ?? ${quote(field.values[0] ?? '')}`;
      }
      return `${quote(field.values[0] ?? '')} as const`;
    case 'date':
      return `dateAt(${daysSource(entity, field)})`;
    case 'datetime':
      return `timeAt(${daysSource(entity, field)})`;
    case 'integer':
    case 'decimal':
    case 'money':
    case 'percentage': {
      // Within its bounds for as many rows as there is room for.
      if (unique && field.max !== undefined)
        return `${numeral(field.min ?? 0)} + (n % ${numeral(Math.floor(field.max - (field.min ?? 0)) + 1)})`;
      if (unique) return `${numeral(field.min ?? 0)} + n`;
      // Each higher than the one before, and than what they may not be lower than.
      if (entity.rules.some((rule) => rule.kind === 'rising' && rule.field === field))
        return `${numeral(sampleNumber(field, rank))} + n`;
      return numeral(sampleNumber(field, rank));
    }
    default:
      return textSource(field);
  }
}

/** Days from the start of 2030 on: apart for each row, in the order that rules ask for, and past where it must be past. */
function daysSource(entity: EntityModel, field: FieldModel): string {
  const rank = rankOf(entity, field);
  if (field.shift !== 0) {
    const days = field.shift + rank;
    return days < 0 ? `n - ${numeral(-days)}` : `n * ${field.step} + ${numeral(days)}`;
  }
  if (rank > 0) return `n * ${field.step} + ${rank}`;
  const past = !isOrdered(entity, field) && pastDay(spaced(field.name)) !== undefined;
  return past ? 'n - 10_000' : `n * ${field.step}`;
}

/** Whether a unique rule leaves no more rows than a few fields have values. */
function alone(entity: EntityModel, field: FieldModel): boolean {
  return entity.rules.some(
    (rule) =>
      rule.kind === 'unique' &&
      rule.fields.includes(field) &&
      rule.fields.every((other) => other.type === 'enum' || other.type === 'boolean'),
  );
}

/** How many rows may stand side by side whatever they refer to. */
export function rowLimit(entity: EntityModel): number {
  return Math.min(
    Infinity,
    ...entity.rules.flatMap((rule) => {
      if (rule.kind === 'total') return [rule.limit];
      if (rule.kind !== 'unique') return [];
      const sizes = rule.fields.map((field) =>
        field.type === 'boolean' ? 2 : field.type === 'enum' ? field.values.length : Infinity,
      );
      return [sizes.reduce((product, size) => product * size, 1)];
    }),
  );
}

function textSource(field: FieldModel): string {
  if (field.type === 'string' || field.type === 'text') {
    const stem = capital(field.label);
    const min = field.min ?? 1;
    const fits = stem.length + 5 <= textLimit(field);
    if (!fits) return `String(n).padStart(${min}, '0')`;
    return stem.length + 2 >= min ? `\`${stem} \${n}\`` : `\`${stem} \${n}\`.padEnd(${min}, '.')`;
  }
  const text = sampleText(field, field.type === 'email' ? 'someone' : field.label, '@n@');
  if (field.type === 'phone') return "`+44 20 7946 ${String(n).padStart(4, '0')}`";
  return `\`${text.replace('@n@', '${n}')}\``;
}
