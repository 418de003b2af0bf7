import type { EntityModel, ProjectModel } from '../domain/model.ts';
import { nameGiver } from '../emit/names.ts';
import type { Step } from '../kinds/rest-api/probe/script.ts';
import type { ServiceSection, WrongValues } from '../kinds/rest-api/probe/steps.ts';
import { serviceSections } from '../kinds/rest-api/probe/steps.ts';
import { timedSections } from '../kinds/rest-api/probe/timed-steps.ts';
import type { GeneratedFile } from '../requirements.ts';
import { call, type Expression, laid, list } from './layout.ts';
import { testName } from './module-tests.ts';
import { rowsFile } from './rows/names.ts';
import { floatSource, rustString, snakeName, wholeSource } from './source.ts';

/** `tests/suite/<entities>.rs`: what the requirements say of an entity, tried over its addresses, each on rows of its own. */
export function serviceTests(project: ProjectModel, crate: string): GeneratedFile[] {
  const byEntity = new Map<EntityModel, ServiceSection[]>();
  for (const section of [...serviceSections(project), ...timedSections(project)]) {
    // Rows without fields have no values that could be wrong.
    if (section.steps.length === 0 && (section.wrong?.fields ?? []).length === 0) continue;
    byEntity.set(section.entity, [...(byEntity.get(section.entity) ?? []), section]);
  }
  return [...byEntity].map(([entity, sections]) => {
    const named = nameGiver();
    const tests = sections.map((section) => sectionSource(testName(named, section.title), section));
    const body = tests.join('\n\n');
    const json = /\bJson::/.test(body) ? `use ${crate}::json::Json;\n\n` : '';
    const names = ['Api', ...(/\bNOBODY\b/.test(body) ? ['NOBODY'] : [])];
    const uses = names.length === 1 ? 'use crate::api::Api;' : `use crate::api::{${names.join(', ')}};`;
    return { path: `tests/suite/${rowsFile(entity)}.rs`, content: `${json}${uses}\n\n${body}\n` };
  });
}

function sectionSource(name: string, { steps, title, wrong }: ServiceSection): string {
  const used = new Set(
    [...JSON.stringify([steps, wrong]).matchAll(/\{"\$id":"([^"]+)"\}|\{([^{}":]+)\}/g)].map((m) => m[1] ?? m[2]),
  );
  const lines = [...steps.map((step) => stepSource(step, used)), ...(wrong ? wrongSource(wrong) : [])];
  const mutable = steps.some(({ method }) => method === 'LOGIN') ? 'mut ' : '';
  const doc = /[.]$/.test(title) && title.length <= 96 ? `/// ${title}\n` : '';
  return `${doc}#[test]\nfn ${name}() {\n    let ${mutable}api = Api::new();\n${lines.join('\n')}\n}`;
}

function stepSource(step: Step, used: ReadonlySet<string | undefined>): string {
  if (step.times === undefined) return onceSource(step, used);
  return `    for _ in 0..${step.times} {\n${onceSource(step, used, 8)}\n    }`;
}

function onceSource(step: Step, used: ReadonlySet<string | undefined>, indent = 4): string {
  const fields = fieldsSource(step.body ?? {});
  const calls = (method: string, items: readonly Expression[], before = ''): string =>
    laid(`${before}api.${method}`, call('', items), ';', indent);
  if (step.method === 'CLOCK') return calls('pass_time', [wholeSource(Number(step.path))]);
  if (step.role) return calls('give_role', step.role.map(rustString));
  if (step.method === 'LOGIN') return calls('sign_in', [rustString(step.as ?? ''), fields]);
  const user = userOf(step.as);
  const address = addressSource(step.path);
  if (step.save !== undefined) {
    const kept = used.has(step.save) ? `let ${snakeName(step.save)} = ` : '';
    return calls('made', [user, address, fields], kept);
  }
  const rule = /^rule (\w+)$/.exec(step.name)?.[1];
  const method = rustString(step.method);
  if (rule === undefined) {
    const gives = Object.entries(step.gives ?? {});
    const asked = calls(
      'expect',
      [user, String(step.expected), method, address, fields],
      gives.length > 0 ? 'let told = ' : '',
    );
    const held = gives.map(([name, value]) =>
      laid('', call('assert_eq!', [`told.get(${rustString(name)})`, `Some(&${valueSource(value)})`]), ';', 4),
    );
    return [asked, ...held].join('\n');
  }
  return calls('refused', [user, call('', [String(step.expected), rustString(rule)]), method, address, fields]);
}

function userOf(as: string | undefined): string {
  return as === undefined ? 'NOBODY' : rustString(as);
}

/** Ids stand in the text where it is short, as names that are known. */
function addressSource(path: string): Expression {
  if (!path.includes('{')) return rustString(path);
  const named = path.replaceAll(/\{([^}]+)\}/g, (_all, id: string) => `{${snakeName(id)}}`);
  return call('&format!', [rustString(named)]);
}

function fieldsSource(body: Record<string, unknown>): Expression {
  return list(
    '&',
    Object.entries(body).map(([name, value]) => call('', [rustString(name), valueSource(value)])),
  );
}

function valueSource(value: unknown): string {
  if (typeof value === 'object' && value !== null && '$id' in value) return `${snakeName(String(value.$id))}.into()`;
  if (value === null || value === undefined) return 'Json::Null';
  // A text of one letter many times over says how many.
  const long = typeof value === 'string' && value.length > 20 && /^(.)\1+$/.exec(value);
  if (long) return `${rustString(long[1] ?? '')}.repeat(${wholeSource(value.length)}).into()`;
  if (typeof value === 'string') return `${rustString(value)}.into()`;
  if (typeof value === 'boolean') return `${value}.into()`;
  if (typeof value !== 'number') return `${rustString(JSON.stringify(value))}.parse().unwrap()`;
  const plain = Number.isInteger(value) ? wholeSource(value) : floatSource(value);
  if (Number.isInteger(value) && Math.abs(value) >= 2 ** 31)
    return `${plain}_i64.into()`.replace(/^-(.*)\.into/, '(-$1).into');
  return value < 0 ? `(${plain}).into()` : `${plain}.into()`;
}

function wrongSource({ path, body, as, fields }: WrongValues): string[] {
  const empty = Object.keys(body).length === 0;
  const valid = empty ? '&[]' : '&valid';
  return [
    ...(empty ? [] : [laid('let valid = ', withoutReference(fieldsSource(body)), ';', 4)]),
    ...fields.map(({ name, values }) => {
      const all = rustString(JSON.stringify(values.map(({ json }) => json)));
      return laid('', call('api.wrong', [userOf(as), rustString(path), valid, rustString(name), all]), ';', 4);
    }),
  ];
}

function withoutReference(expression: Expression): Expression {
  return typeof expression === 'string' ? expression : { ...expression, head: '' };
}
