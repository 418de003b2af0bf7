import semver from 'semver';
import type { Raise } from '../../../repair/raise.ts';
import { throwIfAborted } from '../../../shared/abort.ts';
import { ToolError } from '../../../shared/errors.ts';
import type { ToolContext } from '../../contract.ts';
import { plainOutput, runIn, succeeded } from '../../running.ts';
import type { PackageProject } from '../contract.ts';
import { semanticVersions } from '../semantic-versions.ts';
import { lockWithout } from './lock.ts';
import { readManifests, withRaises } from './manifests.ts';

/** A project of npm and its workspaces. @throws ToolError where npm does not rule it. */
export async function npmProject(context: ToolContext, paths: readonly string[]): Promise<PackageProject> {
  const { workspace, signal } = context;
  const manifests = await readManifests(context, paths);
  const { lock } = manifests;

  const npm = async (...words: string[]): Promise<string | null> => {
    const lockless = lock === null ? ['--no-package-lock'] : [];
    const argv = ['npm', ...words, '--ignore-scripts', '--no-audit', '--no-fund', ...lockless];
    const result = await runIn(context, { argv, network: 'install', timeMs: 300_000 });
    throwIfAborted(signal);
    return succeeded(result) ? null : npmReason(plainOutput(`${result.stderr}\n${result.stdout}`, workspace.root));
  };

  /** Whether it goes where the lock does not hold what only the old versions needed. */
  const goesAfresh = async (raises: readonly Raise[]): Promise<boolean> => {
    const names = raises.map(({ name }) => name);
    const fresh = lock === null ? null : lockWithout(manifests.texts.get(lock) ?? '', names);
    if (lock === null || fresh === null) return false;
    await workspace.write(lock, fresh);
    return (await npm('install')) === null;
  };

  const installed = async (name: string): Promise<string | null> => {
    try {
      const text = (await workspace.read(`node_modules/${name}/package.json`)).toString('utf8');
      const { version } = JSON.parse(text) as { version?: unknown };
      return typeof version === 'string' ? semver.valid(version) : null;
    } catch (error) {
      if (error instanceof ToolError || error instanceof SyntaxError) return null;
      throw error;
    }
  };

  let begun = false;
  return {
    ecosystem: 'npm',
    versions: semanticVersions,
    declared: manifests.declared.map(({ name, places }) => ({
      name,
      least: semver.minVersion(places[0]?.range ?? '*')?.version ?? null,
    })),
    left: manifests.left,
    nameOf: (word) => word,
    installed,

    async install(raises) {
      if (!begun && raises.length === 0) {
        begun = true;
        // A lock that was made where the registry lacks packages of other platforms is refused by `npm ci`, and good for `npm install`.
        const strictly = lock === null ? 'no lock' : await npm('ci');
        return strictly === null ? null : npm('install');
      }
      for (const [path, text] of withRaises(manifests, raises)) await workspace.write(path, text);
      const failed = await npm('install');
      if (failed !== null && !(await goesAfresh(raises))) return failed;
      // A range that holds the new version as it is leaves the lock where it was.
      const behind: string[] = [];
      for (const { name, to } of raises) if ((await installed(name)) !== to) behind.push(name);
      return behind.length === 0 || lock === null ? null : npm('update', ...behind);
    },

    refuses({ name }, demand) {
      const ships = manifests.declared.find((one) => one.name === name)?.development === false;
      return ships && manifests.node !== null && demand && !semver.subset(manifests.node, demand)
        ? `it needs Node ${demand}, and the project promises ${manifests.node}`
        : null;
    },
  };
}

/** Why npm did not install it, in a few words. */
function npmReason(output: string): string {
  const peer = /peer(?:Optional)? (\S+)@"([^"]+)" from (\S+)/.exec(output);
  if (peer) return `${peer[3]} demands ${peer[1]} ${peer[2]}`;
  const line = output
    .split('\n')
    .map((text) => text.replace(/^npm (?:error|ERR!)\s*/, '').trim())
    .find((text) => text !== '' && !/^(?:code|errno|syscall|A complete log)\b/.test(text));
  return `npm says: ${(line ?? 'nothing').slice(0, 200)}`;
}
