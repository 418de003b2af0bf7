import type { JsonValue } from '@codewright/protocol/json';
import { z } from 'zod';
import type { ProjectTask } from '../../craft/contract.ts';
import type { GeneratedFile } from '../../craft/requirements.ts';
import { CodewrightError, ToolError } from '../../shared/errors.ts';
import type { ResolvedPackage } from '../../research/contract.ts';
import type { Tool, ToolContext } from '../contract.ts';
import { workOff } from '../team/plan-lanes.ts';
import { blueprintOf, requirementsOf } from './requirements-of.ts';
import { writeFiles } from '../files/written.ts';

const input = z.lazy(() => z.object({ requirements: z.unknown().optional() }));
type Input = z.infer<typeof input>;

export const scaffoldProject: Tool<Input> = {
  name: 'scaffold_project',
  input,
  risk: 'reversible',
  effect: 'write',
  says: (_input, output) => (output ? (output.text.split('\n', 1)[0] ?? '').replace(/:$/, '') : 'write the project'),
  async run(given, context) {
    const requirements = await requirementsOf(given.requirements, context);
    const blueprint = await blueprintOf(requirements);
    try {
      const packages = await resolve(blueprint.packageNeeds(requirements), context);
      const versions = Object.fromEntries(packages.map(({ name, version }) => [name, version]));
      const generated = blueprint.generateProject(requirements, versions);
      const { tasks } = blueprint.planProject(requirements);
      await writeByPlan(generated, tasks, context);
      const paths = generated.map(({ path }) => path);
      return {
        text: `Wrote ${paths.length} files:\n${paths.join('\n')}\nPackages: ${packages.map(({ name, version }) => `${name}@${version}`).join(', ')}`,
        data: { files: paths, packages, message: blueprint.commitMessage(requirements) },
      };
    } catch (error) {
      // Requirements that contradict themselves are for whoever stated them to mend.
      if (error instanceof CodewrightError && error.code === 'INVALID_INPUT') throw new ToolError(error.message);
      throw error;
    }
  },
};

/** Of its phase; the rest of it is installing, checking and mending what was written. */
const shareOfWriting = 0.5;

/** Task by task as the plan has them, independent ones at once; what no task owns comes before all of them. */
async function writeByPlan(
  files: readonly GeneratedFile[],
  tasks: readonly ProjectTask[],
  context: ToolContext,
): Promise<void> {
  const owned = new Set(tasks.flatMap((task) => task.files));
  const rest = files.filter(({ path }) => !owned.has(path));
  if (rest.length > 0) await writeFiles(rest, context);
  const whole = tasks.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const tell = (event: string, { id, title, weight }: ProjectTask) =>
    context.emit({
      kind: 'event',
      actor: { type: 'agent', id: context.agent },
      summary: title,
      data: { event, task: id, title, share: (shareOfWriting * weight) / whole },
    });
  await workOff(
    tasks.map((task) => ({ ...task, after: task.dependsOn })),
    async (task) => {
      await tell('task-started', task);
      const own = files.filter(({ path }) => task.files.includes(path));
      if (own.length > 0) await writeFiles(own, context);
      await tell('task-finished', task);
    },
  );
}

type Resolved = Pick<ResolvedPackage, 'name' | 'version' | 'latest' | 'source' | 'asOf'> & { dev: boolean };

async function resolve(
  needs: { name: string; range: string; dev: boolean }[],
  context: ToolContext,
): Promise<Resolved[]> {
  const found = await context.registry.resolve(
    needs.map(({ name, range }) => ({ name, range })),
    context.signal,
  );
  const dev = new Map(needs.map((need) => [need.name, need.dev]));
  const packages = found.map(({ name, version, latest, source, asOf }) => ({
    name,
    version,
    latest,
    source,
    asOf,
    dev: dev.get(name) ?? false,
  }));
  await context.emit({
    kind: 'event',
    actor: { type: 'agent', id: context.agent },
    summary: `Resolved ${packages.length} packages`,
    data: { event: 'packages-resolved', packages: packages as unknown as JsonValue },
  });
  return packages;
}
