import { blocks, indented, lines, quote } from '../../../emit/layout.ts';
import { type EntityModel, actingRole } from '../../../domain/model.ts';
import { camel, variableFor } from '../../../emit/names.ts';
import type { AuthModel } from '../../../domain/model.ts';

/** Writes `it` and `describe`: what a test needs is read off its body. */

const starters = ['api', 'database', 'clock', 'send', 'signIn'];

export function roleClient(role: string): string {
  return variableFor(`as ${role}`);
}

export function testCase(title: string, body: readonly (string | false | undefined)[], auth?: AuthModel): string {
  const text = lines(...body);
  const code = text.replace(/'(?:[^'\\\n]|\\.)*'/g, "''");
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);
  const roles = (auth?.roles ?? []).filter((role) => uses(roleClient(role)));
  const needed = starters.filter((name) => uses(name) || (name === 'signIn' && roles.length > 0));
  const isAsync = /\bawait\b/.test(code) ? 'async ' : '';
  return lines(
    `it(${quote(title)}, ${isAsync}() => {`,
    needed.length > 0 && `  const { ${needed.join(', ')} } = startTest();`,
    roles.map((role) => `  const ${roleClient(role)} = signIn({ role: ${quote(role)} });`),
    indented(text, 2),
    '});',
  );
}

export function suite(title: string, cases: readonly (string | false | undefined)[]): string | undefined {
  const kept = cases.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
  if (kept.length === 0) return undefined;
  return `describe(${quote(title)}, () => {\n${indented(blocks(kept).trimEnd(), 2)}\n});`;
}

/** Who may do a verb, as the variable of a client: `api`, or one that has the role. */
export function clientFor(entity: EntityModel, verb: string): string {
  const first = actingRole(entity, camel(verb));
  return first === undefined ? 'api' : roleClient(first);
}

export function statusIs(status: number, answer = 'answer'): string {
  return `assert.equal(${answer}.status, ${status});`;
}

export function codeIs(code: string, answer = 'answer'): string {
  return `assert.equal(${answer}.body.error.code, ${quote(code)});`;
}

export function repeat(count: number, call: string): string {
  return lines(`for (let n = 0; n < ${count}; n += 1) {`, `  ${call};`, '}');
}
