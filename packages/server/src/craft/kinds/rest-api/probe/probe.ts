import type { GeneratedFile, Requirements } from '../../../requirements.ts';
import type { ProjectModel } from '../../../domain/model.ts';
import { normalise } from '../../../domain/normalise.ts';
import { render } from '../../../emit/templates.ts';
import { probeSteps } from './steps.ts';

/** How the project is started, as source of the probe. */
export interface Started {
  /** Declares `start` and `role`, each a command with its words. */
  commands: string;
  /** Further variables of its environment, an object. */
  environment: string;
}

const byScripts: Started = {
  commands: [
    "const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));",
    "const start = scripts.start.split(' ');",
    "const role = (scripts.role ?? '').split(' ');",
  ].join('\n'),
  environment: '{}',
};

/**
 * A script that starts the project in its working directory and uses it over HTTP. Derived from the requirements
 * alone: it knows the addresses that were asked for, not the code behind them.
 */
export function probeScript(requirements: Requirements): GeneratedFile {
  return probeOf(normalise(requirements), byScripts);
}

/** The same for a project in whatever language. */
export function probeOf(project: ProjectModel, started: Started): GeneratedFile {
  const steps = JSON.stringify(probeSteps(project), null, 2);
  const cookie = project.auth?.transport === 'cookie';
  return {
    path: 'probe.mjs',
    content: render('rest-api/probe.mjs', {
      steps,
      cookie,
      web: project.web,
      postgres: project.database === 'postgresql',
      ...started,
    }),
    executable: true,
  };
}
