import type { JobRequest } from '@codewright/protocol/job';
import { canDo } from '../llm/builtin/can-do.ts';
import type { Judge } from '../jobs/read-request.ts';
import { createCatalog } from './catalog.ts';
import { ownWorkflows } from './project-workflows.ts';
import type { Runtime } from './runtime.ts';

/** Who does the work of a mode, and so decides what can be done. */
const worker = { build: 'builder', genius: 'builder', mechanic: 'builder', review: 'reviewer', chat: 'coordinator' };

/** Says before a job starts what its model cannot do: known of the built-in one only, a language model tries anything. */
export function createJudge(runtime: Runtime): Judge {
  const { model } = runtime.config;
  const isBuiltin = (name: string) => name.startsWith('builtin/');
  // Before the words are read no mode is known: whoever may have to do the work must be able to read them.
  // Work that agent CLIs share out among them needs no model of ours.
  const isTeam = ({ workflow, repository }: JobRequest) => {
    if (workflow === undefined) return false;
    const catalog = createCatalog(() => Object.keys(runtime.config.agents));
    const own = catalog.comesWithIt(workflow) ? {} : ownWorkflows(runtime.home, repository, workflow);
    return catalog.workflow(workflow, own).team === true;
  };
  // First, so that a workflow that is unknown or not approved is told before there is a job.
  const readsWords: Judge['readsWords'] = (request) =>
    isTeam(request) ||
    request.agent !== undefined ||
    [...new Set(Object.values(worker))].every(
      (role) => !isBuiltin(request.model ?? model.roles[role] ?? model.default),
    );
  const ableTo: Judge['ableTo'] = (wish, request) => {
    // An agent CLI tries anything, too.
    if (request.agent !== undefined || isTeam(request)) return null;
    const role = worker[wish.mode];
    const set = request.model ?? model.roles[role];
    if (!isBuiltin(set ?? model.default)) return null;
    const ability = canDo({ ...wish, workflow: request.workflow });
    if (ability.can) return ability;
    // Only now: the roles' own files are no part of a start that needs none of them.
    const own = set ?? createCatalog().role(role).model;
    if (own !== null && own !== undefined && !isBuiltin(own)) return null;
    const hint =
      'A language model can: name one with --model provider/id or the setting model.default; `codewright models` lists those that are set up.';
    return { ...ability, hint };
  };
  return { readsWords, ableTo };
}
