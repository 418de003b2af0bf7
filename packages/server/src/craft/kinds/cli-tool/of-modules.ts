import type { Blueprint } from '../../contract.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { render } from '../../emit/templates.ts';
import { sampled, sessionsOf } from '../../modules/sessions.ts';
import { offeredFunctions, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, Requirements } from '../../requirements.ts';
import { type ModuleLayout, modulePlan } from '../shared/module-plan.ts';
import { type ProbeSpelling, probeValues } from './probe.ts';

/** How a tool is built and started from outside, as JavaScript of the probe. */
export interface ProbeProgram extends ProbeSpelling {
  program: string;
  environment: string;
  build: string;
}

/** A command line tool in a language whose projects need no package: a command for each function of its modules. */
export function toolOfModules(
  layout: ModuleLayout,
  generateProject: (requirements: Requirements) => GeneratedFile[],
  probed: (requirements: Requirements) => ProbeProgram,
): Blueprint {
  return {
    packageNeeds: () => [],
    generateProject,
    planProject: (requirements) =>
      modulePlan(requirements, generateProject(requirements), 'Build the commands', layout),
    probeScript: (requirements) => probeOf(requirements, probed(requirements)),
    commitMessage: commandsMessage,
  };
}

/** What is said of a tool's first commit. */
export function commandsMessage(requirements: Requirements): string {
  const names = offeredFunctions(usedModules(requirements)).map(({ name }) => name);
  return message(subject(`Add the command ${requirements.name}`, names), wrapped(requirements.summary));
}

/** Calls every command with the examples of the library, each session on data of its own. */
export function probeOf(
  requirements: Requirements,
  { style, spelled, program, environment, build }: ProbeProgram,
): GeneratedFile {
  const used = usedModules(requirements);
  const sessions = sampled(sessionsOf(used, offeredFunctions(used)));
  const spelling = { ...(style ? { style } : {}), ...(spelled ? { spelled } : {}) };
  const values = { ...probeValues(requirements, sessions, spelling), program, environment, build };
  return { path: 'probe.mjs', content: render('cli-tool/probe.mjs', values), executable: true };
}
