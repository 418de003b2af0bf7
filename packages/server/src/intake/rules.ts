import { basename } from 'node:path';
import { modes } from '@codewright/protocol/job';
import { z } from 'zod';
import { dataFolder, readDataFiles } from '../shared/data.ts';
import { CodewrightError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { parseYaml, readYaml } from '../shared/yaml.ts';
import { compilePattern, PatternError } from './patterns.ts';
import type { Pattern } from './patterns.ts';

const list = z.array(z.string());
const answer = z.strictObject({ clarification: z.string().min(1), suggestions: list });
const answerNames = [
  'empty',
  'too_vague',
  'too_short',
  'ambiguous',
  'ambiguous_delete',
  'ambiguous_project',
  'read_only',
  'dangerous',
  'foreign',
  'not_understood',
] as const;

const wordsFile = z.strictObject({
  typos: z.record(z.string(), z.string()),
  contractions: z.record(z.string(), z.string()),
  fillers: list,
  closers: list,
  vague: list,
  programs: list,
  stops: list,
  determiners: list,
  definite: list,
  hosts: list,
  codeNouns: list,
  failures: list,
  foreign: list,
  answers: z.record(z.enum(answerNames), answer),
  dangerous: z.strictObject({ verbs: list, targets: list, production: list, assets: list, phrases: list }),
  readOnlyPhrases: list,
});
export type Words = z.infer<typeof wordsFile>;
export type AnswerName = (typeof answerNames)[number];

const rule = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'A rule has a name of lower-case letters, digits and _.'),
  mode: z.enum(modes),
  readOnly: z.boolean().default(false),
  confirm: z.boolean().default(false),
  destructive: z.boolean().default(false),
  /** "The code" as a target means the whole repository, and is not too vague. */
  whole: z.boolean().default(false),
  constraints: z
    .strictObject({
      files: z.number().int().positive().optional(),
      lines: z.number().int().positive().optional(),
      mustPassTests: z.boolean().optional(),
      mustPassLint: z.boolean().optional(),
    })
    .default({}),
  /** A request in the user's words; `{slot}` is filled in. */
  suggest: z.string().min(1),
  patterns: z.array(z.string().min(1)).min(1),
  examples: z.array(z.string().min(1)).min(1),
});
const rulesFile = z.strictObject({ rules: z.array(rule).min(1) });

export interface IntakeRule extends z.infer<typeof rule> {
  compiled: Pattern[];
}

export interface Grammar {
  /** `intake@` and the hash of every rule file. */
  id: string;
  rules: IntakeRule[];
  words: Words;
}

/** @throws CodewrightError CONFIG_INVALID with file:line:column for whatever is wrong in a rule file. */
export function loadGrammar(folder: string): Grammar {
  const rules: IntakeRule[] = [];
  let words: Words | undefined;
  const files = readDataFiles(folder, '.yaml');
  for (const { file, text } of files) {
    if (basename(file) === 'words.yaml') words = parseYaml(text, file, wordsFile, 'CONFIG_INVALID');
    else rules.push(...loadRules(text, file, rules));
  }
  if (!words) throw new CodewrightError('CONFIG_INVALID', `There is no words.yaml in ${folder}.`);
  const id = `intake@${sha256(files.map(({ file, text }) => `${basename(file)}\n${text}`).join('\n')).slice(0, 16)}`;
  return { id, rules, words };
}

function loadRules(text: string, file: string, earlier: readonly IntakeRule[]): IntakeRule[] {
  const names = new Set(earlier.map((one) => one.name));
  const parsed = parseYaml(text, file, rulesFile, 'CONFIG_INVALID');
  return parsed.rules.map((one, at) => {
    const fail = (path: (string | number)[], message: string, offset = 0) => {
      const source = readYaml(text, file);
      return new CodewrightError('CONFIG_INVALID', source.format(source.problem(path, message, { offset })));
    };
    if (names.has(one.name)) throw fail(['rules', at, 'name'], `There are two rules ${one.name}.`);
    names.add(one.name);
    const compiled = one.patterns.map((pattern, index) => {
      try {
        return compilePattern(pattern);
      } catch (error) {
        if (!(error instanceof PatternError)) throw error;
        throw fail(['rules', at, 'patterns', index], error.message, error.at);
      }
    });
    return { ...one, compiled };
  });
}

let builtin: Grammar | undefined;

/** The grammar that comes with Codewright, read once. */
export function builtinGrammar(): Grammar {
  builtin ??= loadGrammar(dataFolder('intake-rules'));
  return builtin;
}
