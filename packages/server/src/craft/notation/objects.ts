import { type Read, columnOf, isType } from './columns.ts';
import { brackets } from './sql.ts';
import { typeOfSamples } from './tables.ts';
import { type Column, type Thing, key, plainName } from './things.ts';

/** Objects in JSON: a model of things with types, a JSON schema, or rows as examples. */

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface Objects {
  things: Thing[];
  rest: string;
}

const wrappers =
  /^(?:entities|models?|tables|resources|schemas?|collections|data|types|things|objects|components|definitions|\$defs|datamodel|data_model)$/i;
const about =
  /^(?:api|kind|type|project|language|lang|database|db|auth|stack|framework|features?|options?|rules?|roles?|constraints|description|title|name|requirements|operations|tech|technology)$/i;

/** Brackets that are tried: what stands in more of them is no description. */
const most = 200;

export function objectsOf(text: string): Objects | undefined {
  const things: Thing[] = [];
  const ends = brackets(text);
  let tries = 0;
  let rest = '';
  let from = 0;
  for (let at = text.search(/[[{]/); at >= 0 && at < text.length && tries < most; ) {
    const close = ends.get(at);
    tries += 1;
    const body = close === undefined ? '' : text.slice(at, close + 1);
    const value = body.includes(':') && /["'\n]/.test(body) ? parsed(body) : undefined;
    if (value !== undefined && value !== null && typeof value === 'object' && close !== undefined) {
      const before = text.slice(from, at);
      const name = nameBefore(before);
      const read = readJson(value, name);
      if (read.things.length > 0) {
        things.push(...read.things);
        rest += `${name === undefined ? before : before.replace(/(?:["'\w]+["']?\s*[:=]|(?<=^|[.!?\n])[^.!?\n]*\b(?:looks?|like|as)\b[^.!?\n]*)\s*$/, '')}\n${read.sentences.join('\n')}\n`;
        from = close + 1;
        at = close;
      }
    }
    const next = text.slice(at + 1).search(/[[{]/);
    at = next < 0 ? -1 : at + 1 + next;
  }
  return things.length === 0 ? undefined : { things, rest: rest + text.slice(from) };
}

/** `book = {…}`, "A book looks like this: {…}". */
function nameBefore(before: string): string | undefined {
  const found = [
    /["'`]?([A-Za-z]\w*)["'`]?\s*(?:[:=]|->)\s*$/.exec(before)?.[1],
    /\b(?:an?|each|every|the)\s+([a-z]+)\s+(?:looks?|is|should look|would be|has|example)\b[^.{}]{0,40}[:\n]?\s*$/i.exec(
      before.slice(-120),
    )?.[1],
  ];
  return found.find(
    (name) =>
      name !== undefined &&
      !/^(?:this|these|following|like|json|so|schema|model|data|example|below|object|objects|entities)$/i.test(name),
  );
}

/** Also with keys that are not quoted, single quotes, commas at the end and remarks, as people write it. */
function parsed(body: string): Json | undefined {
  const tries = [
    body,
    body
      .replaceAll(/(?<!:)\/\/[^\n]*/g, '')
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .replaceAll(/'([^'\n]*)'/g, '"$1"')
      .replaceAll(/([{,\n]\s*)([A-Za-z_$][\w$]*)\s*:/g, '$1"$2":')
      .replaceAll(/:\s*([A-Za-z][\w[\]?!]*)\s*(?=[,}\n])/g, (all, word: string) =>
        /^(?:true|false|null)$/.test(word) ? all : `: "${word}"`,
      )
      .replaceAll(/,\s*([}\]])/g, '$1')
      .replaceAll(/\.\.\./g, ''),
  ];
  for (const text of tries) {
    try {
      return JSON.parse(text) as Json;
    } catch {
      continue;
    }
  }
  return undefined;
}

const isMap = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function plainly(value: Json): string {
  return typeof value === 'object' ? '' : String(value);
}

function readJson(value: Json, name: string | undefined): { things: Thing[]; sentences: string[] } {
  const sentences: string[] = [];
  if (Array.isArray(value)) return { things: ofList(value, name), sentences };
  if (!isMap(value)) return { things: [], sentences };
  const entries = Object.entries(value);
  const wrapped = entries.find(([own, inner]) => wrappers.test(own) && typeof inner === 'object');
  if (wrapped) {
    for (const [own, inner] of entries) if (own !== wrapped[0] && about.test(own)) sentences.push(said(own, inner));
    const [, inside] = wrapped;
    // components: { schemas: {…} }
    if (isMap(inside) && Object.keys(inside).length === 1 && wrappers.test(Object.keys(inside)[0] ?? ''))
      return { things: readJson(inside, undefined).things, sentences };
    return {
      things: Array.isArray(inside) ? ofList(inside, undefined) : ofMap(inside),
      sentences,
    };
  }
  if (isMap(value['properties']))
    return {
      things: [ofSchema(typeof value['title'] === 'string' ? value['title'] : (name ?? 'item'), value)],
      sentences,
    };
  const nested = entries.filter(([, inner]) => isMap(inner) || (Array.isArray(inner) && isMap(inner[0])));
  if (name === undefined && nested.length > 0 && nested.length * 2 >= entries.length) {
    for (const [own, inner] of entries)
      if (!isMap(inner) && !Array.isArray(inner) && about.test(own)) sentences.push(said(own, inner));
    return { things: ofMap(Object.fromEntries(nested)), sentences };
  }
  return name === undefined ? { things: [], sentences } : { things: ofExample(name, value), sentences };
}

/** What a key besides the things says: "language": "python". */
function said(name: string, value: Json): string {
  const plain = (inner: Json): string =>
    Array.isArray(inner)
      ? inner.map((one) => plain(one)).join(', ')
      : isMap(inner)
        ? Object.values(inner)
            .map((one) => plain(one))
            .join(', ')
        : plainly(inner);
  const text = plain(value);
  if (value === false || value === null) return '';
  if (value === true) return `With ${plainName(name)}.`;
  if (/^(?:api|kind|type|project)$/i.test(name))
    return `A ${text}${/api|app|cli|site|tool|service/i.test(text) ? '' : ' API'}.`;
  if (/^(?:language|lang|stack|framework|database|db|tech|technology)$/i.test(name)) return `In ${text}.`;
  if (/^(?:rules?|constraints|requirements|operations)$/i.test(name) && Array.isArray(value))
    return value.map((one) => `${plain(one)}.`).join('\n');
  if (/^(?:features?|options?|auth)$/i.test(name)) return `With ${text}.`;
  if (/^(?:title|name)$/i.test(name)) return `It is called ${text}.`;
  return `${text}.`;
}

function ofList(list: readonly Json[], name: string | undefined): Thing[] {
  const named = list.flatMap((one) => {
    if (!isMap(one)) return [];
    const own = one['name'] ?? one['entity'] ?? one['title'];
    const fields = one['fields'] ?? one['properties'] ?? one['attributes'] ?? one['columns'];
    return typeof own === 'string' && fields !== undefined && fields !== null && typeof fields === 'object'
      ? ofMap({ [own]: fields })
      : [];
  });
  if (named.length > 0) return named;
  const [first] = list;
  return isMap(first) && name !== undefined ? ofExample(name, first) : [];
}

function ofMap(value: Json): Thing[] {
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (Array.isArray(inner)) {
      if (
        isMap(inner[0]) &&
        typeof inner[0]['name'] === 'string' &&
        (inner[0]['type'] !== undefined || inner.length > 1)
      )
        return [
          {
            name,
            columns: inner.flatMap((one) => (isMap(one) ? fieldOf(plainly(one['name'] ?? ''), one) : [])),
          },
        ];
      if (inner.every((one) => typeof one === 'string'))
        return [{ name, columns: inner.map((one) => columnOf(colonOf(one))) }];
      return ofList(inner, name);
    }
    if (!isMap(inner)) return [];
    if (isMap(inner['properties'])) return [ofSchema(name, inner)];
    const fields = inner['fields'] ?? inner['attributes'] ?? inner['columns'];
    if (fields !== undefined && typeof fields === 'object' && fields !== null) return ofMap({ [name]: fields });
    return ofExample(name, inner);
  });
}

/** "name: string" in a list of fields. */
function colonOf(text: string): { name: string; type?: string } {
  const [name = '', type] = text.split(/\s*:\s*/);
  return type === undefined ? { name } : { name, type };
}

function ofSchema(name: string, schema: { [name: string]: Json }): Thing {
  const required = Array.isArray(schema['required']) ? schema['required'] : undefined;
  const properties = isMap(schema['properties']) ? schema['properties'] : {};
  const besides: string[] = [];
  const columns = Object.entries(properties).flatMap(([own, inner]) => {
    const made = isMap(inner) ? fieldOf(own, inner) : [columnOf({ name: own, type: plainly(inner) })];
    return made.flatMap((column) => {
      if (column.many === true && column.refers !== undefined) {
        besides.push(`Each ${plainName(name)} has many ${plainName(own)}.`);
        return [];
      }
      return [required && !required.includes(own) ? { ...column, optional: true } : column];
    });
  });
  return { name, columns, besides };
}

/** A field that is told by an object: `{"type": "string", "enum": […], "minimum": 0}`. */
function fieldOf(name: string, inner: { [name: string]: Json }): Read[] {
  const text = (own: string): string => {
    const value = inner[own];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const reference = text('$ref').split('/').at(-1) ?? '';
  const options = inner['enum'] ?? inner['values'] ?? inner['options'];
  const items = isMap(inner['items'])
    ? typeof inner['items']['$ref'] === 'string'
      ? inner['items']['$ref'].split('/').at(-1)
      : plainly(inner['items']['type'] ?? 'string')
    : undefined;
  const number = (...names: string[]): string | undefined =>
    names.map((own) => text(own)).find((value) => value !== '');
  const least = number('minimum', 'min', 'ge');
  const most = number('maximum', 'max', 'le');
  const long = number('maxLength', 'max_length');
  const usual = inner['default'];
  const type = Array.isArray(options)
    ? `enum(${options.map((one) => plainly(one)).join(', ')})`
    : items === undefined
      ? reference ||
        text('references') ||
        text('ref') ||
        (text('format') && isType(text('format')) ? text('format') : text('type'))
      : `${items}[]`;
  return [
    columnOf({
      name,
      type,
      notes: [
        ...(least === undefined ? [] : [`>= ${least}`]),
        ...(most === undefined ? [] : [`<= ${most}`]),
        ...(number('exclusiveMinimum') === undefined ? [] : [`> ${number('exclusiveMinimum')}`]),
        ...(long === undefined ? [] : [`at most ${long} characters`]),
        ...(inner['unique'] === true ? ['unique'] : []),
        ...(typeof usual === 'string' || typeof usual === 'number' || typeof usual === 'boolean'
          ? [`default ${String(usual)}`]
          : []),
      ],
      ...(inner['required'] === false || inner['optional'] === true || inner['nullable'] === true
        ? { optional: true }
        : {}),
    }),
  ];
}

/** A row as an example, or with the names of types for its values; what it holds of its own becomes a thing of its own. */
function ofExample(name: string, value: { [name: string]: Json }): Thing[] {
  const columns: Column[] = [];
  const more: Thing[] = [];
  const besides: string[] = [];
  for (const [own, inner] of Object.entries(value)) {
    if (Array.isArray(inner)) {
      const [first] = inner;
      if (isMap(first)) {
        more.push(...ofExample(own, first));
        besides.push(`Each ${plainName(name)} has many ${plainName(own)}.`);
      } else if (
        inner.length > 1 &&
        inner.every((one) => typeof one === 'string' && !isType(one)) &&
        !own.endsWith('s')
      )
        columns.push(columnOf({ name: own, type: `enum(${inner.map((one) => plainly(one)).join(', ')})` }));
      else if (typeof first === 'string' && /^[A-Z]\w*$/.test(first) && !isType(first))
        besides.push(`Each ${plainName(name)} has many ${plainName(own)}.`);
      else columns.push(columnOf({ name: own, type: 'string[]' }));
    } else if (isMap(inner)) {
      if (inner['type'] !== undefined || inner['enum'] !== undefined || inner['$ref'] !== undefined)
        columns.push(...fieldOf(own, inner));
      else
        for (const part of Object.keys(inner))
          columns.push(
            columnOf({
              name: key(own) === 'address' || /^(?:name|id)$/.test(part) ? `${own} ${part}` : part,
              type: sample(inner[part] ?? null),
            }),
          );
    } else columns.push(columnOf(typeof inner === 'string' ? worded(own, inner) : { name: own, type: sample(inner) }));
  }
  return [{ name, columns, besides }, ...more];
}

/** "string, required, unique" and "number (0-10)": a type with what stands beside it; else an example. */
function worded(name: string, said: string): { name: string; type: string; notes?: string[] } {
  const match = /^([A-Za-z][\w[\]<>]*[?!]?)\s*(?:[,;]\s*(.+)|\((.+)\))?$/.exec(said.trim());
  const first = match?.[1] ?? '';
  if (match && (isType(first) || (match[2] === undefined && match[3] === undefined && /^[A-Z]\w*$|\[\]$/.test(first))))
    return { name, type: first, notes: [match[2] ?? match[3] ?? ''] };
  if (/^\w+(?:\s*\|\s*\w+)+$/.test(said)) return { name, type: said };
  return { name, type: typeOfSamples([said]) };
}

function sample(value: Json): string {
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'number' : 'decimal';
  return typeof value === 'string' ? worded('', value).type : '';
}
