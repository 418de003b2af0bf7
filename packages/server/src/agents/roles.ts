import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EntryKind, entryKinds } from '@codewright/protocol/event';
import { caps, modes } from '@codewright/protocol/job';
import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import { readYaml } from '../shared/yaml.ts';
import type { Role } from './contract.ts';

/** What every role may append, beside its own kinds. */
const commonKinds: readonly EntryKind[] = ['event', 'job_status', 'knowledge', 'escalation', 'error'];
const roleName = /^[a-z][a-z0-9-]{0,99}$/;

const frontMatter = z.strictObject({
  tools: z.array(z.string()),
  only: z.partialRecord(z.enum(modes), z.array(z.string())).default({}),
  lends: z.array(z.string()).default([]),
  appends: z.array(z.enum(entryKinds)).default([]),
  model: z
    .string()
    .regex(/^[^/\s]+\/\S+$/, 'Expected provider/model.')
    .nullable()
    .default(null),
  caps: caps.partial().default({}),
});

export interface Roles {
  /** @throws CodewrightError NOT_FOUND naming the roles that there are. */
  get(name: string): Role;
  readonly names: readonly string[];
}

/**
 * Reads every `<role>.md` of a folder; files that begin with `_` are the harness's own words. `knownTools`: names that a
 * role may list; any other is an error.
 * @throws CodewrightError CONFIG_INVALID with file, line and column of each mistake.
 */
export function loadRoles(folder: string, options: { knownTools?: ReadonlySet<string> } = {}): Roles {
  const roles = new Map<string, Role>();
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.md') || file.startsWith('_')) continue;
    const role = readRole(join(folder, file), file.slice(0, -'.md'.length), options.knownTools);
    roles.set(role.name, role);
  }
  const names = [...roles.keys()];
  return {
    names,
    get(name) {
      const role = roles.get(name);
      if (role) return role;
      throw new CodewrightError('NOT_FOUND', `There is no role "${name}".`, {
        hint: `There are: ${names.join(', ')}.`,
      });
    },
  };
}

/** A role's settings and its prompt; null where the text does not begin with settings. */
export function splitRole(text: string): { settings: string; prompt: string } | null {
  const parts = /^---\r?\n([\s\S]*?)^---[ \t]*\r?$([\s\S]*)/m.exec(text);
  if (!parts || parts.index !== 0) return null;
  // One empty line stands for the opening ---, so that places are those of the file.
  return { settings: `\n${parts[1] ?? ''}`, prompt: parts[2] ?? '' };
}

function readRole(path: string, name: string, knownTools: ReadonlySet<string> | undefined): Role {
  const text = readFileSync(path, 'utf8');
  if (!roleName.test(name))
    throw invalid(`${path}:1:1: A role is named by its file: lower-case letters, digits and -.`);
  const parts = splitRole(text);
  if (!parts) {
    throw invalid(`${path}:1:1: A role begins with its settings between two lines of ---.`);
  }
  const { settings, prompt } = parts;
  const source = readYaml(settings, path);
  const result = frontMatter.safeParse(source.value ?? {});
  const problems = [...source.problems];
  if (problems.length === 0) {
    for (const issue of result.error?.issues ?? []) {
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) {
          problems.push(source.problem([...strings(issue.path), key], `Unknown setting "${key}".`, { key: true }));
        }
      } else problems.push(source.problem(strings(issue.path), issue.message));
    }
    const { tools = [], lends = [], only = {} } = result.data ?? {};
    const lists = [['tools', tools] as const, ['lends', lends] as const, ...Object.entries(only)];
    for (const [list, names] of lists) {
      for (const [at, tool] of names.entries()) {
        if (!knownTools || knownTools.has(tool)) continue;
        const path = list === 'tools' || list === 'lends' ? [list, at] : ['only', list, at];
        problems.push(source.problem(path, `Unknown tool "${tool}".`));
      }
    }
  }
  if (problems.length > 0 || !result.data) throw invalid(problems.map((problem) => source.format(problem)).join('\n'));
  if (prompt.trim() === '') throw invalid(`${path}:1:1: The role has no prompt after its settings.`);
  const { tools, only, lends, appends, model, caps } = result.data;
  return {
    name,
    prompt: prompt.trim(),
    tools,
    only,
    lends,
    appends: [...new Set([...appends, ...commonKinds])],
    model,
    caps,
  };
}

function strings(path: PropertyKey[]): (string | number)[] {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}

function invalid(message: string): CodewrightError {
  return new CodewrightError('CONFIG_INVALID', message, { hint: 'AGENTS.md holds the recipe for a role.' });
}
