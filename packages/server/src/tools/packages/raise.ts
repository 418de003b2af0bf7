import type { JsonObject } from '@codewright/protocol/json';
import semver from 'semver';
import { type Raise, raiseAll, type Raised } from '../../repair/raise.ts';
import type { ResolvedPackage } from '../../research/contract.ts';
import { ToolError } from '../../shared/errors.ts';
import type { ToolContext } from '../contract.ts';
import { createBench } from './bench.ts';
import type { PackageProject, Step, Versions } from './contract.ts';
import { resolveEach } from './look-up.ts';

/** The gates install and test once more after it. */
const share = 0.7;

/** What is known of one package. */
interface Outdated {
  raise: Raise;
  newest: string;
  resolved: ResolvedPackage;
}

/** Raises the packages named, or all that the project declares, as far as its checks allow. @throws ToolError for one that it does not declare. */
export async function raise(packages: readonly string[] | undefined, context: ToolContext) {
  const until = performance.now() + 1000 * (context.job.request.caps.seconds ?? 1_200) * share;
  const project = await openProject(context);
  const wanted = packages?.map((name) => project.nameOf(name));
  const unknown = wanted?.filter((name) => !project.declared.some((one) => one.name === name)) ?? [];
  if (unknown.length > 0) {
    const why = project.left.find(({ name }) => name === unknown[0])?.why;
    throw new ToolError(
      `The project declares no package ${unknown.join(', ')} of the registry${why === undefined ? '' : `: ${why}`}.`,
    );
  }
  const bench = createBench(context, project);
  const checks = await bench.baseline();
  const { outdated, current, left } = await compare(context, project, wanted);
  const raised = await raiseAll(groupsOf(outdated, project.versions), {
    attempt: (raises) => bench.attempt(raises),
    between: (raise) => bench.between(raise),
    hasTime: () => performance.now() < until,
  });
  await bench.settle(raised.kept);
  return describe(raised, { outdated, current, left, checks, versions: project.versions });
}

/** The project in the terms of its ecosystem. @throws ToolError where there is none whose packages are raised. */
async function openProject(context: ToolContext): Promise<PackageProject> {
  const { workspace, signal } = context;
  const listed = await workspace.files({ tree: await workspace.treeHash(signal), signal });
  const paths = (listed ?? []).flatMap(({ path, blob }) => (blob === null ? [] : [path]));
  if (paths.includes('package.json')) return (await import('./npm/project.ts')).npmProject(context, paths);
  if (paths.includes('go.mod')) return (await import('./go/project.ts')).goProject(context, paths);
  if (paths.some((path) => /^(?:pyproject\.toml|requirements[\w-]*\.txt|setup\.(?:py|cfg)|Pipfile)$/.test(path)))
    return (await import('./pip/project.ts')).pipProject(context, paths);
  const rust = paths.includes('Cargo.toml') ? ', and this is a project of Rust' : '';
  throw new ToolError(
    `There is no package.json, go.mod, requirements.txt or pyproject.toml: only packages of npm, Go and pip are raised${rust}.`,
  );
}

/** Every package with the newest version that goes with the others, beside what is installed. */
async function compare(context: ToolContext, project: PackageProject, wanted: readonly string[] | undefined) {
  const { declared, versions } = project;
  const names = declared.map(({ name }) => name).filter((name) => wanted?.includes(name) ?? true);
  const skipped = wanted ? [] : [...project.left];
  const { found, failed } = await resolveEach(context, project.ecosystem, names);
  skipped.push(...failed);
  const outdated: Outdated[] = [];
  let current = 0;
  for (const resolved of found) {
    const { name, version, latest } = resolved;
    const from =
      (await project.installed(name)) ?? declared.find((one) => one.name === name)?.least ?? resolved.version;
    if (resolved.source === 'curated') {
      skipped.push({ name, why: 'the registry did not say which version is the newest' });
    } else if (versions.compare(version, from) > 0) {
      outdated.push({ raise: { name, from, to: version }, newest: latest, resolved });
    } else if (resolved.note !== undefined && versions.compare(latest, from) > 0) {
      skipped.push({ name, why: resolved.note });
    } else current += 1;
  }
  return { outdated, current, left: skipped };
}

/** Types go with what they describe, and packages with those that demand a version of them; small steps before large ones. */
function groupsOf(outdated: readonly Outdated[], versions: Versions): Raise[][] {
  const groups: Outdated[][] = [];
  for (const one of outdated) {
    const related = groups.filter((group) => group.some((other) => belongs(one, other) || belongs(other, one)));
    for (const group of related) groups.splice(groups.indexOf(group), 1);
    groups.push([...related.flat(), one]);
  }
  const size = (group: Outdated[]) =>
    Math.max(...group.map(({ raise: { from, to } }) => steps.indexOf(versions.step(from, to))));
  return groups.toSorted((a, b) => size(a) - size(b)).map((group) => group.map(({ raise }) => raise));
}

function belongs(one: Outdated, other: Outdated): boolean {
  const demanded = one.resolved.peers[other.raise.name];
  if (demanded !== undefined && semver.validRange(demanded) !== null && !semver.satisfies(other.raise.from, demanded))
    return true;
  return one.raise.name === `@types/${other.raise.name.replace(/^@([^/]+)\//, '$1__')}`;
}

const steps: readonly Step[] = ['patch', 'minor', 'major'];

function describe(
  { kept, held, attempts }: Raised,
  {
    outdated,
    current,
    left,
    checks,
    versions,
  }: {
    outdated: readonly Outdated[];
    current: number;
    left: { name: string; why: string }[];
    checks: string[];
    versions: Versions;
  },
): { text: string; data: JsonObject } {
  const isMajor = (from: string, to: string) => versions.step(from, to) === 'major';
  const newestOf = (name: string) => outdated.find(({ raise }) => raise.name === name)?.newest ?? '';
  const noteOf = (name: string) => outdated.find(({ raise }) => raise.name === name)?.resolved.note;
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');
  const raised = kept.toSorted(byName).map(({ name, from, to }) => ({
    name,
    from,
    to,
    newest: newestOf(name),
    major: isMajor(from, to),
  }));
  const back = held
    .map(({ raise: { name, from, to }, why }) => {
      const at = kept.find((one) => one.name === name)?.to ?? from;
      return { name, at, tried: to, why, major: isMajor(from, to) };
    })
    .sort(byName);
  const whole = outdated.length - back.length;
  const first =
    outdated.length === 0
      ? left.length === 0
        ? `Nothing to raise: all ${current} packages are at their newest version.`
        : `Nothing to raise: ${current} packages are at their newest version, ${left.length} could not be looked at or wait for others.`
      : raised.length === 0
        ? `No package could be raised: ${back.length} ${back.length === 1 ? 'has a newer version that does' : 'have newer versions that do'} not pass.`
        : `Raised ${raised.length} of ${outdated.length} packages, ${whole} of them to the newest; ${checks.join(', ')} pass.`;
  const lines = [
    first,
    ...section(
      'Raised:',
      raised.map(({ name, from, to, newest, major }) => {
        const note = noteOf(name);
        const short =
          newest === to || back.some((one) => one.name === name)
            ? ''
            : ` — newest is ${newest}${note ? `, ${note}` : ''}`;
        return `- ${name} ${from} → ${to}${major ? ' (major)' : ''}${short}`;
      }),
    ),
    ...section(
      'Held back:',
      back.map(
        ({ name, at, tried, why, major }) =>
          `- ${name} ${kept.some((one) => one.name === name) ? 'goes no further than' : 'stays at'} ${at}: with ${tried}${major ? ' (a new major version)' : ''} ${why}`,
      ),
    ),
    ...section(
      'Left alone:',
      left.toSorted(byName).map(({ name, why }) => `- ${name}: ${why}`),
    ),
  ];
  return {
    text: lines.join('\n'),
    data: { raised, held: back, left, current, attempts, checks },
  };
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}
