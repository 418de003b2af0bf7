import { type Add, type Scene, wrapped } from './scene.ts';
import {
  binaryOf,
  isCall,
  isCondition,
  isExpression,
  isIndex,
  isMember,
  isName,
  isNumber,
  type Syntax,
} from './syntax.ts';

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
  const element = /comprehension|generator_expression/.test(parent.type) && role === 'body';
  const assigned = role === 'right' || role === 'value' || element;
  const argument = parent.type === 'arguments' || parent.type === 'argument_list';
  const index = isIndex(parent) && role !== 'object' && role !== 'value' && role !== 'operand';
  const slice = parent.type === 'slice';
  const sided = binaryOf(parent) !== null;
  if (!returned && !assigned && !argument && !index && !slice && !sided && !isCondition(node)) return;
  const compared = ['<', '<=', '>', '>=', '==', '!=', '===', '!==', '&&', '||', 'and', 'or'];
  const own = binaryOf(node);
  const truth = own !== null && compared.includes(scene.text(own.operator));
  const numeric =
    !truth && !isNumber(node) && !/^['"`[{]|=>|^(?:True|False|None|true|false|null|undefined)$/.test(text);
  if (numeric && (index || slice || argument || returned || assigned)) {
    const weight = index || slice ? 0.45 : returned ? 0.25 : 0.22;
    add(node, `${wrapped(text)} + 1`, 'one more', weight);
    add(node, `${wrapped(text)} - 1`, 'one less', weight);
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
    if (/^(?:\{|\[\.\.\.)/.test(form) && isNumber(node)) continue;
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
    const fade = (1 - rank * 0.05) * weight;
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
    if (isName(node) && argument) {
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
    if (argument && dialect === 'python')
      for (const part of ['1:', ':-1']) add(node, `${text}[${part}]`, 'a slice', 0.16);
    if (argument && dialect === 'javascript')
      for (const part of ['1', '0, -1']) add(node, `${text}.slice(${part})`, 'a slice', 0.14);
  }
}

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
