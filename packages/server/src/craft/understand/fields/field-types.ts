import type { Field, FieldType, Provenance } from '../../requirements.ts';
import { camel, singular } from '../words/grammar.ts';
import { lexicon, type TypeRule } from '../words/lexicon.ts';

const measured = /^(?:kg|g|mg|km|cm|mm|ml|cl|m2|m3|ha|kwh|kw|kwp|mw|mwh|kcal|celsius)$/;
const timed = /^(?:ms|sec|secs|min|mins|hrs)$/;

/** The type that a field's name speaks for, with the bounds that nobody would contest. */
export function ruleForName(words: readonly string[]): TypeRule | undefined {
  const whole = words.join(' ');
  // "year of construction"
  if (
    words.length > 2 &&
    words[1] === 'of' &&
    /^(?:year|day|month|length|width|height|weight|duration|price|cost|percentage|share)$/.test(words[0] ?? '')
  )
    return ruleForName([words[0] ?? '']);
  const last = words.at(-1) ?? '';
  const oneLast = singular(last);
  const before = words.at(-2) ?? '';
  // "volunteers needed" is how many; "signature needed" is whether.
  if (/^(?:needed|required|wanted)$/.test(last) && singular(before) !== before) return { type: 'integer', min: 0 };
  // "weight_kg", "lap_ms"
  if (words.length > 1 && measured.test(last) && before !== 'per') return { type: 'decimal' };
  if (words.length > 1 && timed.test(last) && words[0] !== 'per') return { type: 'integer', min: 0 };
  // "salary from", "price to": the two ends of an amount.
  const end = words.length > 1 && /^(?:from|to)$/.test(last) ? ruleForName(words.slice(0, -1)) : undefined;
  if (end && /^(?:money|decimal)$/.test(end.type)) return end;
  return lexicon().typeRules.find((rule) => {
    if (rule.whole?.some((name) => name === whole)) return true;
    if (rule.second) return rule.first?.includes(words[0] ?? '') === true && rule.second.includes(words[1] ?? '');
    if (rule.first && words.length > 1 && rule.first.includes(words[0] ?? '')) return true;
    if (rule.any?.some((word) => words.includes(word))) return true;
    return rule.last?.some((word) => {
      const parts = word.split(' ');
      if (parts.length > 1) return whole.endsWith(word);
      return word === last || word === oneLast;
    });
  });
}

const typeWords: Record<string, FieldType> = {
  string: 'string',
  str: 'string',
  varchar: 'string',
  char: 'string',
  text: 'text',
  longtext: 'text',
  markdown: 'text',
  int: 'integer',
  integer: 'integer',
  bigint: 'integer',
  numeric: 'decimal',
  number: 'decimal',
  float: 'decimal',
  double: 'decimal',
  decimal: 'decimal',
  real: 'decimal',
  money: 'money',
  currency: 'money',
  usd: 'money',
  eur: 'money',
  euro: 'money',
  euros: 'money',
  dollars: 'money',
  cents: 'money',
  pence: 'money',
  bool: 'boolean',
  boolean: 'boolean',
  date: 'date',
  datetime: 'datetime',
  timestamp: 'datetime',
  time: 'datetime',
  email: 'email',
  url: 'url',
  uri: 'url',
  phone: 'phone',
  percentage: 'percentage',
  percent: 'percentage',
  uuid: 'string',
  enum: 'enum',
};

export function typeNamed(word: string): FieldType | undefined {
  return Object.hasOwn(typeWords, word) ? typeWords[word] : undefined;
}

/** A field by its name alone, or with a stated type. */
export function makeField(words: readonly string[], from: Provenance, type?: FieldType): Field {
  const rule = ruleForName(words);
  const chosen = type ?? rule?.type ?? 'string';
  const sameKind = rule !== undefined && (chosen === rule.type || (numeric(chosen) && numeric(rule.type)));
  const field: Field = {
    name: camel(words),
    type: chosen,
    required: true,
    unique: false,
    readOnly: false,
    secret: false,
    from,
  };
  if (sameKind && rule.min !== undefined) field.min = rule.min;
  if (sameKind && rule.max !== undefined) field.max = rule.max;
  if (chosen === 'boolean') Object.assign(field, { default: false, required: false });
  if (chosen === 'percentage') Object.assign(field, { min: field.min ?? 0, max: field.max ?? 100 });
  return field;
}

export function numeric(type: FieldType): boolean {
  return type === 'integer' || type === 'decimal' || type === 'money' || type === 'percentage';
}

/** Reads the lexicon's short form: `pages integer 1.. , price!, status enum(a|b) =a`. */
export function parseFieldSpecs(specs: string, from: Provenance): Field[] {
  return specs.split(',').map((spec) => parseSpec(spec.trim(), from));
}

function parseSpec(spec: string, from: Provenance): Field {
  const [first = '', ...rest] = spec.split(/\s+/);
  const name = first.replace('!', '');
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(' ');
  const enumeration = rest.find((part) => part.startsWith('enum('));
  const type = enumeration ? 'enum' : rest.map(typeNamed).find((known) => known !== undefined);
  const field = makeField(words, from, type);
  field.name = name;
  field.required = first.endsWith('!');
  if (enumeration) field.values = enumeration.slice(5, -1).split('|');
  for (const part of rest) {
    const range = /^(-?\d+)?\.\.(-?\d+)?$/.exec(part);
    if (range) {
      delete field.min;
      delete field.max;
      if (range[1] !== undefined) field.min = Number(range[1]);
      if (range[2] !== undefined) field.max = Number(range[2]);
    }
    if (part === 'unique') field.unique = true;
    if (part === 'readonly') field.readOnly = true;
    if (part.startsWith('=')) field.default = literal(part.slice(1));
  }
  if (type === 'boolean') field.default ??= false;
  return field;
}

function literal(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

/** The steps of a recipe are written down, those of a walk are counted. */
export function isProse(thing: readonly string[], fields: readonly Field[], words: readonly string[]): boolean {
  return (
    words.join(' ') === 'step' &&
    !/^(?:walk|run|hike|day|activity|workout|exercise|training|session|goal|stroll|march|entry|log|record|measurement)$/.test(
      thing.at(-1) ?? '',
    ) &&
    !fields.some((field) => /calories|distance|heartRate|kilomet|pulse/.test(field.name))
  );
}

/** "an amount and a unit": of flour, and no money. */
export function measureAmount(fields: readonly Field[]): void {
  const amount = fields.find(({ name, type }) => name === 'amount' && type === 'money');
  const unit = fields.some(
    ({ name, type }) => /^(?:unit|measure|unitOfMeasure)$/.test(name) && /^(?:string|enum)$/.test(type),
  );
  if (amount && unit) amount.type = 'decimal';
}
