import { CodewrightError } from '../../shared/errors.ts';
import type { Mount } from '../contract.ts';
import type { PushOptions } from './contract.ts';
import { gitFailure, type GitRunner } from './git.ts';
import { findRepository, sourceMounts } from './source.ts';

const pushScript = `
git rev-parse --verify --quiet "refs/heads/$1^{commit}" >/dev/null || exit 3
git push --quiet --no-verify --porcelain "$2" "refs/heads/$1:refs/heads/$1"
`;

/**
 * Pushes a result branch, as a fast-forward only, from inside the sandbox, which reaches that host and no other.
 * @throws CodewrightError CONFLICT when the remote's branch has gone on or the branch is gone, FORBIDDEN, GIT_FAILED.
 */
export async function pushBranch(git: GitRunner, options: PushOptions): Promise<void> {
  const { repository, branch, url, authorization, cafile, signal } = options;
  const source = findRepository(repository);
  const { hostname, port, host } = new URL(url);
  const local = hostname === '127.0.0.1' || hostname === 'localhost';
  const output = await git.try({
    script: pushScript,
    args: [branch, url],
    cwd: source.root,
    mounts: [
      ...sourceMounts(source),
      ...(cafile === undefined ? [] : [{ path: cafile, access: 'read' } satisfies Mount]),
    ],
    env: {
      GIT_DIR: source.gitDir,
      GIT_WORK_TREE: source.root,
      ...(cafile === undefined ? {} : { GIT_SSL_CAINFO: cafile }),
    },
    settings: {
      'protocol.https.allow': 'always',
      ...(local ? { 'protocol.http.allow': 'always' } : {}),
      'http.followRedirects': 'false',
      [`http.${url}.extraHeader`]: `Authorization: ${authorization}`,
    },
    network: local ? { mode: 'allow', hosts: [], loopback: [Number(port || 80)] } : { mode: 'allow', hosts: [host] },
    signal,
  });
  if (output.code === 0) return;
  const said = output.stderr.replaceAll(authorization, '…');
  if (output.code === 3) throw conflict(`There is no branch ${branch} in ${repository} any more.`);
  if (/non-fast-forward|fetch first|rejected/.test(`${said}${output.stdout.toString()}`)) {
    throw conflict(`The remote’s branch ${branch} has gone on, or takes no push.`);
  }
  if (/403|401|Authentication failed|could not read Username|denied/.test(said)) {
    throw new CodewrightError('FORBIDDEN', `${host} does not let this token push to the repository.`, {
      hint: 'It must be allowed to write contents of this repository.',
    });
  }
  throw gitFailure({ ...output, stderr: said });
}

function conflict(message: string): CodewrightError {
  return new CodewrightError('CONFLICT', message, { hint: 'Look at it with: git fetch; codewright jobs diff' });
}
