import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { render } from '../../emit/templates.ts';
import { sampled, sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import { pythonLayout } from '../../python/plan.ts';
import { packageName, pythonKeys } from '../../python/source.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { probeValues } from '../cli-tool/probe.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject } from './generate.ts';
import { pythonWordStyle } from './words.ts';

/** A command line tool for Python without dependencies. */
export const pythonCli: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Build the commands', pythonLayout),
  probeScript,
  commitMessage(requirements) {
    const names = offeredFunctions(usedModules(requirements)).map(({ name }) => name);
    return message(subject(`Add the command ${requirements.name}`, names), wrapped(requirements.summary));
  },
};

function probeScript(requirements: Requirements): GeneratedFile {
  const used = usedModules(requirements);
  const sessions = sampled(sessionsOf(used, offeredFunctions(used)));
  const content = render('cli-tool/probe.mjs', {
    ...probeValues(requirements, sessions, { style: pythonWordStyle, spelled: pythonKeys }),
    program: JSON.stringify(['python3', '-m', packageName(requirements.name)]),
    environment: JSON.stringify({ PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' }),
    build: '[]',
  });
  return { path: 'probe.mjs', content, executable: true };
}
