import { type Add, escaped, receiverOf, type Scene } from './scene.ts';
import { typesIn } from './go/go-members.ts';
import { field, functionsAround, isBlock, isStatement, named, type Syntax } from '../syntax.ts';

/** What a function has to refuse before it begins its work, with an error that the file knows. */
export function addRefusal(scene: Scene, node: Syntax, add: Add): void {
  const [own] = functionsAround(node);
  if (!own || !isStatement(node) || !beginsWork(scene, node, own)) return;
  const errors = errorsFor(scene, own);
  if (errors.length === 0) return;
  const { dialect } = scene.source;
  const indent = /[ \t]*$/.exec(scene.source.text.slice(0, node.start))?.[0] ?? '';
  const told = [...scene.hints.words].some((one) => /rais|throw|exception|reject|^err(?:or)?s?$|fail|nil/.test(one));
  const place = { start: node.start, end: node.start, line: node.line };
  for (const [rank, condition] of conditionsFor(scene, node, own).entries())
    for (const { statement, weight } of errors) {
      const guard =
        dialect === 'python'
          ? `if ${condition}:\n${indent}    ${statement}`
          : dialect === 'go'
            ? `if ${condition} {\n${indent}\t${statement}\n${indent}}`
            : `if (${condition}) ${statement}`;
      add(place, `${guard}\n${indent}`, 'refused', weight * (told ? 0.7 : 0.3) * (1 - rank * 0.015));
    }
}

/** What an error says that the file has no words for: who reads the patch is told so. */
export const madeUp = 'not allowed';

const mostConditions = 36;
const leaves = /[\n{):]\s*(?:return|throw|raise|panic\()/;

/** The first statement of a function, and the first behind those that refuse something. */
function beginsWork(scene: Scene, node: Syntax, own: Syntax): boolean {
  const { parent } = node;
  const inBody = parent && (parent === field(own, 'body') || parent.parent === field(own, 'body'));
  if (!parent || !inBody || !isBlock(parent)) return false;
  const siblings = named(parent).filter(isStatement);
  const guard = (one: Syntax | undefined) =>
    one !== undefined && one.type === 'if_statement' && leaves.test(scene.text(one));
  const at = siblings.indexOf(node);
  return at === 0 || (!guard(node) && at <= 6 && guard(siblings[at - 1]));
}

/** Statements that end a function with an error: one that the file declares and never gives comes first. */
function errorsFor(scene: Scene, own: Syntax): { statement: string; weight: number }[] {
  const { text, dialect } = scene.source;
  const used = (name: string, way: string) => new RegExp(`${way}[^\\n]*\\b${escaped(name)}\\b`).test(text);
  if (dialect === 'go') {
    const results = field(own, 'result');
    const types = results
      ? (results.type === 'parameter_list' ? named(results).map((one) => field(one, 'type') ?? one) : [results]).map(
          (one) => scene.text(one),
        )
      : [];
    if (types.at(-1) !== 'error') return [];
    const zeros = types.slice(0, -1).map(zeroOf);
    const give = (error: string) => `return ${[...zeros, error].join(', ')}`;
    const known = [...text.matchAll(/^\s*(?:var )?(Err\w+|err[A-Z]\w*)\s*=/gm)].map(([, name = '']) => name);
    const found = known.map((name) => ({ statement: give(name), weight: used(name, 'return|panic') ? 0.5 : 1.2 }));
    if (/"errors"/.test(text)) found.push({ statement: give(`errors.New("${madeUp}")`), weight: 0.55 });
    else if (/"fmt"/.test(text)) found.push({ statement: give(`fmt.Errorf("${madeUp}")`), weight: 0.55 });
    return found.slice(0, 4);
  }
  const python = dialect === 'python';
  const way = python ? 'raise ' : 'throw new ';
  const declared = [
    ...text.matchAll(python ? /^class (\w+)\(\w*(?:Error|Exception)\)/gm : /\bclass (\w+) extends \w*Error\b/g),
  ].map(([, name = '']) => name);
  const thrown = [...text.matchAll(python ? /\braise (\w+)\(/g : /\bthrow new (\w+)\(/g)].map(([, name = '']) => name);
  const wanted = scene.hints.texts.filter(
    (one) => /^[A-Z]\w*(?:Error|Exception)$/.test(one) && one !== 'AssertionError',
  );
  const usual = python ? 'ValueError' : 'Error';
  const names = [...new Set([...declared.filter((one) => !thrown.includes(one)), ...wanted, ...thrown, usual])];
  return names.slice(0, 3).map((name, rank) => ({
    statement: `${way}${name}('${madeUp}')${python ? '' : ';'}`,
    weight: declared.includes(name) && !thrown.includes(name) ? 1.1 : wanted.includes(name) ? 1 : 0.6 - rank * 0.1,
  }));
}

/** What Go's types begin as. */
export function zeroOf(type: string): string {
  if (/^(?:u?int\d*|float\d+|byte|rune|uintptr)$/.test(type)) return '0';
  if (type === 'string') return '""';
  if (type === 'bool') return 'false';
  return /^(?:any|error|\*|\[\]|map\[|chan |func|interface)/.test(type) ? 'nil' : `${type}{}`;
}

/** What may be wrong with what a function is given: none, too few, too much for what its object holds, unknown, known already. */
function conditionsFor(scene: Scene, node: Syntax, own: Syntax): string[] {
  const { dialect } = scene.source;
  const parameters = parametersOf(scene, own);
  const types =
    dialect === 'go' ? typesIn(scene.source, functionsAround(node).at(-1) ?? own) : new Map<string, string>();
  const before = scene.source.text.slice(own.start, node.start);
  const found: string[] = [];
  const whole = scene.text(own);
  const number = (name: string) => {
    const type = types.get(name);
    return dialect === 'go' ? /^(?:u?int|float)/.test(type ?? '') : !/\b(?:string|boolean)\b/.test(type ?? '');
  };
  // What is looked up has to be there, or must not be.
  for (const name of parameters) {
    for (const [, table = ''] of scene.source.text.matchAll(
      new RegExp(`([\\w.#]+)(?:\\[${name}\\]|\\.(?:get|has|set|pop|delete)\\(${name}\\b)`, 'g'),
    )) {
      if (!whole.includes(table) || !/^(?:\w+\.)?#?\w+$/.test(table)) continue;
      if (dialect === 'python') found.push(`${name} not in ${table}`, `${name} in ${table}`);
      else if (dialect === 'go') found.push(`_, ok := ${table}[${name}]; !ok`, `_, ok := ${table}[${name}]; ok`);
      else found.push(`!${table}.has(${name})`, `${table}.has(${name})`);
    }
  }
  const held = [
    ...heldBy(scene, own),
    ...scene.values(node).filter((one) => /^\w+$/.test(one) && before.includes(one)),
  ];
  for (const name of parameters) {
    if (number(name)) found.push(`${name} <= 0`, `${name} < 0`);
    for (const other of new Set(held)) {
      if (other === name || !number(other) || !number(name)) continue;
      if (whole.includes(other)) found.push(`${name} > ${other}`, `${name} >= ${other}`, `${name} < ${other}`);
    }
    if (dialect === 'go') {
      if (types.get(name) === 'string') found.push(`${name} == ""`);
      if (/^\[\]|^map/.test(types.get(name) ?? '')) found.push(`len(${name}) == 0`);
      if (types.get(name)?.startsWith('*')) found.push(`${name} == nil`);
    } else if (dialect === 'python') found.push(`not ${name}`, `${name} is None`);
    else found.push(`!${name}`, `${name}.length === 0`);
  }
  for (const one of held) {
    if (!/\./.test(one) || !whole.includes(one)) continue;
    if (dialect === 'go') {
      if (types.get(one) === 'bool') found.push(one, `!${one}`);
      if (/^\[\]|^map/.test(types.get(one) ?? '')) found.push(`len(${one}) == 0`);
    } else
      found.push(
        dialect === 'python' ? `not ${one}` : `!${one}`,
        one,
        ...(dialect === 'python' ? [] : [`${one}.length === 0`]),
      );
  }
  return [...new Set(found)].slice(0, mostConditions);
}

/** Members of the object that a method belongs to. */
function heldBy(scene: Scene, own: Syntax): string[] {
  const self = receiverOf(scene.source, own);
  if (self) return self.members.map(({ name }) => `${self.name}.${name}`);
  if (scene.source.dialect === 'go') return [];
  return [...new Set(scene.text(own).match(/\b(?:this|self)\.#?\w+\b(?!\()/g))].slice(0, 5);
}

/** Names of what a function is given. */
function parametersOf(scene: Scene, own: Syntax): string[] {
  const list = field(own, 'parameters');
  return (list ? named(list) : [])
    .flatMap((one) => {
      const names = one.children.filter(({ type }) => type === 'identifier');
      return (names.length > 0 ? names : [one]).map((name) => scene.text(name));
    })
    .filter((name) => /^\w+$/.test(name) && !/^(?:self|cls|this)$/.test(name))
    .slice(0, 4);
}
