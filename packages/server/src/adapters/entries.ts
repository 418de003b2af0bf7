import { basename } from 'node:path';
import { z } from 'zod';
import { type AgentSetting, agentProtocols } from '../shared/agent-settings.ts';
import { readDataFiles } from '../shared/data.ts';
import { parseYaml } from '../shared/yaml.ts';

/** A variable or stored secret that it takes, and the hosts that it may reach when it gets this one. */
const credential = z.union([
  z.string().transform((name) => ({ name, hosts: [] as string[] })),
  z.strictObject({ name: z.string(), hosts: z.array(z.string()).default([]) }),
]);

/** What a CLI gets: text in braces stands for what is known at the start ({address}, {model}, {session}). */
const given = {
  credentials: z.array(credential).default([]),
  /** The name that it looks for the credential under, where that is another one. */
  credentialAs: z.string().optional(),
  /** A variable whose text asks for what there is not is left out. */
  env: z.record(z.string(), z.string()).default({}),
  /** Written into its HOME before it starts. */
  files: z.record(z.string(), z.string()).default({}),
};

const entryFile = z.strictObject({
  title: z.string(),
  /** npm package, for the hint of how to install it. */
  package: z.string().optional(),
  /** Version that the tests drive. */
  tested: z.string().optional(),
  protocol: z.enum(agentProtocols),
  command: z.array(z.string()).min(1),
  args: z.array(z.string()).default([]),
  /** When a model is named. */
  modelArgs: z.array(z.string()).default([]),
  /** When it is given tools of ours and does not take them over its protocol: `node {program} {socket}` is their server. */
  toolArgs: z.array(z.string()).default([]),
  /** When a session goes on (protocols that take it on the command line). */
  resumeArgs: z.array(z.string()).default([]),
  /** False where it forgets a session that it says it can load. */
  resumes: z.boolean().default(true),
  /**
   * Records of its sessions, below this folder of its HOME, that get another name before one goes on: `from` (a pattern) by `to`. For a CLI that
   * would write a new one over the old one of the same name.
   */
  ageRecords: z.strictObject({ folder: z.string(), from: z.string(), to: z.string() }).optional(),
  /** It may read and write files of the tree through us (ACP); false where it does that badly. */
  clientFiles: z.boolean().default(true),
  /** Pattern of last words that mean a failure, where it tells one as an answer. */
  failure: z.string().optional(),
  /** Behind all others. */
  lastArgs: z.array(z.string()).default([]),
  /** Session mode to choose where it offers it (ACP): one in which it asks for leave. */
  mode: z.string().optional(),
  hosts: z.array(z.string()).default([]),
  /** Where its models are asked: the first of these variables, else the default; absent: always at the same place. */
  address: z
    .strictObject({ variables: z.array(z.string()).default([]), default: z.url().optional() })
    .default({ variables: [] }),
  ...given,
  /** In place of the above when the user gives an address. */
  own: z.strictObject(given).partial().optional(),
});

/** A CLI as its file and the user's settings describe it together. */
export interface MemberEntry extends Omit<z.infer<typeof entryFile>, 'own'> {
  name: string;
  own: z.infer<typeof entryFile>['own'];
  /** The user's. */
  setting: AgentSetting;
}

/** The CLIs that are brought along, by name. @throws CodewrightError CONFIG_INVALID with the place of a mistake. */
export function loadEntries(folder: string): Map<string, z.infer<typeof entryFile>> {
  return new Map(
    readDataFiles(folder, '.yaml').map(({ file, text }) => [
      basename(file, '.yaml'),
      parseYaml(text, file, entryFile, 'CONFIG_INVALID'),
    ]),
  );
}

/** What the user says of a CLI over what is brought along; null where neither says how it is started. */
export function mergeEntry(
  name: string,
  known: z.infer<typeof entryFile> | undefined,
  setting: AgentSetting = {},
): MemberEntry | null {
  const command = setting.command ?? known?.command;
  if (!command) return null;
  const base = known ?? entryFile.parse({ title: name, protocol: 'acp', command });
  const credentials = setting.credentials?.map((one) => ({ name: one, hosts: [] }));
  return {
    ...base,
    name,
    title: setting.about ?? base.title,
    protocol: setting.protocol ?? base.protocol,
    // The arguments that are brought along belong to the program's own words: whoever gives a whole command says them all.
    command,
    args: setting.command && setting.command.length > 1 ? [] : base.args,
    ...(credentials ? { credentials } : {}),
    own: credentials && base.own ? { ...base.own, credentials } : base.own,
    setting,
  };
}
