export interface FlattenOptions {
  /** What stands between the parts of a path. */
  separator?: string;
}

export interface JsonFormat {
  /** Blanks per level; 0 writes it as short as can be. */
  indent?: number;
  /** Sorts the names of members. */
  sorted?: boolean;
}

export interface Difference {
  path: string;
  before?: unknown;
  after?: unknown;
}

/** Turns nested JSON into one level with paths as names. */
export function flattenJson(json: string, options: FlattenOptions = {}): Record<string, unknown> {
  const { separator = '.' } = options;
  return Object.fromEntries(leavesOf(JSON.parse(json), '', separator));
}

/** Turns paths back into nested JSON; members whose names are 0, 1, 2 … make a list. */
export function unflattenJson(json: string, options: FlattenOptions = {}): unknown {
  const { separator = '.' } = options;
  const flat: unknown = JSON.parse(json);
  if (!isBranch(flat) || Array.isArray(flat)) throw new RangeError('The JSON must be an object.');
  const root: Record<string, unknown> = Object.create(null);
  for (const [path, value] of Object.entries(flat)) {
    const names = path.split(separator);
    const last = names.pop() ?? '';
    let branch = root;
    for (const name of names) {
      const next = branch[name];
      const grown: Record<string, unknown> = isBranch(next) ? next : Object.create(null);
      branch[name] = grown;
      branch = grown;
    }
    branch[last] = value;
  }
  return listsOf(root);
}

/** Finds the value at a path such as users[0].name; * stands for every member. */
export function queryJson(path: string, json: string): unknown {
  const names = path
    .replace(/\[(\w+|\*)\]/g, '.$1')
    .split('.')
    .filter((name) => name !== '');
  return find(JSON.parse(json), names);
}

/** Writes JSON with one member a line, or as short as can be. */
export function formatJson(json: string, options: JsonFormat = {}): string {
  const { indent = 2, sorted = false } = options;
  const value: unknown = JSON.parse(json);
  return JSON.stringify(sorted ? sortedMembers(value) : value, null, indent);
}

/** Lists what differs between two JSON values. */
export function diffJson(before: string, after: string): Difference[] {
  const left = new Map(leavesOf(JSON.parse(before), '', '.'));
  const right = new Map(leavesOf(JSON.parse(after), '', '.'));
  const paths = [...new Set([...left.keys(), ...right.keys()])];
  return paths
    .filter((path) => JSON.stringify(left.get(path)) !== JSON.stringify(right.get(path)))
    .map((path) => ({
      path,
      ...(left.has(path) ? { before: left.get(path) } : {}),
      ...(right.has(path) ? { after: right.get(path) } : {}),
    }));
}

/** Puts one JSON value over another: objects member by member, everything else as a whole. */
export function mergeJson(base: string, changes: string): unknown {
  return merged(JSON.parse(base), JSON.parse(changes));
}

function merged(below: unknown, above: unknown): unknown {
  if (!isBranch(below) || !isBranch(above) || Array.isArray(below) || Array.isArray(above)) {
    return above;
  }
  const members = new Map(Object.entries(below));
  for (const [name, value] of Object.entries(above)) {
    members.set(name, members.has(name) ? merged(members.get(name), value) : value);
  }
  return Object.fromEntries(members);
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function leavesOf(
  value: unknown,
  path: string,
  separator: string,
): [path: string, value: unknown][] {
  if (!isBranch(value) || Object.keys(value).length === 0) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) =>
    leavesOf(member, path === '' ? name : path + separator + name, separator),
  );
}

function listsOf(value: unknown): unknown {
  if (!isBranch(value) || Array.isArray(value)) return value;
  const names = Object.keys(value);
  const members = names.map((name) => listsOf(value[name]));
  if (names.length > 0 && names.every((name, place) => name === String(place))) return members;
  return Object.fromEntries(names.map((name, place) => [name, members[place]]));
}

function find(value: unknown, names: readonly string[]): unknown {
  const [name, ...rest] = names;
  if (name === undefined) return value;
  if (!isBranch(value)) return undefined;
  if (name === '*') return Object.values(value).map((member) => find(member, rest));
  return Object.hasOwn(value, name) ? find(value[name], rest) : undefined;
}

function sortedMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedMembers);
  if (!isBranch(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sortedMembers(value[name])]));
}
