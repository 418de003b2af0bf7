import type { Blueprint } from '../../contract.ts';
import { render } from '../../emit/templates.ts';
import { goRowsLayout } from '../../go/plan.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { entityCli, probeSections } from '../entity-cli/blueprint.ts';
import { entityCommands } from '../entity-cli/commands.ts';
import { modelOf } from '../entity-cli/generate.ts';
import { wordsOf } from '../entity-cli/words.ts';
import { rowsPlan } from '../shared/rows-plan.ts';
import { generateProject } from './generate.ts';

/** A command line tool for Go that keeps rows in a local journal. */
export const goEntityCli: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    rowsPlan(modelOf(requirements), generateProject(requirements), 'Build the commands', goRowsLayout),
  probeScript(requirements) {
    const project = modelOf(requirements);
    const program = 'join(tmpdir(), `probed-${process.pid}`)';
    const content = render('entity-cli/probe.mjs', {
      sections: JSON.stringify(probeSections(project, wordsOf), null, 2),
      commands: JSON.stringify(entityCommands(project).map(({ name }) => name)),
      dataVariable: dataVariable(requirements),
      program: `[${program}]`,
      environment: "{ GOFLAGS: '-buildvcs=false', GOPROXY: 'off' }",
      build: `[['go', 'build', '-o', ${program}, '.']]`,
      rowsFile: '',
      worker: '',
    });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage: (requirements) => entityCli.commitMessage(requirements),
};
