import type { Blueprint } from '../../contract.ts';
import { normalise } from '../../domain/normalise.ts';
import { render } from '../../emit/templates.ts';
import { goRowsLayout } from '../../go/plan.ts';
import { commitMessage } from '../rest-api/commit-message.ts';
import { probeOf } from '../rest-api/probe/probe.ts';
import { rowsPlan } from '../shared/rows-plan.ts';
import { generateProject } from './generate.ts';

/** A REST API with Go's standard library alone. */
export const goService: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    rowsPlan(normalise(requirements), generateProject(requirements), 'Put the application together', goRowsLayout),
  probeScript: (requirements) =>
    probeOf(normalise(requirements), { commands: render('go/service/probe-start.mjs', {}), environment: '{}' }),
  commitMessage,
};
