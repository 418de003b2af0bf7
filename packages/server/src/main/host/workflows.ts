import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { WorkflowsHost } from '../../cli/contract.ts';
import type { LoadedConfig } from '../../config.ts';
import { systemClock } from '../../shared/clock.ts';
import { CodewrightError } from '../../shared/errors.ts';
import { drawWorkflow } from '../../workflow/draw.ts';
import { createCatalog } from '../catalog.ts';
import { calledBy, namesIn, openProjectWorkflows, type ProjectWorkflow } from '../project-workflows.ts';

/** A workflow that is longer is none that a person wrote. */
const mostBytes = 256 * 1024;

/** What a person can do with workflows: look at them, check a file, approve those of a project. */
export function createWorkflowsHost({ home, config }: LoadedConfig): WorkflowsHost {
  const catalog = createCatalog(() => Object.keys(config.agents));
  const project = openProjectWorkflows(home);
  const of = (repository: string | null) => (repository === null ? [] : project.list(repository));
  const find = (repository: string | null, name: string): ProjectWorkflow => {
    const all = of(repository);
    const found = all.find((one) => one.name === name);
    if (found) return found;
    throw new CodewrightError('NOT_FOUND', `This project has no workflow ${name}.`, {
      hint: `Its own lie in .codewright/workflows${all.length > 0 ? `: ${all.map((one) => one.name).join(', ')}` : ''}.`,
    });
  };
  const drawn = (one: ProjectWorkflow, all: readonly ProjectWorkflow[]) =>
    drawWorkflow(
      catalog.workflow(
        one.name,
        Object.fromEntries([one, ...calledBy(one, all)].map((each) => [each.name, each.text])),
      ),
    );

  return {
    list: (repository) => [
      ...catalog
        .workflows()
        .map(({ name, description }) => ({ name, about: description, from: 'codewright' as const })),
      ...of(repository).map((one) => ({ name: one.name, about: one.file, from: one.state })),
    ],

    show(repository, name) {
      const all = of(repository);
      const own = all.find((one) => one.name === name);
      return own ? drawn(own, all) : drawWorkflow(catalog.workflow(name));
    },

    check(file) {
      const text = read(file);
      // Beside it lie those that it may call.
      const folder = dirname(file);
      const beside = readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name) && statSync(join(folder, name)).isFile())
        .flatMap((name) => {
          const other = read(join(folder, name));
          return namesIn(other, name).map((each) => [each, other] as const);
        });
      return namesIn(text, basename(file)).map((name) => {
        if (catalog.comesWithIt(name) && /[\\/]\.codewright[\\/]workflows$/.test(folder)) throw taken(name);
        return drawWorkflow(catalog.read(text, { file, name, own: Object.fromEntries(beside) }));
      });
    },

    async trust(repository, name, confirm) {
      const one = find(repository, name);
      if (catalog.comesWithIt(name)) throw taken(name);
      const all = of(repository);
      const whole = [one, ...calledBy(one, all)];
      const tree = drawn(one, all);
      if (whole.every(({ state }) => state === 'approved')) return 'was already';
      if (!(await confirm({ files: whole.map(({ file, state }) => `${file} (${state})`), tree }))) return 'no';
      project.approve(repository ?? '', whole, systemClock.now().toISOString());
      return 'yes';
    },

    distrust: (repository, name) => repository !== null && project.revoke(repository, name),
  };
}

const taken = (name: string) =>
  new CodewrightError('WORKFLOW_INVALID', `A workflow called ${name} comes with Codewright.`, {
    hint: 'Give the one of your project another name.',
  });

function read(file: string): string {
  if (existsSync(file) && statSync(file).isFile()) {
    if (statSync(file).size <= mostBytes) return readFileSync(file, 'utf8');
    throw new CodewrightError('WORKFLOW_INVALID', `${file} is too large to be a workflow.`);
  }
  throw new CodewrightError('NOT_FOUND', `There is no file ${file}.`);
}
