import type { JsonObject } from '@codewright/protocol/json';
import semver from 'semver';
import { type Raise, raiseAll, type Raised } from '../../repair/raise.ts';
import type { ResolvedPackage } from '../../research/contract.ts';
import { ToolError } from '../../shared/errors.ts';
import type { ToolContext } from '../contract.ts';
import { createNpmBench, isAnswer } from './npm-bench.ts';
import { type Manifests, readManifests } from './npm-manifests.ts';

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
  const manifests = await readManifests(context);
  const unknown = packages?.filter((name) => !manifests.declared.some((one) => one.name === name)) ?? [];
  if (unknown.length > 0) throw new ToolError(`The project declares no package ${unknown.join(', ')} of the registry.`);
  const bench = createNpmBench(context, manifests);
  const checks = await bench.baseline();
  const { outdated, current, left } = await compare(context, manifests, packages, (name) => bench.installed(name));
  const raised = await raiseAll(groupsOf(outdated), {
    attempt: (raises) => bench.attempt(raises),
    between: (raise) => bench.between(raise),
    hasTime: () => performance.now() < until,
  });
  await bench.settle(raised.kept);
  const told = describe(raised, outdated, current, left, checks);
  return { text: told.text, data: told.data };
}

/** Every package with the newest version that goes with the others, beside what is installed. */
async function compare(
  context: ToolContext,
  { declared, left }: Manifests,
  wanted: readonly string[] | undefined,
  installed: (name: string) => Promise<string | null>,
) {
  const names = declared.map(({ name }) => name).filter((name) => wanted?.includes(name) ?? true);
  const skipped = wanted ? [] : [...left];
  const { found, failed } = await resolveEach(context, names);
  skipped.push(...failed);
  const outdated: Outdated[] = [];
  let current = 0;
  for (const resolved of found) {
    const ranges = declared.find(({ name }) => name === resolved.name)?.places ?? [];
    const from =
      (await installed(resolved.name)) ?? semver.minVersion(ranges[0]?.range ?? '*')?.version ?? resolved.version;
    if (resolved.source === 'curated') {
      skipped.push({ name: resolved.name, why: 'the registry did not say which version is the newest' });
    } else if (semver.gt(resolved.version, from)) {
      outdated.push({ raise: { name: resolved.name, from, to: resolved.version }, newest: resolved.latest, resolved });
    } else if (resolved.note !== undefined && semver.gt(resolved.latest, from)) {
      skipped.push({ name: resolved.name, why: resolved.note });
    } else current += 1;
  }
  return { outdated, current, left: skipped };
}

/** All together, so that what one demands of another is looked at; one by one where the registry does not know one of them. */
async function resolveEach({ registry, signal }: ToolContext, names: readonly string[]) {
  const failed: { name: string; why: string }[] = [];
  try {
    return {
      found: await registry.resolve(
        names.map((name) => ({ name })),
        signal,
      ),
      failed,
    };
  } catch (error) {
    if (!isAnswer(error)) throw error;
  }
  const found: ResolvedPackage[] = [];
  for (const name of names) {
    try {
      found.push(...(await registry.resolve([{ name }], signal)));
    } catch (error) {
      if (!isAnswer(error)) throw error;
      failed.push({ name, why: error.message });
    }
  }
  return { found, failed };
}

/** Types go with what they describe, and packages with those that demand a version of them; small steps before large ones. */
function groupsOf(outdated: readonly Outdated[]): Raise[][] {
  const groups: Outdated[][] = [];
  for (const one of outdated) {
    const related = groups.filter((group) => group.some((other) => belongs(one, other) || belongs(other, one)));
    for (const group of related) groups.splice(groups.indexOf(group), 1);
    groups.push([...related.flat(), one]);
  }
  const size = (group: Outdated[]) => Math.max(...group.map(({ raise }) => stepOf(raise)));
  return groups.toSorted((a, b) => size(a) - size(b)).map((group) => group.map(({ raise }) => raise));
}

function belongs(one: Outdated, other: Outdated): boolean {
  const demanded = one.resolved.peers[other.raise.name];
  if (demanded !== undefined && semver.validRange(demanded) !== null && !semver.satisfies(other.raise.from, demanded))
    return true;
  return one.raise.name === `@types/${other.raise.name.replace(/^@([^/]+)\//, '$1__')}`;
}

function stepOf({ from, to }: Raise): number {
  return semver.major(to) > semver.major(from) ? 2 : semver.minor(to) > semver.minor(from) ? 1 : 0;
}

function describe(
  { kept, held, attempts }: Raised,
  outdated: readonly Outdated[],
  current: number,
  left: { name: string; why: string }[],
  checks: string[],
): { text: string; data: JsonObject } {
  const newestOf = (name: string) => outdated.find(({ raise }) => raise.name === name)?.newest ?? '';
  const noteOf = (name: string) => outdated.find(({ raise }) => raise.name === name)?.resolved.note;
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name, 'en');
  const raised = kept.toSorted(byName).map(({ name, from, to }) => ({
    name,
    from,
    to,
    newest: newestOf(name),
    major: semver.major(to) > semver.major(from),
  }));
  const back = held
    .map(({ raise: { name, from, to }, why }) => {
      const at = kept.find((one) => one.name === name)?.to ?? from;
      return { name, at, tried: to, why, major: semver.major(to) > semver.major(from) };
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
