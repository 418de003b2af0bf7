import { parseSync } from 'oxc-parser';
import { docComment, docLines, functionTags, templateTags, typeText } from './doc.ts';
import { applyEdits, type Edit } from './edits.ts';
import { isNode, nodeOf, nodesOf, type Node, walk } from './nodes.ts';
import { typedefLines, type Comments } from './typedefs.ts';

/**
 * TypeScript as JavaScript with JSDoc: types move into comments that an editor and the compiler's `checkJs` read, imports
 * name `.js` files. Layout is left to the formatter.
 */
export function toJavaScript(path: string, source: string): string {
  const parsed = parseSync(path, source, { sourceType: 'module' });
  const program = parsed.program as unknown as Node;
  const comments = commentsOf(source, parsed.comments);
  const transform = new Transform(source, comments);
  walk(program, (node, above) => transform.visit(node, above));
  return transform.result();
}

function commentsOf(source: string, list: readonly { type: string; start: number; end: number }[]): Comments {
  const docs = list.filter((comment) => source.startsWith('/**', comment.start));
  return {
    before(place) {
      const found = docs.findLast((comment) => comment.end <= place);
      if (!found || source.slice(found.end, place).trim() !== '') return undefined;
      return { start: found.start, text: source.slice(found.start, found.end) };
    },
  };
}

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

class Transform {
  readonly #source: string;
  readonly #comments: Comments;
  readonly #edits: Edit[] = [];
  /** Types that other files declare: source and names. */
  readonly #imported = new Map<string, string[]>();
  #firstStatement = -1;

  constructor(source: string, comments: Comments) {
    this.#source = source;
    this.#comments = comments;
  }

  result(): string {
    // Nothing is left that this rule could complain about.
    const bare = applyEdits(this.#source, this.#edits).replace(
      /^ *\/\/ biome-ignore lint\/suspicious\/noExplicitAny.*\n/gm,
      '',
    );
    const text = withoutTypeValues(bare);
    const isUsed = (name: string): boolean => new RegExp(`\\b${name.split(' as ').at(-1)}\\b`).test(text);
    const imports = [...this.#imported].flatMap(([from, names]) => {
      const used = names.filter(isUsed);
      return used.length > 0 ? [`/** @import { ${used.join(', ')} } from '${from}' */`] : [];
    });
    if (imports.length === 0) return text;
    // Behind the imports of code, where a reader looks for them.
    const statements = [...text.matchAll(/^import\b[^;]*;$/gm)];
    const last = statements.at(-1);
    const at = last ? last.index + last[0].length : 0;
    const head = text.slice(0, at);
    const shebang = at === 0 ? (/^#!.*\n/.exec(text)?.[0] ?? '') : head;
    return `${shebang}${shebang === '' ? '' : '\n'}${imports.join('\n')}\n${text.slice(shebang.length)}`;
  }

  visit(node: Node, above: readonly Node[]): void {
    const parent = above.at(-1);
    if (parent?.type === 'Program' && this.#firstStatement === -1) this.#firstStatement = node.start;
    switch (node.type) {
      case 'ImportDeclaration':
        return this.#import(node);
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return this.#export(node);
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        return this.#typedef(node, parent);
      case 'FunctionDeclaration':
        return this.#document(outer(node, parent), functionTags(this.#source, node));
      case 'MethodDefinition':
        return this.#method(node);
      case 'PropertyDefinition':
        return this.#field(node);
      case 'VariableDeclaration':
        return this.#variable(node, parent);
      case 'ArrowFunctionExpression':
        return this.#inlineResult(node, parent);
      case 'NewExpression':
        return this.#construction(node, parent);
      case 'TSAsExpression':
        return this.#cast(node);
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression': {
        const inner = nodeOf(node['expression']);
        if (inner) this.#remove(inner.end, node.end);
        return;
      }
      case 'TSTypeAnnotation':
        return this.#annotation(node, parent, above);
      case 'TSTypeParameterDeclaration':
      case 'TSTypeParameterInstantiation':
        return this.#remove(node.start, node.end);
      case 'ClassDeclaration':
        this.#document(outer(node, parent), templateTags(this.#source, nodeOf(node['typeParameters'])));
        for (const heir of nodesOf(node['implements'])) this.#remove(heir.start, heir.end);
        return;
      default:
        return;
    }
  }

  #remove(start: number, end: number): void {
    this.#edits.push({ start, end, text: '' });
  }

  #indentAt(place: number): string {
    const line = this.#source.lastIndexOf('\n', place - 1) + 1;
    return /^\s*/.exec(this.#source.slice(line, place))?.[0] ?? '';
  }

  /** Puts tags into the comment before a place, or writes one. */
  #document(place: number, tags: readonly string[]): void {
    if (tags.length === 0) return;
    const indent = this.#indentAt(place);
    const known = this.#comments.before(place);
    if (!known) {
      this.#edits.push({ start: place, end: place, text: docComment(tags, indent) });
      return;
    }
    const said = docLines(known.text);
    const type = tags.length === 1 && tags[0]?.startsWith('@type ');
    const lines = type ? [...said, ...tags] : [...said, '', ...tags];
    this.#edits.push({ start: known.start, end: place, text: docComment(lines, indent) });
  }

  #import(node: Node): void {
    const source = nodeOf(node['source']);
    if (!source) return;
    const from = scriptPath(String(source['value']));
    const specifiers = nodesOf(node['specifiers']);
    const types = specifiers.filter((one) => node['importKind'] === 'type' || one['importKind'] === 'type');
    const nameOf = (one: Node): string => {
      const imported = String((nodeOf(one['imported']) ?? one)['name']);
      const local = String((nodeOf(one['local']) ?? one)['name']);
      return imported === local || one.type !== 'ImportSpecifier' ? local : `${imported} as ${local}`;
    };
    if (types.length > 0) this.#imported.set(from, [...(this.#imported.get(from) ?? []), ...types.map(nameOf)]);
    const values = specifiers.filter((one) => !types.includes(one));
    if (specifiers.length > 0 && values.length === 0) {
      this.#remove(node.start, lineEnd(this.#source, node.end));
      return;
    }
    if (types.length > 0) {
      const named = values.filter((one) => one.type === 'ImportSpecifier').map(nameOf);
      const whole = values
        .filter((one) => one.type !== 'ImportSpecifier')
        .map((one) => this.#source.slice(one.start, one.end));
      const list = [...whole, ...(named.length > 0 ? [`{ ${named.join(', ')} }`] : [])];
      this.#edits.push({ start: node.start, end: node.end, text: `import ${list.join(', ')} from '${from}';` });
      return;
    }
    this.#edits.push({ start: source.start, end: source.end, text: `'${from}'` });
  }

  #export(node: Node): void {
    const source = nodeOf(node['source']);
    if (node['exportKind'] === 'type' && source) return this.#remove(node.start, lineEnd(this.#source, node.end));
    if (source)
      this.#edits.push({ start: source.start, end: source.end, text: `'${scriptPath(String(source['value']))}'` });
  }

  #typedef(node: Node, parent: Node | undefined): void {
    const start = outer(node, parent);
    const known = this.#comments.before(start);
    const said = known ? docLines(known.text) : [];
    const text = docComment(typedefLines(this.#source, node, this.#comments, said), '');
    const end = parent?.type === 'ExportNamedDeclaration' ? parent.end : node.end;
    this.#edits.push({ start: known?.start ?? start, end, text: text.trimEnd() });
  }

  #method(node: Node): void {
    const value = nodeOf(node['value']);
    if (value) this.#document(node.start, functionTags(this.#source, value));
    this.#modifiers(node);
  }

  #field(node: Node): void {
    const annotation = nodeOf(node['typeAnnotation']);
    const type = annotation ? typeText(this.#source, annotation) : this.#constructed(nodeOf(node['value']));
    if (type) this.#document(node.start, [`@type {${type}}`]);
    this.#modifiers(node);
  }

  /** `readonly`, `private` and the like, which stand before the key. */
  #modifiers(node: Node): void {
    const key = nodeOf(node['key']);
    if (!key) return;
    const head = this.#source.slice(node.start, key.start);
    for (const word of head.matchAll(/\b(readonly|private|protected|public|override|declare|abstract)\s+/g)) {
      this.#remove(node.start + word.index, node.start + word.index + word[0].length);
    }
  }

  #variable(node: Node, parent: Node | undefined): void {
    const [declared, ...more] = nodesOf(node['declarations']);
    if (!declared || more.length > 0 || parent?.type === 'ForOfStatement') return;
    const annotation = nodeOf(nodeOf(declared['id'])?.['typeAnnotation']);
    const init = nodeOf(declared['init']);
    const place = outer(node, parent);
    if (annotation) return this.#document(place, [`@type {${typeText(this.#source, annotation)}}`]);
    if (init && functions.has(init.type)) return this.#document(place, functionTags(this.#source, init));
    const type = this.#constructed(init);
    if (type) this.#document(place, [`@type {${type}}`]);
  }

  /** `new Promise<void>(…)` in the middle of something. */
  #construction(node: Node, parent: Node | undefined): void {
    if (parent?.type === 'VariableDeclarator' || parent?.type === 'PropertyDefinition') return;
    const type = this.#constructed(node);
    if (type) this.#wrap(node, type);
  }

  /** What an inline function gives; those with a name are documented before them. */
  #inlineResult(node: Node, parent: Node | undefined): void {
    const returns = nodeOf(node['returnType']);
    const body = nodeOf(node['body']);
    if (!returns || !body || body.type === 'BlockStatement' || parent?.type === 'VariableDeclarator') return;
    const type = typeText(this.#source, returns);
    if (type !== 'void' && !/ is /.test(type)) this.#wrap(body, type);
  }

  #wrap(node: Node, type: string): void {
    this.#edits.push({ start: node.start, end: node.start, text: `/** @type {${type}} */ (` });
    this.#edits.push({ start: node.end, end: node.end, text: ')' });
  }

  /** The type that `new Map<string, number>()` makes. */
  #constructed(value: Node | undefined): string | undefined {
    if (value?.type !== 'NewExpression') return undefined;
    const named = nodeOf(value['typeArguments']);
    const callee = nodeOf(value['callee']);
    if (!named || !callee) return undefined;
    return this.#source.slice(callee.start, named.end).replace(/\s*\n\s*/g, ' ');
  }

  #cast(node: Node): void {
    const inner = nodeOf(node['expression']);
    const type = nodeOf(node['typeAnnotation']);
    if (!inner || !type) return;
    const text = typeText(this.#source, type);
    this.#edits.push({
      start: node.start,
      end: node.start,
      text: `/** @type {${text}} */ (`,
    });
    this.#edits.push({ start: inner.end, end: node.end, text: ')' });
  }

  /** Annotations are told in comments before the statement; those of inline functions in their parameters. */
  #annotation(node: Node, parent: Node | undefined, above: readonly Node[]): void {
    const holder = parent;
    if (holder?.type === 'Identifier' || holder?.type === 'ObjectPattern' || holder?.type === 'ArrayPattern') {
      const fn = above.at(-2)?.type === 'AssignmentPattern' ? above.at(-3) : above.at(-2);
      const owner = above[above.indexOf(fn as Node) - 1];
      const inline =
        fn &&
        functions.has(fn.type) &&
        fn.type !== 'FunctionDeclaration' &&
        !['MethodDefinition', 'VariableDeclarator'].includes(owner?.type ?? '');
      if (inline) {
        const type = typeText(this.#source, node);
        this.#edits.push({ start: holder.start, end: holder.start, text: `/** @type {${type}} */ ` });
      }
    }
    // The question mark of an optional one stands before the colon.
    const before = this.#source.slice(0, node.start);
    const mark = /\?\s*$/.exec(before);
    const optional = isNode(holder) && holder['optional'] === true && mark;
    this.#remove(optional ? before.length - mark[0].length : node.start, node.end);
  }
}

/** Lists that only types were made of become those types: nothing in the code would use them. */
function withoutTypeValues(text: string): string {
  let out = text;
  for (const [whole, name = '', items = ''] of text.matchAll(
    /^const (\w+) = \/\*\* @type \{const\} \*\/ \(\[([^\]]*)\]\);\n/gm,
  )) {
    const code = out.replace(whole, '').replace(/\/\*[^]*?\*\//g, '');
    if (new RegExp(`\\b${name}\\b`).test(code)) continue;
    const union = items.split(', ').join(' | ');
    out = out.replace(whole, '').replaceAll(`(typeof ${name})[number]`, `(${union})`);
  }
  return out;
}

/** Where the statement begins, its `export` included. */
function outer(node: Node, parent: Node | undefined): number {
  const exported = parent?.type === 'ExportNamedDeclaration' || parent?.type === 'ExportDefaultDeclaration';
  return exported ? parent.start : node.start;
}

function lineEnd(source: string, place: number): number {
  return source[place] === '\n' ? place + 1 : place;
}

function scriptPath(path: string): string {
  return path.startsWith('.') ? path.replace(/\.tsx?$/, (end) => (end === '.tsx' ? '.jsx' : '.js')) : path;
}
