import type { EntityModel, ProjectModel } from '../domain/model.ts';
import { capital, pascal, snake } from '../emit/names.ts';
import type { Step } from '../kinds/rest-api/probe/script.ts';
import type { ServiceSection, WrongValues } from '../kinds/rest-api/probe/steps.ts';
import { serviceSections } from '../kinds/rest-api/probe/steps.ts';
import { timedSections } from '../kinds/rest-api/probe/timed-steps.ts';
import type { GeneratedFile } from '../requirements.ts';
import { indent, list, shortKeyed } from './literal.ts';
import { rowsFile } from './rows/names.ts';
import { goString, goValue, localName, rawString } from './source.ts';

/** `internal/web/<entity>_test.go`: what the requirements say of an entity, tried over the API, each on a database of its own. */
export function serviceTests(project: ProjectModel): GeneratedFile[] {
  const byEntity = new Map<EntityModel, ServiceSection[]>();
  for (const section of [...serviceSections(project), ...timedSections(project)]) {
    if (section.steps.length === 0 && !section.wrong) continue;
    byEntity.set(section.entity, [...(byEntity.get(section.entity) ?? []), section]);
  }
  return [...byEntity].map(([entity, sections]) => {
    const cases = sections.map(sectionSource).join('\n');
    const body = `func Test${capital(pascal(entity.path))}(t *testing.T) {\n${indent(cases)}\n}`;
    const used = ['fmt', 'strings'].filter((name) => body.includes(`${name}.`));
    const imports = [...used, 'testing'].map((name) => `\t${goString(name)}\n`).join('');
    const head = used.length === 0 ? 'import "testing"' : `import (\n${imports})`;
    return { path: `internal/web/${rowsFile(entity)}_test.go`, content: `package web\n\n${head}\n\n${body}\n` };
  });
}

function sectionSource({ steps, title, wrong }: ServiceSection): string {
  const used = new Set(
    [...JSON.stringify([steps, wrong]).matchAll(/\{"\$id":"([^"]+)"\}|\{([^{}":]+)\}/g)].map((m) => m[1] ?? m[2]),
  );
  const lines = [...steps.map((step) => stepSource(step, used)), ...(wrong ? [wrongSource(wrong)] : [])];
  return `t.Run(${rawString(title.replace(/[.]$/, ''))}, func(t *testing.T) {\n${indent(['a := start(t)', ...lines].join('\n'))}\n})`;
}

function stepSource(step: Step, used: ReadonlySet<string | undefined>): string {
  if (step.times === undefined) return onceSource(step, used);
  return [`for n := 0; n < ${step.times}; n++ {`, `\t${onceSource(step, used)}`, '}'].join('\n');
}

function onceSource(step: Step, used: ReadonlySet<string | undefined>): string {
  const who = step.as === undefined || step.method === 'LOGIN' ? 'a' : `a.as(${goString(step.as)})`;
  const sent = step.body === undefined ? 'nil' : bodySource(step.body);
  if (step.method === 'CLOCK') return `a.passTime(${step.path})`;
  if (step.role) return `a.giveRole(${step.role.map(goString).join(', ')})`;
  if (step.method === 'LOGIN') return `a.signIn(${goString(step.as ?? '')}, ${sent})`;
  const path = pathSource(step.path);
  if (step.save !== undefined) {
    const kept = used.has(step.save) ? `${variableOf(step.save)} := ` : '';
    return `${kept}${who}.made(${path}, ${sent})`;
  }
  const rule = /^rule (\w+)$/.exec(step.name)?.[1];
  const method = goString(step.method);
  if (rule !== undefined) return `${who}.refused(${step.expected}, ${goString(rule)}, ${method}, ${path}, ${sent})`;
  if (step.gives) return `${who}.answers(${step.expected}, ${method}, ${path}, ${sent}, ${bodySource(step.gives)})`;
  return `${who}.expect(${step.expected}, ${method}, ${path}, ${sent})`;
}

function variableOf(name: string): string {
  return localName(snake(name));
}

function pathSource(path: string): string {
  const ids = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => variableOf(match[1] ?? ''));
  if (ids.length === 0) return goString(path);
  return `fmt.Sprintf(${goString(path.replaceAll('%', '%%').replace(/\{[^}]+\}/g, '%d'))}, ${ids.join(', ')})`;
}

function bodySource(body: Record<string, unknown>): string {
  return shortKeyed(
    'body',
    Object.entries(body).map(([name, value]) => [goString(name), valueSource(value)]),
  );
}

function valueSource(value: unknown): string {
  if (typeof value === 'object' && value !== null && '$id' in value) return variableOf(String(value.$id));
  // A text of one letter many times over says how many.
  const long = typeof value === 'string' && value.length > 20 && /^(.)\1+$/.exec(value);
  if (long) return `strings.Repeat(${goString(long[1] ?? '')}, ${value.length})`;
  return goValue(value);
}

function wrongSource({ path, body, as, fields }: WrongValues): string {
  const table = shortKeyed(
    'map[string][]any',
    fields.map(({ name, values }) => [
      goString(name),
      list(
        '',
        values.map(({ json }) => valueSource(json)),
        200,
      ),
    ]),
    60,
  );
  const who = as === undefined ? 'a' : `a.as(${goString(as)})`;
  return [
    `valid := ${bodySource(body)}`,
    `wrong := ${table}`,
    'for name, values := range wrong {',
    '\tfor _, value := range values {',
    `\t\t${who}.expect(422, "POST", ${goString(path)}, valid.with(name, value))`,
    '\t}',
    '}',
  ].join('\n');
}
