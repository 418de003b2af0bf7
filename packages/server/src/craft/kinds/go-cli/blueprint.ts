import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { render } from '../../emit/templates.ts';
import { goLayout } from '../../go/plan.ts';
import { sampled, sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { probeValues } from '../cli-tool/probe.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject } from './generate.ts';
import { goWordStyle } from './words.ts';

/** A command line tool for Go without dependencies. */
export const goCli: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Build the commands', goLayout),
  probeScript,
  commitMessage(requirements) {
    const names = offeredFunctions(usedModules(requirements)).map(({ name }) => name);
    return message(subject(`Add the command ${requirements.name}`, names), wrapped(requirements.summary));
  },
};

function probeScript(requirements: Requirements): GeneratedFile {
  const used = usedModules(requirements);
  const sessions = sampled(sessionsOf(used, offeredFunctions(used)));
  const program = 'join(tmpdir(), `probed-${process.pid}`)';
  const content = render('cli-tool/probe.mjs', {
    ...probeValues(requirements, sessions, { style: goWordStyle }),
    program: `[${program}]`,
    environment: "{ GOFLAGS: '-buildvcs=false', GOPROXY: 'off' }",
    build: `[['go', 'build', '-o', ${program}, '.']]`,
  });
  return { path: 'probe.mjs', content, executable: true };
}
