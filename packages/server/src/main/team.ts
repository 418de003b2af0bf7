import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentCli, WorkflowNode, WorkflowText, WorkflowView } from '@codewright/protocol/team';
import type { TeamView } from '../api/contract.ts';
import { dataFolder } from '../shared/data.ts';
import { type CodewrightError, toCodewrightError } from '../shared/errors.ts';
import type { Workflow, WorkflowStep } from '../workflow/contract.ts';
import { createCatalog } from './catalog.ts';
import type { ProjectWorkflow } from './project-workflows.ts';
import type { Runtime } from './runtime.ts';
import { createWorkflowFiles } from './workflow-files.ts';

const lookEveryMs = 60_000;

/** Roles, workflows, models and agent CLIs as the API shows them. */
export function createTeam(runtime: Runtime): TeamView {
  const catalog = createCatalog(() => Object.keys(runtime.config.agents));
  const { redactor, logger } = runtime;
  const warn = (message: string) => logger.warn({}, message);
  const files = createWorkflowFiles(runtime, catalog);
  // They come with the program, and change only with it.
  let builtIn: WorkflowView[] | undefined;
  /** One with faults is listed with them in place of its steps. */
  const drawn = (repository: string, one: ProjectWorkflow): WorkflowView => {
    try {
      return viewOf(catalog.workflow(one.name, files.calledBy(repository, one)));
    } catch (thrown) {
      const error = toCodewrightError(thrown);
      if (error.api === 'INTERNAL_ERROR') throw thrown;
      return { name: one.name, description: faultsOf(error)[0] ?? error.message, steps: [] };
    }
  };
  const opened = (repository: string, one: ProjectWorkflow): WorkflowText => ({
    ...drawn(repository, one),
    from: one.state,
    text: one.text,
    version: files.versionOf(one),
  });
  let looked: { at: number; agents: Promise<AgentCli[]> } | undefined;
  return {
    roles: async () =>
      catalog.roles().map(({ name, tools, model, prompt }) => ({ name, tools, model, about: aboutOf(prompt) })),
    async models() {
      const { createModelsHost } = await import('./host/models.ts');
      const { providers, ...rest } = await createModelsHost(runtime.loaded, redactor, warn).list();
      return {
        ...rest,
        providers: providers.map(({ name, about, ready, problem, models }) => ({
          name,
          about,
          ready,
          problem,
          models: models.map(({ name: model, contextTokens, pricePerMillion }) => ({
            name: model,
            contextTokens,
            inputPrice: pricePerMillion.input,
            outputPrice: pricePerMillion.output,
          })),
        })),
      };
    },
    agents() {
      // Each one that is installed is started for its version: not for everybody who looks.
      if (looked === undefined || Date.now() - looked.at > lookEveryMs) {
        const agents = look(runtime, warn);
        looked = { at: Date.now(), agents };
        agents.catch(() => {
          looked = undefined;
        });
      }
      return looked.agents;
    },
    workflows: async (repository) => [
      ...(repository === undefined ? [] : files.list(repository)).map((one) => ({
        ...drawn(repository ?? '', one),
        from: one.state,
      })),
      ...(builtIn ??= catalog.workflows().map(viewOf)).map((one) => ({ ...one, from: 'codewright' as const })),
    ],
    async workflow(name, repository) {
      const own = repository === undefined ? null : files.find(repository, name);
      if (own !== null) return opened(repository ?? '', own);
      const file = join(dataFolder('workflows'), `${name}.yaml`);
      const found = viewOf(catalog.workflow(name));
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      return { ...found, from: 'codewright', text, version: null };
    },
    saveWorkflow: async (name, draft, by) => opened(draft.repository, await files.save(name, draft, by)),
    async check({ name, text }) {
      try {
        const read = catalog.read(text, { file: `${name}.yaml`, name });
        return { ok: true, faults: [], workflow: viewOf(read) };
      } catch (thrown) {
        const error = toCodewrightError(thrown);
        if (error.api === 'INTERNAL_ERROR') throw thrown;
        return { ok: false, faults: faultsOf(error), workflow: null };
      }
    },
  };
}

async function look(runtime: Runtime, warn: (message: string) => void): Promise<AgentCli[]> {
  const { listAgents } = await import('./host/agents.ts');
  const rows = await listAgents(runtime.loaded, runtime.redactor, warn, undefined);
  return rows.map(({ name, about, installed, ready, version, standIn, problem }) => ({
    name,
    about,
    installed,
    ready,
    version,
    standIn,
    problem: problem && `${problem.what.replace(/(?<![.!?])$/, '.')} ${problem.hint}`,
  }));
}

function faultsOf(error: CodewrightError): string[] {
  return error.message.split('\n').filter((line) => line.trim() !== '');
}

/** What a role is told first, without the sentence that only names it. */
function aboutOf(prompt: string): string {
  const line = prompt.split('\n').find((one) => /^[A-Z]/.test(one)) ?? '';
  const told = line.replace(/^You are the \w+ of Codewright\. (?=\S)/, '');
  return /^.*?[.!?](?= |$)/.exec(told)?.[0] ?? told;
}

function viewOf({ name, description, steps }: Workflow): WorkflowView {
  return { name, description, steps: steps.map(nodeOf) };
}

function nodeOf(step: WorkflowStep): WorkflowNode {
  return { name: step.name, title: step.title, kind: step.kind, when: step.when, ...partsOf(step) };
}

function partsOf(step: WorkflowStep): Pick<WorkflowNode, 'who' | 'steps'> {
  switch (step.kind) {
    case 'agent':
      return { who: [step.role, ...(step.brains ?? [])].join(', '), steps: [] };
    case 'best':
      return { who: `${step.attempts} attempts by ${step.attempt.role}`, steps: [nodeOf(step.attempt)] };
    case 'gates':
      return { who: step.gates.join(', '), steps: [] };
    case 'human':
      return { who: step.choices.join(', '), steps: [] };
    case 'repeat':
      return { who: `${step.max} times at most`, steps: step.steps.map(nodeOf) };
    case 'workflow':
      return { who: step.workflow.name, steps: step.workflow.steps.map(nodeOf) };
    default:
      return { who: '', steps: step.steps.map(nodeOf) };
  }
}
