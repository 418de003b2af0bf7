import { mkdirSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Sandbox } from '../contract.ts';
import type { CleanClone } from './contract.ts';
import { useSha256, writeGitFolder } from './create.ts';
import { execIn } from './exec.ts';
import { removeTree } from './files.ts';
import type { GitRunner } from './git.ts';
import type { ObjectFormat } from './packs.ts';
import { Repo } from './repo.ts';
import type { RepoPlaces } from './repo.ts';

const script = `
test "$2" = sha1 || ${useSha256}
git read-tree -u --reset "$1"
git rev-parse "$1^{tree}"
`;

/** A checkout of one commit in a folder of its own: only what is committed is in it, so nothing else can make a gate green. */
export async function makeClone(
  from: RepoPlaces,
  folder: string,
  commit: string,
  objectFormat: ObjectFormat,
  deps: { sandbox: Sandbox; git: GitRunner; signal: AbortSignal },
): Promise<CleanClone> {
  const root = join(folder, randomBytes(6).toString('hex'));
  const places: RepoPlaces = {
    tree: join(root, 'tree'),
    git: join(root, 'git'),
    packages: join(root, 'packages'),
    objects: [join(from.git, 'objects'), ...from.objects],
  };
  for (const path of [places.tree, places.git, places.packages]) mkdirSync(path, { recursive: true });
  writeFileSync(join(places.tree, '.git'), `gitdir: ${places.git}\n`);
  writeGitFolder(deps.git, places, { objects: places.objects, commonDir: from.git });
  writeFileSync(join(places.git, 'HEAD'), `${commit}\n`);
  const repo = new Repo(places, deps.git, commit, objectFormat);
  const dispose = (): Promise<void> => removeTree(root);
  try {
    const tree = (await repo.run({ script, args: [commit, objectFormat], signal: deps.signal })).toString().trim();
    return {
      root: places.tree,
      commit,
      tree,
      exec: (spec) => execIn(deps.sandbox, places, repo.workMounts(), spec),
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
