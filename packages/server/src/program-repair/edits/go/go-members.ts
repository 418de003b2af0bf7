import { type Add, escaped, membersOf, receiverOf, type Scene } from '../scene.ts';
import { field, functionsAround, isStatement, named, type Source, type Syntax, within } from '../../syntax.ts';

/** Statements that Go's lists, maps and members lack: put in, taken out, counted, set. */
export function changeGoMembers(scene: Scene, node: Syntax, add: Add): void {
  if (/^(?:function|method)_declaration$/.test(node.type)) {
    const body = field(node, 'body');
    if (body && named(body).length === 0)
      for (const [text, prior] of missing(scene, node, body)) add(body, `{\n\t${text}\n}`, 'a member kept up', prior);
    return;
  }
  if (!isStatement(node)) return;
  const own = functionsAround(node).at(-1);
  if (!own) return;
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
  const siblings = named(node.parent ?? node).filter(isStatement);
  const last = siblings.at(-1) === node && !/^(?:return|break|continue|goto|panic)\b/.test(scene.text(node));
  const beside = new Set(siblings.map((one) => scene.text(one)));
  for (const [text, prior] of missing(scene, own, node)) {
    if (beside.has(text)) continue;
    add({ start: node.start, end: node.start, line: node.line }, `${text}\n${indent}`, 'a member kept up', prior);
    if (last) add({ start: node.end, end: node.end, line: node.line }, `\n${indent}${text}`, 'a member kept up', prior);
  }
}

const mostKeys = 10;

/** Statements by how likely each is, at a place. */
function missing(scene: Scene, own: Syntax, node: Syntax): Map<string, number> {
  const found = new Map<string, number>();
  const types = typesIn(scene.source, own);
  const whole = scene.text(own);
  const before = scene.source.text.slice(own.start, node.start);
  const values = scene.values(node).filter((one) => known(types, one, before));
  for (const [list, type] of types) {
    const written = whole.includes(list);
    if (type.startsWith('[]') && known(types, list, before)) {
      const grows = whole.includes(`${list} = append(${list},`);
      for (const [rank, value] of values.slice(0, mostKeys).entries())
        if (value !== list && fits(types.get(value), type.slice(2)))
          put(found, `${list} = append(${list}, ${value})`, (grows ? 0.14 : written ? 0.4 : 0.2) - rank * 0.012);
    }
    const [, element] = /^\[\d*\](.+)$/.exec(type) ?? [];
    if (
      element !== undefined &&
      known(types, list, before) &&
      !new RegExp(`${escaped(list)}\\[\\w+\\] [-+*/]?= `).test(whole)
    )
      for (const index of values.filter((one) => types.get(one) === 'int').slice(0, 4))
        for (const [rank, value] of values.slice(0, mostKeys).entries())
          if (value !== index && types.has(value) && fits(types.get(value), element))
            put(found, `${list}[${index}] = ${value}`, 0.3 - rank * 0.02);
    // What is read off an end of a list is still in it.
    if (type.startsWith('[]') && known(types, list, before) && !whole.includes(`${list} = ${list}[`)) {
      const size = `len(${list})-1`;
      const filled = whole.includes(`${list} = append(`);
      const [first, last] = [
        whole.includes(`${list}[0]`),
        /len\(\w+\) ?- ?1\]/.test(whole) && whole.includes(`${list}[len(`),
      ];
      put(found, `${list} = ${list}[:${size}]`, last && filled ? 0.5 : 0.06);
      put(found, `${list} = ${list}[1:]`, first && filled ? 0.5 : 0.06);
    }
    if (type === 'int' && /^\w+$/.test(list) && new RegExp(`\\b${list}\\b`).test(before)) {
      const [up, down] = [whole.includes(`${list}++`), whole.includes(`${list}--`)];
      if (!up) put(found, `${list}++`, down ? 0.42 : 0.1);
      if (!down) put(found, `${list}--`, up ? 0.3 : 0.06);
    }
    const [, key = '', value = ''] = /^map\[([^\]]+)\](.+)$/.exec(type) ?? [];
    if (key === '' || !known(types, list, before)) continue;
    const keys = keysFor(scene, types, values, key, whole, before);
    const drops = whole.includes(`delete(${list},`);
    const shrinks = scene.source.text.includes(`delete(${list},`);
    for (const [rank, one] of keys.entries()) {
      const fade = rank * 0.02;
      if (!drops) put(found, `delete(${list}, ${one})`, (written || shrinks ? 0.34 : 0.26) - fade);
      if (value === 'bool') put(found, `${list}[${one}] = true`, (whole.includes(`${list}[`) ? 0.42 : 0.2) - fade);
      if (value === 'struct{}') put(found, `${list}[${one}] = struct{}{}`, 0.36 - fade);
      if (/^(?:u?int\d*|float\d+)$/.test(value)) put(found, `${list}[${one}]++`, 0.2 - fade);
      if (new RegExp(`${escaped(list)}\\[[^\\]]+\\] = `).test(whole)) continue;
      for (const [order, what] of values.slice(0, mostKeys).entries())
        if (what !== one && types.has(what) && fits(types.get(what), value))
          put(found, `${list}[${one}] = ${what}`, 0.34 - fade - order * 0.02);
    }
  }
  countedAndSet(scene, own, whole, found);
  return found;
}

const put = (found: Map<string, number>, text: string, prior: number) =>
  found.set(text, Math.max(found.get(text) ?? 0, prior, 0.02));

/** What other methods count up or down and this one does not, what it was given under the very name of a member, what begins again. */
function countedAndSet(scene: Scene, own: Syntax, whole: string, found: Map<string, number>): void {
  const self = receiverOf(scene.source, own);
  if (!self) return;
  const parameters = new Set(namesIn(scene.source, field(own, 'parameters')).map(([name]) => name));
  for (const { name, type } of self.members) {
    const member = `${self.name}.${name}`;
    const elsewhere = scene.source.text;
    if (/^(?:u?int\d*|float\d+)$/.test(type)) {
      const [up, down] = [elsewhere.includes(`.${name}++`), elsewhere.includes(`.${name}--`)];
      if (up || down)
        put(found, `${member}${up ? '--' : '++'}`, whole.includes(`${member}++`) ? 0.1 : 0.4).set(
          `${member}${up ? '++' : '--'}`,
          0.25,
        );
      else {
        // What is asked here and changes nowhere is counted at last.
        const still =
          !new RegExp(`\\.${name}\\b[^\\n=]*[-+*/]?=(?!=)|\\b${name}:`).test(elsewhere) && whole.includes(member);
        put(found, `${member}++`, still ? 0.55 : 0.2).set(`${member}--`, 0.12);
      }
    }
    if (type === 'bool') for (const value of ['true', 'false']) put(found, `${member} = ${value}`, 0.26);
    if (/^(?:\[\]|map\[)/.test(type) && !whole.includes(`${member} = `))
      for (const [local, kind] of typesIn(scene.source, own))
        if (kind === type && /^\w+$/.test(local)) put(found, `${member} = ${local}`, 0.4);
    if (parameters.has(name)) put(found, `${member} = ${name}`, 0.55);
    for (const given of parameters) {
      if (given === name) continue;
      for (const sign of ['=', '+=', '-='])
        if (sign === '=' || new RegExp(`\\.${name} [-+]= `).test(elsewhere))
          put(found, `${member} ${sign} ${given}`, sign === '=' ? 0.12 : 0.3);
    }
    const zero = zeroOf(type);
    if (zero !== null)
      put(found, `${member} = ${zero}`, new RegExp(`\\.${name} = ${escaped(zero)}`).test(elsewhere) ? 0.2 : 0.1);
  }
}

function zeroOf(type: string): string | null {
  if (/^(?:u?int\d*|float\d+)$/.test(type)) return '0';
  if (type === 'string') return '""';
  if (type === 'bool') return 'false';
  return /^(?:\*|\[\]|func)/.test(type) ? 'nil' : type.startsWith('map[') ? `${type}{}` : null;
}

/** Values that may be keys of a map: names of the type, members of names, and what the file reads in the same way off another name. */
function keysFor(
  scene: Scene,
  types: ReadonlyMap<string, string>,
  values: readonly string[],
  key: string,
  whole: string,
  before: string,
): string[] {
  const found = new Set(values.filter((one) => types.get(one) === key));
  for (const one of values) {
    const kind = types.get(one)?.replace(/^\*/, '');
    for (const { name, type } of kind && /^\w+$/.test(kind) ? membersOf(scene.source, kind) : [])
      if (type === key) found.add(`${one}.${name}`);
  }
  for (const [, name = '', path = ''] of scene.source.text.matchAll(/\b([a-z]\w*)((?:\.\w+)+\.\(\*?\w+\))\.\w+/g)) {
    const kind = /\(\*?(\w+)\)$/.exec(path)?.[1] ?? '';
    for (const one of values)
      if (one !== name && /^\w+$/.test(one) && new RegExp(`\\b${one} := [^\\n]*[)\\]]`).test(before || whole))
        for (const member of membersOf(scene.source, kind))
          if (member.type === key) found.add(`${one}${path}.${member.name}`);
  }
  for (const one of values) if (!types.has(one) && /^\w+$/.test(one)) found.add(one);
  return [...found].slice(0, mostKeys);
}

/** Whether a value is there at a place: it is given or was made before. */
const known = (types: ReadonlyMap<string, string>, value: string, before: string): boolean =>
  value.includes('.')
    ? types.has(value) && new RegExp(`\\b${value.split('.')[0]}\\b`).test(before)
    : new RegExp(`\\b${escaped(value)}\\b`).test(before);

const fits = (type: string | undefined, wanted: string): boolean => type === undefined || type === wanted;

const typed = new WeakMap<Source, Map<Syntax, Map<string, string>>>();

/** Types of names in a function of Go, as far as its text says them: of parameters, members of the receiver, and what is made there. */
export function typesIn(source: Source, own: Syntax): ReadonlyMap<string, string> {
  const all = typed.get(source) ?? new Map<Syntax, Map<string, string>>();
  typed.set(source, all);
  const kept = all.get(own);
  if (kept) return kept;
  const found = new Map<string, string>();
  const whole = source.text.slice(own.start, own.end);
  for (const node of within(own))
    if (node.type === 'parameter_list' && (node.parent === own || node.parent?.type === 'func_literal'))
      for (const [name, type] of namesIn(source, node)) found.set(name, type);
  const self = receiverOf(source, own);
  for (const { name, type } of self?.members ?? []) found.set(`${self?.name}.${name}`, type);
  for (const [, name = '', type = ''] of whole.matchAll(/\bvar (\w+) ([^\n=]+)/g)) found.set(name, type.trim());
  for (const [, name = '', type = ''] of whole.matchAll(
    /\b(\w+) := (?:make\()?((?:map\[[^\]]+\]|\[\])[\w.*[\]]*(?:struct\{\})?)/g,
  ))
    found.set(name, type);
  for (const [, name = '', type = ''] of whole.matchAll(/\b(\w+) := (&?\w+)\{/g))
    found.set(name, type.replace('&', '*'));
  for (const [, first = '', second = '', one, other] of whole.matchAll(
    /\b(\w+), (\w+) := (-?\d+|""|true|false), (-?\d+|""|true|false)\s*$/gm,
  ))
    for (const [name, value = ''] of [
      [first, one],
      [second, other],
    ] as const)
      found.set(name, value === '""' ? 'string' : /\d/.test(value) ? 'int' : 'bool');
  for (const [, name = ''] of whole.matchAll(/\b(\w+) := (?:len|cap|copy)\(/g)) found.set(name, 'int');
  for (const [, name = ''] of whole.matchAll(
    /\b(\w+) := (?:fmt\.Sprintf?|strings\.(?:Trim\w*|To\w+|Join|Repeat|Replace\w*))\(/g,
  ))
    found.set(name, 'string');
  for (const [, names = ''] of whole.matchAll(/(?:\b|, )(err) :?= /g)) found.set(names, 'error');
  for (const [, name = ''] of whole.matchAll(/\b\w+, (ok|found|exists|present|seen) := /g)) found.set(name, 'bool');
  for (const [, name = '', value = ''] of whole.matchAll(/\b(\w+) := (-?\d+|""|true|false)\s*$/gm))
    found.set(name, value === '""' ? 'string' : /\d/.test(value) ? 'int' : 'bool');
  for (const [, first = '', second = '', over = ''] of whole.matchAll(/\bfor (\w+)(?:, (\w+))? := range ([\w.]+)/g)) {
    const type = found.get(over) ?? '';
    const [, key = '', value = ''] = /^map\[([^\]]+)\](.+)$/.exec(type) ?? [];
    const [one, other] =
      key === ''
        ? type.startsWith('[]')
          ? ['int', type.slice(2)]
          : type === 'string'
            ? ['int', 'rune']
            : ['', '']
        : [key, value];
    if (one !== '' && first !== '_') found.set(first, one ?? '');
    if (other !== '' && second !== '' && second !== '_') found.set(second, other ?? '');
  }
  for (const [, name = '', path = ''] of whole.matchAll(/\b(\w+) := ([a-z]\w*\.\w+)\s*$/gm)) {
    const type = found.get(path);
    if (type !== undefined) found.set(name, type);
  }
  for (const [, name = '', of = ''] of whole.matchAll(/\b(\w+) := ([\w.]+)\[:0(?::0)?\]/g))
    if (found.has(of)) found.set(name, found.get(of) ?? '');
  for (const [, name = ''] of whole.matchAll(/\b(\w+), \w+ := strconv\.Atoi\(/g)) found.set(name, 'int');
  for (const [, name = '', maker = ''] of whole.matchAll(/\b(\w+)(?:, \w+)? :?= (\w+)\(/g)) {
    const [, type] = new RegExp(`\\nfunc ${escaped(maker)}\\([^)\\n]*\\) \\(?([\\w.*[\\]]+)`).exec(source.text) ?? [];
    if (type !== undefined && !found.has(name)) found.set(name, type);
  }
  // Lists and maps that what is at hand holds.
  for (const [name, type] of Array.from(found))
    for (const member of /^\*?[a-zA-Z_]\w*$/.test(type) ? membersOf(source, type.replace('*', '')) : [])
      if (/^(?:\[\]|map\[)/.test(member.type) && whole.includes(`${name}.${member.name}`))
        found.set(`${name}.${member.name}`, member.type);
  all.set(own, found);
  return found;
}

/** Names and types of a list of parameters. */
function namesIn(source: Source, list: Syntax | null): [name: string, type: string][] {
  return (list ? named(list) : []).flatMap((one) => {
    const kind = field(one, 'type');
    const type = kind ? source.text.slice(kind.start, kind.end) : '';
    return one.children
      .filter(({ field: role, type: sort }) => role === 'name' && sort === 'identifier')
      .map((name): [string, string] => [
        source.text.slice(name.start, name.end),
        one.type === 'variadic_parameter_declaration' ? `[]${type}` : type,
      ]);
  });
}
