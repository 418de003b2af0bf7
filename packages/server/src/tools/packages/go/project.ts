import semver from 'semver';
import { throwIfAborted } from '../../../shared/abort.ts';
import { ToolError } from '../../../shared/errors.ts';
import type { ToolContext } from '../../contract.ts';
import { plainOutput, runIn, succeeded } from '../../running.ts';
import type { PackageProject } from '../contract.ts';
import { goVersions } from '../semantic-versions.ts';
import { readGoMod } from './manifest.ts';

const kept = ['go.mod', 'go.sum'] as const;

/** A module of Go. @throws ToolError for a workspace of several, or one that keeps copies of its packages. */
export async function goProject(context: ToolContext, paths: readonly string[]): Promise<PackageProject> {
  const { workspace, signal } = context;
  const other = ['go.work', 'vendor/modules.txt'].find((path) => paths.includes(path));
  if (other !== undefined) throw new ToolError(`With ${other} modules are not raised yet.`);
  const texts = new Map<string, string>();
  for (const path of kept) if (paths.includes(path)) texts.set(path, (await workspace.read(path)).toString('utf8'));
  const manifest = readGoMod(texts.get('go.mod') ?? '');
  /** Whether go.mod and go.sum were as `go mod tidy` leaves them: then they are left so. */
  let tidy: boolean | null = null;

  const go = async (...words: string[]): Promise<string | null> => {
    const result = await runIn(context, { argv: ['go', ...words], network: 'install', timeMs: 300_000 });
    throwIfAborted(signal);
    return succeeded(result) ? null : goReason(plainOutput(`${result.stderr}\n${result.stdout}`, workspace.root));
  };
  const current = async (): Promise<string> => {
    const files = await Promise.all(kept.map((path) => workspace.read(path).catch(absent)));
    return files.map((file) => file.toString('utf8')).join('\0');
  };
  const restore = async (): Promise<void> => {
    for (const [path, text] of texts) await workspace.write(path, text);
  };

  return {
    ecosystem: 'go',
    versions: goVersions,
    declared: manifest.direct.map(({ path, version }) => ({ name: path, least: version })),
    left: manifest.left,
    nameOf: (word) => word,
    installed: async (name) => manifest.direct.find(({ path }) => path === name)?.version ?? null,

    async install(raises) {
      if (tidy === null) {
        const failed = await go('mod', 'download');
        if (failed !== null) return failed;
        const before = await current();
        tidy = (await go('mod', 'tidy')) === null && (await current()) === before;
        await restore();
        return null;
      }
      await restore();
      if (raises.length === 0) return null;
      // All of them by name: where one demands another version of the next, Go says so and does not go along by itself.
      const wanted = manifest.direct.map(({ path, version }) => {
        const to = raises.find(({ name }) => name === path)?.to ?? version;
        return `${path}@${to}`;
      });
      return (await go('get', '-t', ...wanted, './...')) ?? (tidy ? go('mod', 'tidy') : null);
    },

    refuses(_raise, demand) {
      const [least, own] = [semver.coerce(demand), semver.coerce(manifest.go)];
      // Before 1.21 the line said which language a module is written in, and bound nobody.
      return least && own && semver.gte(least, '1.21.0') && semver.gt(least, own)
        ? `it needs Go ${demand}, and go.mod promises ${manifest.go}`
        : null;
    },
  };
}

function absent(error: unknown): Buffer {
  if (error instanceof ToolError) return Buffer.alloc(0);
  throw error;
}

/** Why go did not take it, in a few words. */
function goReason(output: string): string {
  const demand = /^(?:go: |\s+)?(\S+@\S+) requires (\S+@\S+), (?:not|but) .*$/m.exec(output);
  if (demand) return `${demand[1]} demands ${demand[2]}`;
  const line = output
    .split('\n')
    .map((text) => text.replace(/^go: (?!downloading)/, '').trim())
    .find((text) => text !== '' && !/^go: downloading|^(?:upgraded|added|downgraded) /.test(text));
  return `go says: ${(line ?? 'nothing').slice(0, 200)}`;
}
