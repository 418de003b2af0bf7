import type { Field, Reference, Span, Table, Value } from './contract.ts';

type Fields = Readonly<Record<string, Value | undefined>>;

function fieldsOf(values: Fields): Field[] {
  return Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

/** A span; fields that are undefined are left out. */
export function span(type: string, name: string, fields: Fields = {}, children: readonly Span[] = []): Span {
  return { type, name, fields: fieldsOf(fields), children };
}

export function reference(path: string): Reference {
  return { kind: 'reference', path };
}

export function table(values: Fields): Table {
  return { kind: 'table', fields: fieldsOf(values) };
}

/** The value of a key, undefined where the span has none. */
export function valueOf(of: Span | Table, key: string): Value | undefined {
  return of.fields.find((field) => field.key === key)?.value;
}

/** The first nested span of a type. */
export function childOf(of: Span, type: string): Span | undefined {
  return of.children.find((child) => child.type === type);
}
