import { type Add, escaped, type Scene, stepped, wrapped } from './scene.ts';
import {
  binaryOf,
  field,
  functionsAround,
  isCall,
  isCondition,
  isExpression,
  isIndex,
  isMember,
  isName,
  isNumber,
  type Syntax,
} from '../syntax.ts';

/** Values that are mended by something around them or beside them. */
export function wrapExpression(scene: Scene, node: Syntax, add: Add): void {
  if (!isExpression(node) || node.type === 'string' || isFunction(node)) return;
  const text = scene.text(node);
  if (text.length > 90) return;
  const { parent, field: role } = node;
  if (!parent) return;
  const { dialect } = scene.source;
  const returned =
    parent.type === 'return_statement' ||
    (parent.type === 'expression_list' && parent.parent?.type === 'return_statement') ||
    (parent.type === 'arrow_function' && role === 'body');
  const element =
    (/comprehension|generator_expression/.test(parent.type) && role === 'body') ||
    (dialect !== 'javascript' && /^(?:tuple|list|literal_element|expression_list)$/.test(parent.type));
  const assigned = role === 'right' || role === 'value' || element;
  const argument = parent.type === 'arguments' || parent.type === 'argument_list';
  const index = isIndex(parent) && role !== 'object' && role !== 'value' && role !== 'operand';
  const slice = parent.type === 'slice';
  const sided =
    binaryOf(parent) !== null ||
    (parent.type === 'parenthesized_expression' && parent.parent !== null && binaryOf(parent.parent) !== null);
  if (!returned && !assigned && !argument && !index && !slice && !sided && !isCondition(node)) return;
  const compared = ['<', '<=', '>', '>=', '==', '!=', '===', '!==', '&&', '||', 'and', 'or'];
  const own = binaryOf(node);
  const truth = own !== null && compared.includes(scene.text(own.operator));
  const numeric =
    !truth && !isNumber(node) && !/^['"`[{]|=>|^(?:True|False|None|true|false|null|undefined)$/.test(text);
  if (sided) otherOperand(scene, node, parent, add);
  // What was worked out before goes on, not what is asked for once more.
  if (argument && isCall(node))
    for (const [rank, name] of scene.values(node).slice(0, 10).entries())
      if (!text.includes(name)) add(node, name, 'a variable for a call', 0.3 - rank * 0.02);
  if (index) fromTheEnd(scene, node, parent, add);
  if (!truth && (argument || assigned || returned)) lessThanCompared(scene, node, add);
  if (numeric && (index || slice || argument || returned || assigned)) {
    const weight = index && isKeyed(scene, parent) ? 0.03 : index || slice ? 0.45 : returned ? 0.25 : 0.22;
    add(node, stepped(scene, node, 1), 'one more', weight);
    add(node, stepped(scene, node, -1), 'one less', weight);
    if (index && dialect !== 'go') add(node, `-${wrapped(text)}`, 'other sign', 0.05);
  }
  const weight = returned ? 1 : assigned ? 0.8 : sided ? 0.5 : 0.35;
  const wraps: readonly (readonly [string, number])[] =
    dialect === 'python'
      ? [
          ['sorted(@)', 0.14],
          ['abs(@)', 0.14],
          ['max(0, @)', 0.14],
          ['list(@)', 0.08],
          ['len(@)', 0.08],
          ['str(@)', 0.1],
          ['int(@)', 0.12],
          ['float(@)', 0.05],
          ['set(@)', 0.06],
          ['[@]', 0.12],
          ['not @', 0.12],
          ['-@', 0.06],
          ['round(@)', 0.07],
          ['round(@, 2)', 0.06],
          ['@[::-1]', 0.12],
          ['@.strip()', 0.1],
          ['@.lower()', 0.12],
          ['@.copy()', 0.1],
          ['@[:]', 0.05],
          ['@[1:]', 0.08],
          ['@[:-1]', 0.06],
          ['@ or []', 0.04],
          ['@ or 0', 0.03],
          ['tuple(@)', 0.05],
          ['reversed(@)', 0.05],
          ['sum(@)', 0.05],
          ['min(1, @)', 0.04],
          ['dict(@)', 0.04],
          ['bool(@)', 0.04],
          ['@[0]', 0.06],
          ['@[-1]', 0.06],
          ['@.items()', 0.1],
          ['@.values()', 0.07],
          ['@.keys()', 0.03],
        ]
      : dialect === 'javascript'
        ? [
            ['Math.abs(@)', 0.14],
            ['Math.max(0, @)', 0.16],
            ['Math.floor(@)', 0.14],
            ['Math.round(@)', 0.12],
            ['Math.ceil(@)', 0.1],
            ['Math.trunc(@)', 0.06],
            ['Number(@)', 0.14],
            ['String(@)', 0.12],
            ['!@', 0.12],
            ['-@', 0.06],
            ['[@]', 0.1],
            ['[...@]', 0.14],
            ['@.slice()', 0.08],
            ['{ ...@ }', 0.1],
            ['@.trim()', 0.12],
            ['@.toLowerCase()', 0.14],
            ['@.length', 0.1],
            ['@.reverse()', 0.06],
            ['@.sort()', 0.06],
            ['@ ?? []', 0.08],
            ['@ ?? 0', 0.08],
            ["@ ?? ''", 0.05],
            ['@ || 0', 0.04],
            ['@ ?? null', 0.05],
            ['await @', 0.1],
            ['parseInt(@, 10)', 0.05],
            ['Boolean(@)', 0.06],
            ['@[0]', 0.06],
            ['@.toString()', 0.04],
            ['@.at(-1)', 0.04],
            ['Object.keys(@)', 0.05],
            ['@.slice(1)', 0.08],
            ['@.slice(0, -1)', 0.06],
            ['encodeURIComponent(@)', 0.03],
            ['decodeURIComponent(@)', 0.03],
            ["@.join('')", 0.05],
            ['@.size', 0.04],
            ['Array.from(@)', 0.04],
            ['structuredClone(@)', 0.03],
          ]
        : [
            ['-@', 0.06],
            ['!@', 0.1],
            ['len(@)', 0.08],
            ['strings.TrimSpace(@)', scene.source.text.includes('"strings"') ? 0.22 : 0.03],
            ['strings.ToLower(@)', scene.source.text.includes('"strings"') ? 0.24 : 0.03],
            ['float64(@)', 0.08],
            ['int(@)', 0.08],
          ];
  for (const [form, prior] of wraps) {
    if (form === 'await @' && text.startsWith('await')) continue;
    if (form === 'await @' && !isCall(node)) continue;
    // A number that is written is what it is: nothing is rounded, sorted or cut off it.
    if (isNumber(node) && !ofNumbers.has(form)) continue;
    const bare = /@\.|@\[|^[-!]@|not @|await @|@ (?:or|\?\?|\|\|)/.test(form)
      ? isCall(node) || isMember(node) || isIndex(node)
        ? text
        : wrapped(text)
      : text;
    const wanted = shown.test(form) ? shownBy(scene, form) : 0;
    add(
      node,
      form.replace('@', () => bare),
      'wrapped value',
      Math.max(prior, wanted) * weight,
    );
  }
  const side = sided && (isName(node) || isMember(node)) ? binaryOf(parent) : null;
  if (side && /^[-+*/]$/.test(scene.text(side.operator))) {
    for (const [rank, name] of scene.values(node).slice(0, 6).entries()) {
      if (name === text) continue;
      add(node, `${name} * ${text}`, 'a factor', 0.15 - rank * 0.01);
      for (const sign of ['+', '-', '/']) add(node, `(${text} ${sign} ${name})`, 'a value added', 0.05 - rank * 0.004);
    }
  }
  if (!(returned || assigned || argument)) return;
  // A value that is left out of a sum, a limit that is not kept.
  for (const [rank, name] of scene.values(node).slice(0, 12).entries()) {
    if (text === name) continue;
    // What goes with others into a queue or a table goes on from what came out of it.
    const fade = (1 - rank * 0.05) * (parent.type === 'tuple' && (isName(node) || isIndex(node)) ? 3 : weight);
    const join = wrapped(text);
    if (dialect === 'python' && text.startsWith('[')) {
      add(node, `${name} + ${text}`, 'a value added', 0.3 * fade);
      add(node, `${text} + ${name}`, 'a value added', 0.2 * fade);
    }
    if (!/^['"`[{]|=>/.test(text)) {
      add(node, `${join} + ${name}`, 'a value added', 0.12 * fade);
      add(node, `${join} - ${name}`, 'a value taken off', 0.1 * fade);
      add(node, `${join} * ${name}`, 'a factor', 0.06 * fade);
      add(node, `${name} + ${join}`, 'a value added', 0.07 * fade);
      const [max, min] = dialect === 'javascript' ? ['Math.max', 'Math.min'] : ['max', 'min'];
      if (dialect !== 'go') {
        add(node, `${max}(${name}, ${text})`, 'a lower limit', 0.11 * fade);
        add(node, `${min}(${name}, ${text})`, 'an upper limit', 0.1 * fade);
      }
    }
    if (returned || assigned) {
      if (dialect === 'python') add(node, `${name}[${text}:]`, 'a slice', 0.02 * fade);
      add(
        node,
        dialect === 'javascript' ? `${text} && ${name}` : `${text} and ${name}`,
        'one more condition',
        0.04 * fade,
      );
    }
    if (/^(?:\[\]|list\(\))$/.test(text)) add(node, `[${name}]`, 'a list with the value', 0.3 * fade);
    if (isName(node) && (argument || isGoneThrough(node))) {
      if (dialect === 'python') {
        add(node, `${text}[${name}:]`, 'a slice', 0.09 * fade);
        add(node, `${text}[:${name}]`, 'a slice', 0.07 * fade);
      } else if (dialect === 'javascript') {
        add(node, `${text}.slice(${name})`, 'a slice', 0.08 * fade);
        add(node, `${text}.slice(0, ${name})`, 'a slice', 0.06 * fade);
      }
      add(node, `${text}[${name}]`, 'an element', 0.07 * fade);
    }
  }
  if (isName(node)) {
    for (const other of scene.attributes.slice(0, 8)) add(node, `${text}.${other}`, 'a member of it', 0.07);
    if ((argument || isGoneThrough(node)) && dialect === 'python')
      for (const part of ['1:', ':-1']) add(node, `${text}[${part}]`, 'a slice', 0.16);
    if (argument && dialect === 'javascript')
      for (const part of ['1', '0, -1']) add(node, `${text}.slice(${part})`, 'a slice', 0.14);
  }
}

/** What is made of a number as it is written. */
const ofNumbers = new Set(['[@]', 'str(@)', 'String(@)', 'float(@)', 'float64(@)', '-@']);

/** A side of a sum that is a power of what stands there, or one more or less where brackets stand around it, or a variable for a call. */
function otherOperand(scene: Scene, node: Syntax, parent: Syntax, add: Add): void {
  const sign = binaryOf(parent) ? scene.text(binaryOf(parent)?.operator ?? parent) : '';
  const text = scene.text(node);
  if (sign === '' && isCall(node))
    for (const step of ['- 1', '+ 1']) add(node, `${text} ${step}`, step === '- 1' ? 'one less' : 'one more', 0.4);
  if (!/^[-+*/]$/.test(sign)) return;
  if (isName(node) || isMember(node)) {
    if (scene.source.dialect !== 'go') add(node, `${text} ** 2`, 'a power', 0.22);
    add(node, `${text} * ${text}`, 'a power', scene.source.dialect === 'go' ? 0.22 : 0.08);
  }
  if (isCall(node))
    for (const [rank, name] of scene.values(node).slice(0, 10).entries())
      add(node, name, 'a variable for a call', 0.16 - rank * 0.008);
}

/** The same place counted from the other end. */
function fromTheEnd(scene: Scene, node: Syntax, holder: Syntax, add: Add): void {
  const list = field(holder, 'object') ?? field(holder, 'value') ?? field(holder, 'operand');
  if (!list || isNumber(node)) return;
  const { dialect } = scene.source;
  const [name, text] = [scene.text(list), wrapped(scene.text(node))];
  const size = dialect === 'javascript' ? `${name}.length` : `len(${name})`;
  const own = functionsAround(node)[0];
  const known = own ? [...scene.text(own).matchAll(sizes)].flatMap(([, one = '', ...more]) => [one, ...more]) : [];
  for (const one of new Set([size, ...known.filter((word) => /^[A-Za-z_]\w*$/.test(word ?? ''))]))
    add(node, `${one} - 1 - ${text}`, 'from the other end', 0.28);
  if (dialect === 'python') add(node, `-1 - ${text}`, 'from the other end', 0.2);
}

/** Names that are given how long something is, one or two at once. */
const sizes = /\b(\w+)(?:, (\w+))? :?= (?:len\(|\w+\.length\b)/g;

/** What was compared with a bound goes on as what lies beyond it. */
function lessThanCompared(scene: Scene, node: Syntax, add: Add): void {
  const own = functionsAround(node)[0];
  if (!own || !(isName(node) || isMember(node))) return;
  const text = scene.text(node);
  for (const one of scene.conditions) {
    const parts = binaryOf(one);
    if (!parts || functionsAround(one)[0] !== own || !/^[<>]=?$/.test(scene.text(parts.operator))) continue;
    const [a, b] = [scene.text(parts.left), scene.text(parts.right)];
    const other = a === text ? b : b === text ? a : '';
    if (other !== '' && !/^\d+$/.test(other)) add(node, `${text} - ${wrapped(other)}`, 'what lies beyond', 0.4);
  }
}

/** It is looked up by names, not by places: one more than a name is none. */
function isKeyed(scene: Scene, element: Syntax): boolean {
  // Two numbers are a place.
  if (element.children.filter(({ field: role }) => role === 'subscript').length > 1) return false;
  const list = field(element, 'object') ?? field(element, 'value') ?? field(element, 'operand');
  const name = list ? escaped(scene.text(list)) : '';
  const begins = new RegExp(
    `(?<![\\w.])${name}(?:: [^=\\n]+)? = (?:\\{|new Map|Object\\.|dict\\(|defaultdict|Counter)`,
  );
  return list !== null && begins.test(scene.source.text);
}

/** What a loop goes through. */
const isGoneThrough = ({ field: role, parent }: Syntax): boolean =>
  role === 'right' && parent !== null && /^for(?:_in)?_(?:statement|clause)$/.test(parent.type);

const shown = /lower|Lower|upper|Upper|strip|trim|Trim|sort/;

/** Whether what came differs from what should have come in just what a form changes. */
function shownBy({ hints }: Scene, form: string): number {
  const likely = ({ actual, expected }: { actual: string; expected: string }): boolean => {
    const letters = (text: string) => text.match(/[A-Za-z]/g)?.join('') ?? '';
    const [came, wanted] = [letters(actual), letters(expected)];
    if (/strip|trim|Trim/.test(form))
      return actual !== expected && /['"] | ['"]|\\n|\\t/.test(actual) && came === wanted;
    if (/lower|Lower/.test(form))
      return /[A-Z]/.test(came) && wanted !== '' && !/[A-Z]/.test(wanted.replace(/True|False|None/g, ''));
    if (/upper|Upper/.test(form)) return /[a-z]/.test(came) && wanted !== '' && !/[a-z]/.test(wanted);
    return came !== wanted && came.split('').sort().join('') === wanted.split('').sort().join('');
  };
  return hints.values.slice(0, 6).some(likely) ? 0.55 : 0;
}

function isFunction(node: Syntax): boolean {
  return /function|lambda/.test(node.type);
}
