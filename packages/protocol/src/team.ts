import { z } from 'zod';

/** Who does the work, and by which plan. */
export const teamRole = z.object({
  name: z.string(),
  about: z.string().describe('first sentence of what it is told'),
  tools: z.array(z.string()),
  model: z.string().nullable().describe('null: that of the job'),
});
export type TeamRole = z.infer<typeof teamRole>;

export const worker = z.object({
  name: z.string().describe('host:pid:start'),
  alive: z.boolean(),
  jobs: z.array(z.object({ id: z.string(), goal: z.string(), action: z.string().nullable() })),
  heartbeatAt: z.string().nullable(),
});
export type Worker = z.infer<typeof worker>;

export const workflowNode: z.ZodType<WorkflowNode> = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['agent', 'best', 'gates', 'human', 'sequence', 'parallel', 'repeat', 'workflow']),
  who: z.string().describe('role, gates or choices, in words'),
  when: z.string().nullable(),
  steps: z.array(z.lazy(() => workflowNode)),
});
export interface WorkflowNode {
  name: string;
  title: string;
  kind: 'agent' | 'best' | 'gates' | 'human' | 'sequence' | 'parallel' | 'repeat' | 'workflow';
  who: string;
  when: string | null;
  steps: WorkflowNode[];
}

export const workflow = z.object({ name: z.string(), description: z.string(), steps: z.array(workflowNode) });
export type WorkflowView = z.infer<typeof workflow>;

export const workflowSources = ['codewright', 'approved', 'new', 'changed'] as const;
export type WorkflowSource = (typeof workflowSources)[number];

export const workflowListed = workflow.extend({
  from: z
    .enum(workflowSources)
    .describe('comes with Codewright; or the project’s own: approved, not approved yet, changed since it was'),
});
export type WorkflowListed = z.infer<typeof workflowListed>;

export const workflowText = workflowListed.extend({
  text: z.string(),
  version: z.string().nullable().describe('of the file of the project; null: it has none'),
});
export type WorkflowText = z.infer<typeof workflowText>;

const folder = z.string().min(1).max(4096).describe('absolute path of the repository');
export const workflowPlace = z.object({ repository: folder.optional() });
export const workflowDraft = z.object({
  repository: folder,
  text: z.string().min(1).max(200_000),
  version: z.string().nullable().describe('that of the file as it was read; null: there was none'),
  approve: z.boolean().describe('jobs may go by this very text'),
});
export type WorkflowDraft = z.infer<typeof workflowDraft>;

export const workflowCheck = z.object({
  ok: z.boolean(),
  faults: z.array(z.string()).describe('file:line:column and what is wrong there'),
  workflow: workflow.nullable(),
});
export type WorkflowCheck = z.infer<typeof workflowCheck>;

export const modelProvider = z.object({
  name: z.string(),
  about: z.string(),
  ready: z.boolean(),
  problem: z.string().nullable().describe('what is missing and what to do'),
  models: z.array(
    z.object({
      name: z.string(),
      contextTokens: z.number(),
      inputPrice: z.number().describe('US dollars per million tokens'),
      outputPrice: z.number(),
    }),
  ),
});
export const models = z.object({
  default: z.string(),
  roles: z.record(z.string(), z.string()),
  fallbacks: z.array(z.string()),
  pricesAsOf: z.string(),
  providers: z.array(modelProvider),
});
export type Models = z.infer<typeof models>;

export const agentCli = z.object({
  name: z.string(),
  about: z.string(),
  installed: z.boolean(),
  ready: z.boolean(),
  version: z.string().nullable(),
  standIn: z.string().nullable().describe('the model that does its part by the settings'),
  problem: z.string().nullable(),
});
export type AgentCli = z.infer<typeof agentCli>;
