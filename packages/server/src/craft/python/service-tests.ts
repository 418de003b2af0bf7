import type { EntityModel, ProjectModel } from '../domain/model.ts';
import { type Folded, flatten, fold } from '../emit/fold.ts';
import { pascal, snake } from '../emit/names.ts';
import type { ServiceSection, WrongValues } from '../kinds/rest-api/probe/steps.ts';
import type { Step } from '../kinds/rest-api/probe/script.ts';
import { serviceSections } from '../kinds/rest-api/probe/steps.ts';
import { timedSections } from '../kinds/rest-api/probe/timed-steps.ts';
import type { GeneratedFile } from '../requirements.ts';
import { namesOnce } from './module-tests.ts';
import { prefixed, pythonName, pythonString, pythonStyle, pythonValue, testName } from './source.ts';

/** `tests/test_<entity>.py`: what the requirements say of an entity, tried over the API, each on a database of its own. */
export function serviceTests(project: ProjectModel): GeneratedFile[] {
  const byEntity = new Map<EntityModel, ServiceSection[]>();
  for (const section of [...serviceSections(project), ...timedSections(project)]) {
    byEntity.set(section.entity, [...(byEntity.get(section.entity) ?? []), section]);
  }
  return [...byEntity].map(([entity, sections]) => {
    const named = namesOnce();
    const cases = sections.map((section) => sectionSource(named(testName(section.title)), section));
    const text = [
      'import unittest\n',
      'from api import ApiTest\n\n',
      `class ${pascal(entity.path)}Test(ApiTest):`,
      `${cases.join('\n\n')}\n\n`,
      'if __name__ == "__main__":\n    unittest.main()\n',
    ].join('\n');
    return { path: `tests/test_${pythonName(entity.path)}.py`, content: text };
  });
}

const inTest = '        ';

function sectionSource(name: string, { steps, title, wrong }: ServiceSection): string {
  const used = new Set(
    [...JSON.stringify([steps, wrong]).matchAll(/\{"\$id":"([^"]+)"\}|\{([^{}":]+)\}/g)].map((m) => m[1] ?? m[2]),
  );
  const lines = steps.map((step) => stepSource(step, used));
  const doc = /[.]$/.test(title) ? [`${inTest}"""${title}"""`] : [];
  return [`    def test_${name}(self) -> None:`, ...doc, ...lines, ...(wrong ? [wrongSource(wrong)] : [])].join('\n');
}

function stepSource(step: Step, used: ReadonlySet<string | undefined>): string {
  if (step.times === undefined) return onceSource(step, used);
  return `${inTest}for _ in range(${step.times}):\n${onceSource(step, used, `${inTest}    `)}`;
}

function onceSource(step: Step, used: ReadonlySet<string | undefined>, before = inTest): string {
  const body = step.body === undefined ? [] : [bodySource(step.body)];
  const user = step.as === undefined ? [] : [`user=${pythonString(step.as)}`];
  const call = (method: string, items: readonly Folded[], lead = before): string =>
    fold(`${lead}self.${method}`, { open: '(', items, close: ')' }, pythonStyle);
  if (step.method === 'CLOCK') return call('pass_time', [flatten(pythonValue(Number(step.path)))]);
  if (step.role) return call('give_role', step.role.map(pythonString));
  if (step.method === 'LOGIN') return call('sign_in', [pythonString(step.as ?? ''), ...body]);
  const path = pathSource(step.path);
  if (step.save !== undefined) {
    const kept = used.has(step.save) ? `${variableOf(step.save)} = ` : '';
    return call('made', [path, ...body, ...user], `${inTest}${kept}`);
  }
  const rule = /^rule (\w+)$/.exec(step.name)?.[1];
  const code = rule === undefined ? [] : [`code=${pythonString(rule)}`];
  const items = [String(step.expected), pythonString(step.method), path, ...body, ...user, ...code];
  if (!step.gives) return call('expect', items);
  return [
    call('expect', items, `${inTest}answer = `),
    ...Object.entries(step.gives).map(([name, value]) =>
      call('assertEqual', [`answer[${pythonString(name)}]`, pythonValue(value)]),
    ),
  ].join('\n');
}

function variableOf(name: string): string {
  return pythonName(snake(name));
}

function pathSource(path: string): string {
  if (!path.includes('{')) return pythonString(path);
  return `f${pythonString(path.replace(/\{([^}]+)\}/g, (_whole, name: string) => `{${variableOf(name)}}`))}`;
}

function bodySource(body: Record<string, unknown>): Folded {
  const items = Object.entries(body).map(([name, value]) => prefixed(`${pythonString(name)}: `, valueSource(value)));
  return { open: '{', items, close: '}' };
}

function valueSource(value: unknown): Folded {
  if (typeof value === 'object' && value !== null && '$id' in value) return variableOf(String(value.$id));
  // A text of one letter many times over says how many.
  const long = typeof value === 'string' && value.length > 20 && /^(.)\1+$/.exec(value);
  if (long) return `${pythonString(long[1] ?? '')} * ${flatten(pythonValue(value.length))}`;
  return pythonValue(value);
}

function wrongSource({ path, body, as, fields }: WrongValues): string {
  const table: Folded = {
    open: '{',
    items: fields.map(({ name, values }) =>
      prefixed(`${pythonString(name)}: `, {
        open: '[',
        items: values.map(({ json }) => valueSource(json)),
        close: ']',
      }),
    ),
    close: '}',
  };
  const user = as === undefined ? '' : `, user=${pythonString(as)}`;
  return [
    fold(`${inTest}body: dict[str, object] = `, bodySource(body), pythonStyle),
    fold(`${inTest}wrong: dict[str, list[object]] = `, table, pythonStyle),
    `${inTest}for name, values in wrong.items():`,
    `${inTest}    for value in values:`,
    `${inTest}        with self.subTest(name=name, value=value):`,
    `${inTest}            self.expect(422, "POST", ${pythonString(path)}, {**body, name: value}${user})`,
  ].join('\n');
}
