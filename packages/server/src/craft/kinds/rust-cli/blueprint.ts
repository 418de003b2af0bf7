import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { render } from '../../emit/templates.ts';
import { sampled, sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { rustLayout } from '../../rust/plan.ts';
import { packageName } from '../../rust/source.ts';
import { probeValues } from '../cli-tool/probe.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { generateProject } from './generate.ts';

/** A command line tool for Rust without dependencies. */
export const rustCli: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    modulePlan(requirements, generateProject(requirements), 'Build the commands', rustLayout),
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
    ...probeValues(requirements, sessions, {}),
    program: `[join(process.cwd(), 'target', 'debug', '${packageName(requirements.name)}')]`,
    environment: "{ CARGO_NET_OFFLINE: 'true', CARGO_PROFILE_DEV_DEBUG: '0' }",
    build: `[['cargo', 'build', '--quiet', '--locked']]`,
  });
  return { path: 'probe.mjs', content, executable: true };
}
