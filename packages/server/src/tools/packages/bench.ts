import type { Raise, RaiseBench } from '../../repair/raise.ts';
import { throwIfAborted } from '../../shared/abort.ts';
import { ToolError } from '../../shared/errors.ts';
import type { ToolContext } from '../contract.ts';
import { readProjectFacts } from '../project.ts';
import { plainOutput, runIn, succeeded } from '../running.ts';
import type { PackageProject } from './contract.ts';
import { firstFailure } from './first-failure.ts';
import { newestIn } from './look-up.ts';

/** Packages of small steps have hundreds of versions. */
const mostBetween = 40;

/** A project, at whatever versions are to be tried. */
export interface ProjectBench extends Omit<RaiseBench, 'hasTime'> {
  /** Installs and checks the project as it is. Returns the names of the checks that pass. @throws ToolError where its tests do not. */
  baseline(): Promise<string[]>;
  /** The newest version of each major, and of the major that it has each minor's. */
  between(raise: Raise): Promise<string[]>;
  /** Leaves the project with these raises, installed. */
  settle(raises: readonly Raise[]): Promise<void>;
}

interface Check {
  name: string;
  argv: string[];
}

export function createBench(context: ToolContext, project: PackageProject): ProjectBench {
  const { workspace, signal } = context;
  const facts = readProjectFacts(workspace.root);
  const checks: Check[] = [];
  const demands = new Map<string, string | null>();
  let stands = '';

  const install = (raises: readonly Raise[]): Promise<string | null> => {
    stands = keyOf(raises);
    return project.install(raises);
  };

  const check = async ({ name, argv }: Check): Promise<string | null> => {
    const result = await runIn(context, { argv, network: 'none' });
    throwIfAborted(signal);
    if (succeeded(result)) return null;
    return `${name} ${firstFailure(plainOutput(`${result.stdout}\n${result.stderr}`, workspace.root))}`;
  };

  const versionIn = async (name: string, range: string): Promise<string | null> => {
    const found = await newestIn(context, project.ecosystem, name, range);
    if (found !== null) demands.set(`${name}@${found.version}`, found.engines);
    return found?.version ?? null;
  };

  const demandOf = async (name: string, version: string): Promise<string | null> => {
    if (!demands.has(`${name}@${version}`)) await versionIn(name, project.versions.only(version));
    return demands.get(`${name}@${version}`) ?? null;
  };

  return {
    async baseline() {
      const tests = facts.test;
      if (tests === null)
        throw new ToolError(
          `The project declares no tests that could say which versions are good${whereTests(facts)}.`,
        );
      const failed = await install([]);
      if (failed !== null)
        throw new ToolError(
          `The packages of the project could not be installed as they are: ${failed.replace(/\.$/, '')}.`,
        );
      const why = await check({ name: 'tests', argv: tests });
      if (why !== null)
        throw new ToolError(
          `Nothing was raised: the ${why} as the packages are now. Mend that first (codewright fix).`,
        );
      const others = [
        { name: 'types', argv: facts.typecheck },
        { name: 'lint rules', argv: facts.lint },
      ];
      for (const { name, argv } of others)
        if (argv !== null && (await check({ name, argv })) === null) checks.push({ name, argv });
      checks.splice(1, 0, { name: 'tests', argv: tests });
      return checks.map(({ name }) => name);
    },

    async attempt(raises) {
      for (const raise of raises) {
        const refused = project.refuses(raise, await demandOf(raise.name, raise.to));
        if (refused !== null) return refused;
      }
      const failed = await install(raises);
      if (failed !== null) return failed;
      for (const one of checks) {
        const why = await check(one);
        if (why !== null) return why;
      }
      return null;
    },

    async between({ name, from, to }) {
      const found: string[] = [];
      for (let above: string | null = to; above !== null && found.length < mostBetween; ) {
        const range: string | null = project.versions.below(above, from);
        above = range === null ? null : await versionIn(name, range);
        if (above !== null) found.unshift(above);
      }
      return found;
    },

    async settle(raises) {
      if (stands === keyOf(raises)) return;
      const failed = await install(raises);
      if (failed !== null) throw new ToolError(`The packages that passed could not be installed again: ${failed}.`);
    },
  };
}

function whereTests({ ecosystem }: { ecosystem: string }): string {
  return ecosystem === 'node' ? ' (package.json scripts.test)' : '';
}

const keyOf = (raises: readonly Raise[]) =>
  raises
    .map(({ name, to }) => `${name}@${to}`)
    .sort()
    .join(' ');
