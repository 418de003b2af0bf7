import type { Blueprint } from '../../contract.ts';
import { render } from '../../emit/templates.ts';
import { rustRowsLayout } from '../../rust/plan.ts';
import { packageName } from '../../rust/source.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { entityCli, probeSections } from '../entity-cli/blueprint.ts';
import { entityCommands } from '../entity-cli/commands.ts';
import { modelOf } from '../entity-cli/generate.ts';
import { wordsOf } from '../entity-cli/words.ts';
import { rowsPlan } from '../shared/rows-plan.ts';
import { generateProject } from './generate.ts';

/** A command line tool for Rust that keeps rows in a local journal. */
export const rustEntityCli: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    rowsPlan(modelOf(requirements), generateProject(requirements), 'Build the commands', rustRowsLayout),
  probeScript(requirements) {
    const project = modelOf(requirements);
    const content = render('entity-cli/probe.mjs', {
      sections: JSON.stringify(probeSections(project, wordsOf), null, 2),
      commands: JSON.stringify(entityCommands(project).map(({ name }) => name)),
      dataVariable: dataVariable(requirements),
      program: `[join(process.cwd(), 'target', 'debug', '${packageName(requirements.name)}')]`,
      environment: "{ CARGO_NET_OFFLINE: 'true', CARGO_PROFILE_DEV_DEBUG: '0' }",
      build: "[['cargo', 'build', '--quiet', '--locked']]",
      rowsFile: '',
      worker: '',
    });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage: (requirements) => entityCli.commitMessage(requirements),
};
