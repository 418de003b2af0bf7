import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodewrightError } from '../../shared/errors.ts';
import { readYaml } from '../../shared/yaml.ts';
import { blueprintsFolder } from '../emit/templates.ts';
import type { Requirements } from '../requirements.ts';
import { type Manifest, manifest, movesOf, type Parameter } from './manifest.ts';

const endings = { typescript: 'ts', python: 'py', go: 'go', rust: 'rs' } as const;
type Source = keyof typeof endings;

let all: readonly Manifest[] | undefined;

function folder(): string {
  return join(blueprintsFolder(), 'modules');
}

/** Every module of the library, by id. */
export function modules(): readonly Manifest[] {
  all ??= readdirSync(folder())
    .filter((id) => existsSync(join(folder(), id, 'module.yaml')))
    .sort()
    .map(load);
  return all;
}

function load(id: string): Manifest {
  const file = join(folder(), id, 'module.yaml');
  const { value, problems } = readYaml(readFileSync(file, 'utf8'), file);
  const parsed = manifest.safeParse(value);
  const wrong = problems.length > 0 ? JSON.stringify(problems[0]) : parsed.error?.message;
  if (!parsed.success || wrong !== undefined) throw new Error(`${file} is not a module: ${wrong}`);
  if (parsed.data.id !== id) throw new Error(`${file} calls itself ${parsed.data.id}.`);
  const plain = parsed.data.form === 'game' && parsed.data.functions.length === 0;
  return plain ? { ...parsed.data, functions: movesOf(id) } : parsed.data;
}

export function findModule(id: string): Manifest | undefined {
  return modules().find((candidate) => candidate.id === id);
}

/** JavaScript is made of the TypeScript source. */
function sourceOf(language: Requirements['language']): Source {
  return language === 'javascript' ? 'typescript' : language;
}

/** The module as it stands in a language: without parameters that only others take. */
export function asWrittenIn(module: Manifest, language: Requirements['language']): Manifest {
  const source = sourceOf(language);
  const has = ({ languages }: Parameter): boolean => languages?.includes(source) ?? true;
  if (module.functions.every((fn) => fn.parameters.every(has))) return module;
  return { ...module, functions: module.functions.map((fn) => ({ ...fn, parameters: fn.parameters.filter(has) })) };
}

/** Whether the module is written in this language. */
export function isWrittenIn(module: Manifest, language: Requirements['language']): boolean {
  return existsSync(join(folder(), module.id, `module.${endings[sourceOf(language)]}`));
}

/** @throws CodewrightError INVALID_INPUT when the module is not written in this language. */
export function moduleSource(module: Manifest, language: Requirements['language']): string {
  const path = join(folder(), module.id, `module.${endings[sourceOf(language)]}`);
  if (existsSync(path)) return readFileSync(path, 'utf8');
  throw new CodewrightError('INVALID_INPUT', `The module ${module.id} is not written in ${language}.`);
}

/** Tests beyond what examples can say; undefined: there are none. */
export function moduleTests(module: Manifest, language: Requirements['language']): string | undefined {
  const path = join(folder(), module.id, `module.test.${endings[sourceOf(language)]}`);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
