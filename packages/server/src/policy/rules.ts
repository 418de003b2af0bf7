import { z } from 'zod';
import { modes } from '@codewright/protocol/job';
import { dataFolder, readDataFiles } from '../shared/data.ts';
import { parseYaml } from '../shared/yaml.ts';

const words = z.array(z.string().min(1)).min(1);
const decision = {
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'A rule has a name of lower-case letters, digits and _.'),
  verdict: z.enum(['ask', 'deny']),
  risk: z.enum(['low', 'medium', 'high', 'critical']),
  reason: z.string().min(1),
  remediation: z.string().min(1),
  /** A fixed rule: no override lifts it. */
  fixed: z.boolean().default(false),
};

const pathRule = z.strictObject({
  ...decision,
  kinds: z.array(z.enum(['read', 'write', 'commit'])).min(1),
  globs: words,
  except: z.array(z.string()).default([]),
  modes: z.array(z.enum(modes)).optional(),
});

/** Everything that is given must match; within a list one suffices. `*` stands for any characters. */
const commandRule = z.strictObject({
  ...decision,
  programs: words,
  subcommands: words.optional(),
  options: words.optional(),
  operands: words.optional(),
  text: words.optional(),
  /** Together with a word for production it is denied. */
  destructive: z.boolean().default(false),
});

const hostRule = z.strictObject({ ...decision, hosts: words });

const jobRule = z.strictObject({
  name: decision.name,
  when: z.strictObject({
    over: z.enum(['files', 'lines']).optional(),
    soft: z.boolean().optional(),
    destructive: z.boolean().optional(),
    production: z.boolean().optional(),
    failingTests: z.boolean().optional(),
    mustPassTests: z.boolean().optional(),
    critical: z.boolean().optional(),
  }),
  verdict: z.enum(['WARN', 'BLOCK']),
  /** `{value}` and `{limit}` are filled in where the condition compares. */
  message: z.string().min(1),
  remediation: z.string().min(1),
  fixed: z.boolean().default(false),
});

const policyFile = z.strictObject({
  paths: z.array(pathRule).default([]),
  commands: z.array(commandRule).default([]),
  hosts: z.array(hostRule).default([]),
  jobs: z.array(jobRule).default([]),
  /** Paths whose change raises a job's risk. */
  critical: z.array(z.string()).default([]),
});

export type CommandRule = z.infer<typeof commandRule>;
export type JobRule = z.infer<typeof jobRule>;
export type PolicyRules = z.infer<typeof policyFile>;

/** All rules of a folder's `.yaml` files together. @throws CodewrightError CONFIG_INVALID with file:line:column. */
export function loadPolicy(folder: string): PolicyRules {
  const all: PolicyRules = { paths: [], commands: [], hosts: [], jobs: [], critical: [] };
  for (const { file, text } of readDataFiles(folder, '.yaml')) {
    const rules = parseYaml(text, file, policyFile, 'CONFIG_INVALID');
    all.paths.push(...rules.paths);
    all.commands.push(...rules.commands);
    all.hosts.push(...rules.hosts);
    all.jobs.push(...rules.jobs);
    all.critical.push(...rules.critical);
  }
  return all;
}

let builtin: PolicyRules | undefined;

/** The rules that come with Codewright, read once. */
export function builtinPolicy(): PolicyRules {
  builtin ??= loadPolicy(dataFolder('policies'));
  return builtin;
}
