import { type Add, escaped, type Scene } from './scene.ts';
import { functionsAround, isCall, isExpression, isName, type Syntax } from '../syntax.ts';

/** JavaScript's and Go's week begins with Sunday as 0: where it should begin with Monday, Sunday is the seventh day, or Monday the day 0. */
export function countSundayLast(scene: Scene, node: Syntax, add: Add): void {
  const { dialect } = scene.source;
  if (dialect === 'python' || !isExpression(node) || !isWeekday(scene, node)) return;
  const text = scene.text(node);
  const whole = dialect === 'go' && isCall(node) ? `int(${text})` : text;
  // What a name is set to needs no brackets.
  const put = (changed: string, prior: number) =>
    add(node, node.parent?.type === 'variable_declarator' ? changed : `(${changed})`, 'sunday last', prior);
  if (dialect === 'javascript') put(`${text} || 7`, 0.5);
  put(`(${whole} + 6) % 7`, 0.5);
  if (dialect === 'go') put(`(${whole} + 6) % 7 + 1`, 0.4);
}

const asked = /\.(?:getDay|getUTCDay|Weekday)\(\)$/;

/** A call that gives a day of the week, or a name that was set to one. */
function isWeekday(scene: Scene, node: Syntax): boolean {
  if (isCall(node)) return asked.test(scene.text(node));
  if (!isName(node)) return false;
  const [own] = functionsAround(node);
  if (!own) return false;
  const name = escaped(scene.text(node));
  const before = scene.source.text.slice(own.start, node.start);
  return new RegExp(`\\b${name}(?:: \\w+)? :?= [^\\n;]*\\.(?:getDay|getUTCDay|Weekday)\\(\\)\\)?(?:;|\\n|$)`).test(
    before,
  );
}
