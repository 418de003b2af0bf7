import { z } from 'zod';

/** What a user may set about agent CLIs: the slice `agents` of the configuration, by name. */

const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of an environment variable');

/** How it is spoken to: the Agent Client Protocol over stdio, or the JSON stream of one CLI. */
export const agentProtocols = ['acp', 'claude', 'codex'] as const;

/** An agent CLI: one that is brought along, or the user's own. What is left out stays as it is. */
const agentSetting = z.strictObject({
  about: z.string().optional(),
  protocol: z.enum(agentProtocols).optional().describe('how it is spoken to; `acp` for an agent of your own'),
  command: z.array(z.string().min(1)).min(1).optional().describe('the program and its arguments'),
  args: z.array(z.string()).optional().describe('further arguments, after those of the command'),
  env: z.record(variableName, z.string()).optional().describe('further variables that it gets'),
  credentials: z
    .array(variableName)
    .optional()
    .describe('variables or stored secrets; it gets the first that is there'),
  baseUrl: z.url().optional().describe('address of its model provider, in place of its own'),
  hosts: z.array(z.string()).optional().describe('hosts that it may reach, beside its provider’s'),
  mounts: z.array(z.string()).optional().describe('folders that it may read, beside its own installation'),
  firstOutputSeconds: z.number().positive().optional().describe('how long it may take to say anything'),
  stallSeconds: z.number().positive().optional().describe('how long it may be silent'),
  seconds: z.number().positive().optional().describe('how long one run of it may take'),
  retries: z.number().int().min(0).max(10).optional().describe('further tries when it fails of what may pass'),
  ownModel: z.string().optional().describe('model that it is told to use, in its own words'),
  model: z
    .string()
    .regex(/^[^/\s]+\/\S+$/, 'expected provider/model')
    .optional()
    .describe('a model that does its part in place of the CLI'),
});
export type AgentSetting = z.infer<typeof agentSetting>;

export const agentSettings = z.record(
  z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'expected a name of small letters, digits and -'),
  agentSetting,
);
export type AgentSettings = z.infer<typeof agentSettings>;
