import { moduleSource } from '../../modules/library.ts';
import { classOptions, holderOf, type Used } from '../../modules/uses.ts';
import { rustNew } from '../../rust/calls.ts';
import { fieldLine, laid, letStatement, struct, useStatement } from '../../rust/layout.ts';
import { constructorOf, exportsOf, useOrder } from '../../rust/signature.ts';
import { snakeName, typeName } from '../../rust/source.ts';
import { keptSource } from '../rust-cli/commands.ts';

/** `src/service.rs`: what lasts as long as the program runs. */
export function serviceFile(used: readonly Used[], changes: boolean): string {
  const held = used.filter(({ module }) => module.class);
  const kept = held.filter(({ module }) => module.class?.state);
  const fields = held.map((one) => fieldLine(`pub(crate) ${fieldOf(one)}: ${typeOf(one)},`, 4));
  const whole = laid('Ok(', struct('Service', held.map(fieldOf)), ')', 8);
  const built = held.length === 0 ? ['        Ok(Service {})'] : [...held.flatMap(makingOf), whole];
  const body = [
    '/// What the program works on.',
    held.length === 0 ? 'pub struct Service {}\n' : `pub struct Service {\n${fields.join('\n')}\n}\n`,
    'impl Service {',
    `    /// ${kept.length > 0 ? 'Opens what is kept in a folder.' : 'Makes what lasts as long as the process.'}`,
    `    pub fn open(${kept.length > 0 ? 'folder: &Path' : ''}) -> Result<Self, String> {`,
    ...built,
    '    }',
    '}',
    ...(needsTeller(held) ? [`\n${teller(kept.length > 0)}`] : []),
    ...kept.map((one) => `\n${keptSource(one, changes, 'Stored')}`),
  ].join('\n');
  return `//! What lasts as long as the program runs.\n\n${imports(used, body)}${body}\n`;
}

function fieldOf({ module }: Used): string {
  return snakeName(holderOf(module));
}

function typeOf({ module }: Used): string {
  const name = typeName(module.class?.name ?? '');
  if (module.class?.state) return `Kept<${name}>`;
  // A class of any value holds JSON here.
  return `InMemory<${name}${new RegExp(`^pub struct ${name}<`, 'm').test(moduleSource(module, 'rust')) ? '<Json>' : ''}>`;
}

function needsTeller(held: readonly Used[]): boolean {
  return held.some(({ module }) => module.class?.state || constructorOf(module).fails);
}

/** Why the program can not start, as a sentence. */
function teller(kept: boolean): string {
  return [
    'fn told(failure: impl Into<Failure>) -> String {',
    '    match failure.into() {',
    '        Failure::Work(error) => error.to_string(),',
    ...(kept ? ['        Failure::Internal(problem) => problem,'] : []),
    '        other => format!("{other:?}"),',
    '    }',
    '}',
  ].join('\n');
}

function makingOf(one: Used): string[] {
  const { module, use } = one;
  const name = fieldOf(one);
  if (module.class?.state) return [`        let ${name} = Kept::open(folder).map_err(told)?;`];
  const made = rustNew(module, classOptions(module, use));
  const options = made.options === undefined ? [] : [letStatement(made.options.name, made.options.value, 8)];
  const fails = constructorOf(module).fails;
  const thing = fails ? [laid(`let ${name} = `, made.call, '.map_err(told)?;', 8)] : [letStatement(name, made.call, 8)];
  return [...options, ...thing, `        let ${name} = InMemory::new(${name});`];
}

function imports(used: readonly Used[], body: string): string {
  const named = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(body);
  const shared = ['InMemory', 'Kept', 'Stored'].filter(named);
  const types = useOrder(used.flatMap(({ module }) => exportsOf(module)).filter(named));
  const lines = [
    ...(named('Json') ? ['use crate::json::Json;'] : []),
    ...(shared.length > 0 ? [useStatement('use crate::kept::', shared)] : []),
    ...(named('Failure') ? ['use crate::outcome::Failure;'] : []),
    ...(types.length > 0 ? [useStatement('use crate::', types)] : []),
  ];
  const std = [
    ...(named('Path') ? ['use std::path::Path;'] : []),
    ...(/\bDuration::/.test(body) ? ['use std::time::Duration;'] : []),
  ];
  const head = [std.join('\n'), lines.join('\n')].filter((part) => part !== '').join('\n\n');
  return head === '' ? '' : `${head}\n\n`;
}
