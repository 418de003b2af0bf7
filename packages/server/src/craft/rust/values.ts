import { camel, pascal } from '../emit/names.ts';
import type { Manifest } from '../modules/manifest.ts';
import { call, type Expression, list, struct, withHead } from './layout.ts';
import { fieldsOf, writesJson } from './signature.ts';
import { floatSource, rustString, splitList, wholeSource } from './source.ts';

/** Values of manifests as values of the types that a module's source declares. */

/** What a `Duration` is counted in, as its summary says. */
export type Unit = 'from_millis' | 'from_secs';

export function unitOf(summary: string): Unit {
  return /milliseconds/.test(summary) ? 'from_millis' : 'from_secs';
}

const whole = /^[ui](?:8|16|32|64|size)$/;

/** Whether the compiler would take the value for this type. */
export function fitsType(type: string, value: unknown): boolean {
  const inner = innerOf(type, 'Option');
  if (inner !== undefined) return value === null || fitsType(inner, value);
  const plain = type.replace(/^&(?:'\w+ )?/, '');
  const item = itemOf(plain);
  if (item !== undefined) return Array.isArray(value) && value.every((one) => fitsType(item, one));
  if (whole.test(plain)) return Number.isInteger(value) && (plain.startsWith('i') || Number(value) >= 0);
  switch (plain) {
    case 'f64':
      return typeof value === 'number';
    case 'Duration':
      return typeof value === 'number' && value >= 0;
    case 'bool':
      return typeof value === 'boolean';
    case 'char':
      return typeof value === 'string' && /^.$/su.test(value);
    case 'str':
    case 'String':
      return typeof value === 'string';
    default:
      return true;
  }
}

/** The value as an argument, a field or a result of this type; undefined where the type has no room for it. */
export function typedValue(module: Manifest, type: string, value: unknown, unit: Unit): Expression | undefined {
  const optional = innerOf(type, 'Option');
  if (optional !== undefined) {
    if (value === null || value === undefined) return 'None';
    const inner = typedValue(module, optional, value, unit);
    return inner === undefined ? undefined : call('Some', [inner]);
  }
  const [, reference = '', plain = type] = /^(&(?:'\w+ )?)?(.*)$/.exec(type) ?? [];
  if (!fitsType(plain, value)) return undefined;
  const item = itemOf(plain);
  if (item !== undefined && Array.isArray(value)) {
    const items = value.map((one) => typedValue(module, item, one, unit));
    if (items.some((one) => one === undefined)) return undefined;
    return list(plain.startsWith('[') ? '&' : 'vec!', items as Expression[]);
  }
  if (whole.test(plain)) return wholeSource(Number(value));
  switch (plain) {
    case 'f64':
      return floatSource(Number(value));
    case 'Duration':
      return `Duration::${unit}(${wholeSource(Number(value))})`;
    case 'char':
      return `'${rustString(String(value)).slice(1, -1)}'`;
    case 'str':
      return rustString(String(value));
    case 'String':
      return `${rustString(String(value))}.to_string()`;
    case 'bool':
      return String(value);
    case 'Json':
      return withHead(reference, jsonSource(value));
    default:
  }
  if (/^(?:[A-Z]|impl (?:Into<Json>|AsRef<str>))$/.test(plain)) {
    return withHead(reference === '' ? '' : '&', naturalSource(value));
  }
  const fields = fieldsOf(module, plain);
  if (fields === undefined) return typeof value === 'string' ? `${plain}::${pascal(value)}` : undefined;
  return structOf(module, plain, fields, value);
}

function structOf(
  module: Manifest,
  name: string,
  fields: NonNullable<ReturnType<typeof fieldsOf>>,
  value: unknown,
): Expression | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const given = new Map(Object.entries(value));
  const known = new Set(fields.map((field) => camel(field.name)));
  if ([...given.keys()].some((key) => !known.has(key))) return undefined;
  const items: Expression[] = [];
  for (const field of fields) {
    const inner = typedValue(module, field.type, given.get(camel(field.name)), 'from_millis');
    if (inner === undefined) return undefined;
    items.push(withHead(`${field.name}: `, inner));
  }
  return struct(name, items);
}

/** What a result is held to. */
export type Wanted =
  | { kind: 'equal'; value: Expression }
  | { kind: 'bool'; value: boolean }
  | { kind: 'empty' }
  /** The result is turned into JSON first. */
  | { kind: 'json'; value: Expression };

/** Undefined where the result can not be compared with the value. */
export function wantedOf(module: Manifest, type: string, value: unknown, unit: Unit): Wanted | undefined {
  if (type === 'bool') return { kind: 'bool', value: value === true };
  if (Array.isArray(value) && value.length === 0 && itemOf(type) !== undefined) return { kind: 'empty' };
  if (type === 'String' && typeof value === 'string') return { kind: 'equal', value: rustString(value) };
  const typed = typedValue(module, type, value, unit);
  if (typed === undefined) {
    return writesJson(module, type) ? { kind: 'json', value: jsonSource(value) } : undefined;
  }
  // A list can be held to an array of what its items can be held to.
  if (type === 'Vec<String>' && Array.isArray(value)) {
    return {
      kind: 'equal',
      value: list(
        '',
        value.map((one) => rustString(String(one))),
      ),
    };
  }
  if (typeof typed === 'object' && typed.head === 'vec!') return { kind: 'equal', value: { ...typed, head: '' } };
  return { kind: 'equal', value: typed };
}

/** Whether the result is a list, so that nothing in it means that it is empty. */
function itemOf(type: string): string | undefined {
  return innerOf(type, 'Vec') ?? /^\[(.*)\]$/.exec(type)?.[1];
}

export function innerOf(type: string, wrapper: string): string | undefined {
  const inner = type.startsWith(`${wrapper}<`) && type.endsWith('>') ? type.slice(wrapper.length + 1, -1) : undefined;
  return inner !== undefined && splitList(inner).length === 1 ? inner : undefined;
}

/** A value by the shortest way into JSON. */
function jsonSource(value: unknown): Expression {
  if (value === null || value === undefined) return 'Json::Null';
  if (typeof value !== 'object') return call('Json::from', [naturalSource(value)]);
  return call('json', [rustString(JSON.stringify(value))]);
}

function naturalSource(value: unknown): Expression {
  if (typeof value === 'string') return rustString(value);
  if (typeof value === 'number') return wholeSource(value);
  return typeof value === 'boolean' ? String(value) : jsonSource(value);
}
