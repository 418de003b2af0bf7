import { gitFailure, type GitRunner } from './git.ts';
import { findRepository, sourceMounts } from './source.ts';

/** The address that a remote is pushed to; null where there is no such remote. */
export async function remoteAddress(
  git: GitRunner,
  { repository, remote, signal }: { repository: string; remote: string; signal: AbortSignal },
): Promise<string | null> {
  const source = findRepository(repository);
  const output = await git.try({
    script: 'git config --get "remote.$1.pushurl" || git config --get "remote.$1.url" || exit 3',
    args: [remote],
    cwd: source.root,
    mounts: sourceMounts(source),
    env: { GIT_DIR: source.gitDir },
    signal,
  });
  if (output.code === 3) return null;
  if (output.code !== 0) throw gitFailure(output);
  return output.stdout.toString().trim();
}
