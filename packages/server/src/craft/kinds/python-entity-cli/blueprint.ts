import type { Blueprint } from '../../contract.ts';
import { render } from '../../emit/templates.ts';
import { packageName } from '../../python/source.ts';
import { dataVariable } from '../cli-tool/names.ts';
import { entityCli } from '../entity-cli/blueprint.ts';
import { probeSections } from '../entity-cli/blueprint.ts';
import { entityCommands } from '../entity-cli/commands.ts';
import { modelOf } from '../entity-cli/generate.ts';
import { servicePlan } from '../python-service/plan.ts';
import { generateProject, pythonWordsOf } from './generate.ts';

/** A command line tool for Python that keeps rows in a local SQLite file. */
export const pythonEntityCli: Blueprint = {
  packageNeeds: () => [],
  generateProject,
  planProject: (requirements) =>
    servicePlan(modelOf(requirements), generateProject(requirements), 'Build the commands'),
  probeScript(requirements) {
    const project = modelOf(requirements);
    const names = entityCommands(project).map(({ name }) => name.split(' ')[0] ?? name);
    const content = render('entity-cli/probe.mjs', {
      sections: JSON.stringify(probeSections(project, pythonWordsOf), null, 2),
      commands: JSON.stringify([...new Set(names)]),
      dataVariable: dataVariable(requirements),
      program: JSON.stringify(['python3', '-m', packageName(requirements.name)]),
      environment: JSON.stringify({ PYTHONPATH: 'src', PYTHONDONTWRITEBYTECODE: '1' }),
      build: '[]',
      rowsFile: requirements.rowsFile?.name ?? '',
      worker: '',
    });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage: (requirements) => entityCli.commitMessage(requirements),
};
