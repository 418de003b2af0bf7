import { type Add, escaped, type Scene } from './scene.ts';
import { field, isMember, isName, type Syntax } from '../syntax.ts';

/** What keeps the greatest and the least of what came. */
const mostOf = /^(?:\w*_)?(?:max|most|best|longest|largest|highest|greatest|biggest|deepest|peak|top)/i;
const leastOf = /^(?:\w*_)?(?:min|least|shortest|smallest|lowest|cheapest|nearest|closest)/i;

/** Assignments: another way of assigning. */
export function changeAssignment(scene: Scene, node: Syntax, add: Add): void {
  if (
    node.type === 'augmented_assignment_expression' ||
    node.type === 'augmented_assignment' ||
    (node.type === 'assignment_statement' && scene.source.dialect === 'go')
  ) {
    const operator = field(node, 'operator');
    if (!operator) return;
    const sign = scene.text(operator);
    const others: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
      '+=': [
        ['-=', 0.6],
        ['=', 0.35],
        ['*=', 0.25],
      ],
      '-=': [
        ['+=', 0.6],
        ['=', 0.2],
      ],
      '*=': [
        ['+=', 0.4],
        ['/=', 0.4],
        ['**=', 0.1],
      ],
      '/=': [
        ['*=', 0.4],
        ['//=', 0.5],
        ['-=', 0.2],
      ],
      '//=': [
        ['/=', 0.3],
        ['%=', 0.2],
        ['*=', 0.2],
      ],
      '%=': [
        ['/=', 0.3],
        ['//=', 0.3],
      ],
      '|=': [
        ['&=', 0.5],
        ['^=', 0.4],
      ],
      '&=': [
        ['|=', 0.5],
        ['^=', 0.4],
      ],
      '^=': [
        ['&=', 0.6],
        ['|=', 0.4],
      ],
      '<<=': [['>>=', 0.6]],
      '>>=': [['<<=', 0.6]],
      '=': [['+=', 0.3]],
    };
    const [into, by] = [field(node, 'left'), field(node, 'right')];
    if (sign === '+=' && into && by && scene.source.dialect !== 'go')
      add(node, `${scene.text(into)} = ${scene.text(by)} + ${scene.text(into)}`, 'in front', 0.3);
    for (const [other, prior] of others[sign] ?? [])
      if (other !== '//=' || scene.source.dialect === 'python') add(operator, other, 'another assignment', prior);
  }
  eachTime(scene, node, add);
  gathersBits(scene, node, add);
  if ((node.type === 'assignment_expression' || node.type === 'assignment') && isStatementLike(node)) {
    const [left, right] = [field(node, 'left'), field(node, 'right')];
    if (left && right && !/pattern/.test(left.type)) {
      const [a, b] = [scene.text(left), scene.text(right)];
      add(node, `${a} += ${b}`, 'another assignment', 0.3);
      add(node, `${a} -= ${b}`, 'another assignment', 0.1);
      if (scene.source.dialect === 'python') {
        const sets = new RegExp(`\\b${escaped(a)} = (?:set\\(|\\{)`).test(scene.source.text) || b.includes('set(');
        if (sets)
          for (const sign of ['|', '&', '-'])
            add(node, `${a} ${sign}= ${b}`, 'another assignment', sign === '|' ? 0.4 : 0.15);
        add(node, `${a} *= ${b}`, 'another assignment', 0.1);
        add(node, `${a} = max(${a}, ${b})`, 'a lower limit', mostOf.test(a) ? 0.65 : 0.2);
        add(node, `${a} = min(${a}, ${b})`, 'an upper limit', leastOf.test(a) ? 0.65 : 0.15);
      } else if (scene.source.dialect === 'javascript') {
        add(node, `${a} = Math.max(${a}, ${b})`, 'a lower limit', mostOf.test(a) ? 0.65 : 0.2);
        add(node, `${a} = Math.min(${a}, ${b})`, 'an upper limit', leastOf.test(a) ? 0.65 : 0.15);
        add(node, `${a} ??= ${b}`, 'another assignment', 0.06);
      }
      if (isName(right) || isMember(right)) add(node, `${b} = ${a}`, 'swapped sides', 0.15);
    }
  }
  if (node.type === 'update_expression') {
    const text = scene.text(node);
    add(node, text.includes('++') ? text.replace('++', '--') : text.replace('--', '++'), 'another direction', 0.6);
    const inner = field(node, 'argument');
    if (inner) {
      add(
        node,
        text.startsWith(scene.text(inner)) ? text.slice(-2) + scene.text(inner) : scene.text(inner) + text.slice(0, 2),
        'before or after',
        isStatementLike(node) ? 0.01 : 0.3,
      );
      add(node, `${scene.text(inner)} += 2`, 'another step', 0.15);
    }
  }
  if (node.type === 'inc_statement' || node.type === 'dec_statement') {
    const text = scene.text(node);
    add(node, text.includes('++') ? text.replace('++', '--') : text.replace('--', '++'), 'another direction', 0.6);
  }
  if (node.type === 'for_in_statement') {
    const operator = field(node, 'operator');
    if (operator) add(operator, scene.text(operator) === 'of' ? 'in' : 'of', 'another loop', 0.5);
  }
  // Arithmetic that a longer chain of names gets wrong.
  if (node.type === 'variable_declarator' || node.type === 'assignment') {
    const value = field(node, 'value') ?? field(node, 'right');
    if (value && /^(?:0|1)$/.test(scene.text(value)))
      for (const other of ['Infinity', '-Infinity'])
        add(
          value,
          scene.source.dialect === 'python' ? `float('${other === 'Infinity' ? 'inf' : '-inf'}')` : other,
          'another start',
          0.14,
        );
  }
}

/** Bits are put together, where the file reckons with such. */
function gathersBits(scene: Scene, node: Syntax, add: Add): void {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  const go = node.type === 'assignment_statement';
  if (!left || !right || (!go && !/^assignment(?:_expression)?$/.test(node.type)) || /pattern/.test(left.type)) return;
  const operator = field(node, 'operator');
  if ((operator && scene.text(operator) !== '=') || !/<<|\w \| \w|\|= /.test(scene.source.text)) return;
  add(node, `${scene.text(left)} |= ${scene.text(right)}`, 'another assignment', 0.42);
}

/** What is set to yes or no may have to turn round each time. */
function eachTime(scene: Scene, node: Syntax, add: Add): void {
  const go = node.type === 'assignment_statement';
  if (!go && !(/^assignment(?:_expression)?$/.test(node.type) && isStatementLike(node))) return;
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  if (!left || !right || /pattern/.test(left.type) || !/^(?:true|false|True|False)$/.test(scene.text(right))) return;
  const not = scene.source.dialect === 'python' ? 'not ' : '!';
  add(right, `${not}${scene.text(left)}`, 'the other way each time', 0.4);
}

function isStatementLike(node: Syntax): boolean {
  return node.parent?.type === 'expression_statement';
}
