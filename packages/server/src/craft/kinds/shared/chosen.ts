import type { Blueprint } from '../../contract.ts';
import type { Requirements } from '../../requirements.ts';

/** A kind that has several blueprints: which one builds it depends on what it holds. */
export function chosenBy(choose: (requirements: Requirements) => Blueprint): Blueprint {
  return {
    packageNeeds: (requirements) => choose(requirements).packageNeeds(requirements),
    generateProject: (requirements, versions) => choose(requirements).generateProject(requirements, versions),
    planProject: (requirements) => choose(requirements).planProject(requirements),
    probeScript: (requirements) => choose(requirements).probeScript(requirements),
    commitMessage: (requirements) => choose(requirements).commitMessage(requirements),
  };
}
