import type { Blueprint } from '../../contract.ts';
import { normalise } from '../../domain/normalise.ts';
import { render } from '../../emit/templates.ts';
import { rustRowsLayout } from '../../rust/plan.ts';
import { packageName } from '../../rust/source.ts';
import { commitMessage } from '../rest-api/commit-message.ts';
import { probeOf } from '../rest-api/probe/probe.ts';
import { rowsPlan } from '../shared/rows-plan.ts';
import { generateProject } from './generate.ts';

/** A REST API with Rust's standard library alone. */
export const rustService: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    rowsPlan(normalise(requirements), generateProject(requirements), 'Put the application together', rustRowsLayout),
  probeScript: (requirements) =>
    probeOf(normalise(requirements), {
      commands: render('rust/service/probe-start.mjs', { name: packageName(requirements.name) }),
      environment: '{}',
    }),
  commitMessage,
};
