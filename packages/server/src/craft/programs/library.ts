import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readYaml } from '../../shared/yaml.ts';
import { blueprintsFolder } from '../emit/templates.ts';
import type { Requirements } from '../requirements.ts';

/**
 * `blueprints/programs/<id>/program.yaml`: a small program that is known as a whole ("an echo server", "a URL monitor"), with
 * what of it a description may choose. Its files lie below a folder for each language that it is written in, each a template.
 */
const option = z.strictObject({
  /** camelCase; the templates know it by this name. */
  name: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
  summary: z.string(),
  default: z.union([z.string(), z.number()]),
  /** The unit in which a time is read ("every 5 minutes" as seconds), or a pattern whose first group is the value. */
  reads: z.union([z.enum(['everySeconds', 'days']), z.string()]),
  /** The option whose value it takes where that one is said and this is not: "everything else into other". */
  follows: z.string().optional(),
});

const program = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string(),
  /** One sentence in the third person. */
  summary: z.string(),
  kind: z.enum(['server', 'worker']),
  /** What it can be asked over; the first is taken where nothing is said. */
  protocols: z.array(z.enum(['http', 'tcp'])).default([]),
  /** Regular expressions over a clause in small letters; any one names the program. */
  words: z.array(z.string()).min(1),
  /** Words of the description that it answers, beside those that name it; others are said to be left out. */
  knows: z.array(z.string()).default([]),
  /** Folders below `shared/` whose files of its language it has too. */
  with: z.array(z.string()).default([]),
  /** Modules of the library whose source it has. */
  modules: z.array(z.string()).default([]),
  options: z.array(option).default([]),
});
export type Program = z.infer<typeof program>;

let all: readonly Program[] | undefined;

function folder(): string {
  return join(blueprintsFolder(), 'programs');
}

export function programs(): readonly Program[] {
  all ??= readdirSync(folder())
    .filter((id) => existsSync(join(folder(), id, 'program.yaml')))
    .sort()
    .map(load);
  return all;
}

function load(id: string): Program {
  const file = join(folder(), id, 'program.yaml');
  const { value, problems } = readYaml(readFileSync(file, 'utf8'), file);
  const parsed = program.safeParse(value);
  const wrong = problems.length > 0 ? JSON.stringify(problems[0]) : parsed.error?.message;
  if (!parsed.success || wrong !== undefined) throw new Error(`${file} is not a program: ${wrong}`);
  if (parsed.data.id !== id) throw new Error(`${file} calls itself ${parsed.data.id}.`);
  return parsed.data;
}

/** The program that the requirements are about; undefined where they are about modules or rows. */
export function programOf({ modules }: Pick<Requirements, 'modules'>): Program | undefined {
  const [use] = modules;
  return use && programs().find((candidate) => candidate.id === use.module);
}

/** JavaScript is made of the TypeScript sources. */
function sourceOf(language: Requirements['language']): string {
  return language === 'javascript' ? 'typescript' : language;
}

/** Whether a program is written in a language. */
export function isProgramIn({ id }: Program, language: Requirements['language']): boolean {
  return existsSync(join(folder(), id, sourceOf(language)));
}

/**
 * Templates of a program in a language as `[template, path]`, those that it shares with others first. What lies in `any` is the
 * same in each language.
 */
export function templatesOf(
  { id, with: shared }: Program,
  language: Requirements['language'],
): [template: string, path: string][] {
  const source = sourceOf(language);
  const folders = [...shared.map((name) => join('shared', name, source)), join(id, source), join(id, 'any')];
  return folders.flatMap((name) => below(name).map((path): [string, string] => [`programs/${name}/${path}`, path]));
}

function below(name: string): string[] {
  const root = join(folder(), name);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/')
        .replace(/\.eta$/, ''),
    )
    .sort();
}
