import type { Field, Rule } from '../../requirements.ts';
import type { Draft, DraftEntity } from '../draft.ts';

/** "a currency (EUR, USD)", "NEW -> PAID": values that are written in capitals stay so, wherever they are spoken of. */
export function keepWritten(draft: Draft): void {
  for (const entity of draft.entities)
    for (const field of entity.fields) {
      const { values } = field;
      if (field.type !== 'enum' || values === undefined || field.from.assumed) continue;
      const written = writtenAs(values, draft.description);
      if (written) rename(draft, entity, field, new Map(values.map((value, at) => [value, written[at] ?? value])));
    }
}

/** The values as the description lists them, where it has all of them in capitals. */
function writtenAs(values: readonly string[], description: string): string[] | undefined {
  const one = values.map((value) => `(${patternOf(value)})`);
  const between = '["\'`)]*\\s*(?:->|→|=>|[,/|;:])?\\s*(?:and |or |to |then )?["\'`(]*';
  const list = new RegExp(`(?<![\\p{L}\\p{N}_])${one.join(between)}(?![\\p{L}\\p{N}_])`, 'iu').exec(description);
  const written = list?.slice(1) ?? lettersTo(values, description);
  if (written?.length !== values.length) return undefined;
  const plain = written.map((value) => value.replaceAll(/[ -](?=[A-Z0-9])/g, '_'));
  return plain.every((value) => value === value.toUpperCase()) && plain.some((value) => /[A-Z]/.test(value))
    ? plain
    : undefined;
}

function patternOf(value: string): string {
  const rhesus = /^([a-z0-9]{1,2})(plus|minus)$/.exec(value);
  if (rhesus?.[1]) return `${rhesus[1] === 'o' ? '[o0]' : rhesus[1]}${rhesus[2] === 'plus' ? '\\+' : '[-−–]'}`;
  return value.split('_').join('[ _-]?');
}

/** "from A to F" */
function lettersTo(values: readonly string[], description: string): string[] | undefined {
  if (values.some((value) => !/^[a-z]$/.test(value))) return undefined;
  const capitals = values.map((value) => value.toUpperCase());
  const ends = `(?<![A-Za-z])${capitals[0] ?? ''} ?(?:to|through|until|-|–|\\.\\.) ?${capitals.at(-1) ?? ''}(?![A-Za-z])`;
  return new RegExp(ends).test(description) ? capitals : undefined;
}

type Value = string | number | boolean | null;

function rename(draft: Draft, entity: DraftEntity, field: Field, names: ReadonlyMap<string, string>): void {
  const named = <T>(value: T): T | string => (typeof value === 'string' ? (names.get(value) ?? value) : value);
  const held = (values: Record<string, Value>): void => {
    const value = values[field.name];
    if (value !== undefined) values[field.name] = named(value);
  };
  field.values = field.values?.map(named);
  if (field.default !== undefined) field.default = named(field.default);
  for (const operation of draft.operations.filter((other) => other.entity === entity.name)) {
    held(operation.sets);
    held(operation.when);
  }
  for (const rule of draft.rules) {
    for (const [owner, open] of opensOf(draft, rule))
      if (owner === entity.name && open.field === field.name) {
        open.equals = named(open.equals);
        if (open.or) open.or = open.or.map(named);
      }
    if (rule.entity !== entity.name) continue;
    if (rule.kind === 'transitions' && rule.field === field.name)
      rule.allowed = rule.allowed.map(([from, to]) => [named(from), named(to)]);
    if (rule.kind === 'until' && typeof rule.change === 'object' && rule.change.field === field.name)
      rule.change = { ...rule.change, to: named(rule.change.to) };
    if (rule.kind === 'capacity' && rule.waiting !== undefined && rule.open?.field === field.name)
      rule.waiting = named(rule.waiting);
  }
}

type Open = NonNullable<Extract<Rule, { kind: 'exclusive' }>['open']>;

/** The conditions of a rule, each with the thing whose field it asks. */
function opensOf(draft: Draft, rule: Rule): [owner: string, open: Open][] {
  const found: [string, Open][] = [];
  if ('open' in rule && rule.open !== undefined) found.push([ownerOf(rule), rule.open]);
  if (rule.kind === 'stock' && rule.holder !== undefined) {
    const { via, open } = rule.holder;
    const owner = draft.entities
      .find((entity) => entity.name === rule.entity)
      ?.fields.find((field) => field.name === via)?.references;
    if (owner !== undefined) found.push([owner, open]);
  }
  return found;
}

function ownerOf(rule: Rule): string {
  if (rule.kind === 'usable') return rule.parent;
  if (rule.kind === 'backed' || rule.kind === 'settled') return rule.by;
  return rule.kind === 'no-delete-while' ? rule.blockedBy : rule.entity;
}
