import type { GeneratedFile, Requirements } from '../../../requirements.ts';
import { normalise } from '../../../domain/normalise.ts';
import { render } from '../../../emit/templates.ts';
import { probeSteps } from './steps.ts';

/**
 * A script that starts the project in its working directory and uses it over HTTP. Derived from the requirements
 * alone: it knows the addresses that were asked for, not the code behind them.
 */
export function probeScript(requirements: Requirements): GeneratedFile {
  const project = normalise(requirements);
  const steps = JSON.stringify(probeSteps(project), null, 2);
  const cookie = project.auth?.transport === 'cookie';
  return {
    path: 'probe.mjs',
    content: render('rest-api/probe.mjs', { steps, cookie, web: project.web }),
    executable: true,
  };
}
