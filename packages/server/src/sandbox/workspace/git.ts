import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CodewrightError } from '../../shared/errors.ts';
import { abortError } from '../../shared/abort.ts';
import { despiteLoss, LostSandbox } from '../../shared/lost.ts';
import { removeLocks } from './state.ts';
import type { Mount, Network, Sandbox } from '../contract.ts';

export interface Identity {
  name: string;
  email: string;
}

/** Settings that hold for every git command of ours, whatever a repository's own configuration says. */
const settings: Readonly<Record<string, string>> = {
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'core.attributesFile': '/dev/null',
  'core.excludesFile': '/dev/null',
  'core.autocrlf': 'false',
  'core.safecrlf': 'false',
  'core.symlinks': 'true',
  'core.protectHFS': 'true',
  'core.protectNTFS': 'true',
  // A reflog would be written where nothing else has to be.
  'core.logAllRefUpdates': 'false',
  'core.pager': 'cat',
  'core.editor': 'true',
  'core.quotePath': 'false',
  'core.alternateRefsCommand': 'true',
  'core.untrackedCache': 'false',
  'credential.helper': '',
  'diff.ignoreSubmodules': 'all',
  'fetch.recurseSubmodules': 'false',
  'submodule.recurse': 'false',
  'protocol.allow': 'never',
  'protocol.file.allow': 'always',
  'transfer.fsckObjects': 'true',
  'commit.gpgSign': 'false',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'advice.addEmbeddedRepo': 'false',
  'safe.directory': '*',
};

/** The whole environment of a git command: no configuration but the repository's own, overruled where it could run something. */
export function gitEnvironment(identity: Identity): Record<string, string> {
  const env: Record<string, string> = {
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    LC_ALL: 'C.UTF-8',
  };
  const entries = Object.entries(settings);
  env['GIT_CONFIG_COUNT'] = String(entries.length);
  for (const [index, [key, value]] of entries.entries()) {
    env[`GIT_CONFIG_KEY_${index}`] = key;
    env[`GIT_CONFIG_VALUE_${index}`] = value;
  }
  return env;
}

/** Variables that add settings to those of `gitEnvironment`. */
function moreSettings(more: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(more);
  if (entries.length === 0) return {};
  const first = Object.keys(settings).length;
  const env: Record<string, string> = { GIT_CONFIG_COUNT: String(first + entries.length) };
  for (const [index, [key, value]] of entries.entries()) {
    env[`GIT_CONFIG_KEY_${first + index}`] = key;
    env[`GIT_CONFIG_VALUE_${first + index}`] = value;
  }
  return env;
}

export interface GitRun {
  /** Lines of sh; `git` in them has the settings above. `$1`, `$2` … are `args`. Stops at the first failing command. */
  script: string;
  args?: string[];
  cwd: string;
  mounts: Mount[];
  env?: Record<string, string>;
  /** Settings beside those that hold for every command. */
  settings?: Readonly<Record<string, string>>;
  /** None when absent. */
  network?: Network;
  stdin?: string | Uint8Array;
  /** A git directory of ours: where its command was killed, locks are left that nobody holds. */
  locks?: string;
  /** Output may be long: it goes through a file, whole, instead of a pipe of which only head and tail are kept. */
  long?: boolean;
  signal: AbortSignal;
}

export interface GitOutput {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** A checkout of a very large repository takes minutes; a hung git still ends. */
const limits = { timeMs: 600_000, fileBytes: 8 * 1024 ** 3, outputBytes: 8 * 1024 * 1024 };

/** So long another git may hold a lock; one that was killed holds it for ever. */
const lockedMs = 5000;
const locked = /Unable to create '.*\.lock': File exists/;

/** Runs git, always inside the sandbox and without a network: no configuration of a repository reaches the host. */
export class GitRunner {
  readonly #sandbox: Sandbox;
  readonly #env: Record<string, string>;
  readonly identity: Identity;
  /** Folder for outputs and temporary indexes, outside every tree. */
  readonly scratch: string;

  constructor(sandbox: Sandbox, identity: Identity, scratch: string) {
    this.#sandbox = sandbox;
    this.#env = gitEnvironment(identity);
    this.identity = identity;
    this.scratch = scratch;
  }

  /** Whether one path can be shown in another's place; without a real sandbox it cannot. */
  get covers(): boolean {
    return this.#sandbox.kind !== 'process';
  }

  /** The outcome whatever the exit code. @throws CodewrightError when git did not run to its end. */
  async try(run: GitRun): Promise<GitOutput> {
    const ends = Date.now() + lockedMs;
    while (true) {
      const output = await despiteLoss(
        () => this.#once(run),
        async () => {
          if (run.locks !== undefined) removeLocks(run.locks);
        },
      );
      // Whoever looks at a workspace while its job works in it has an index to write too: one of them waits.
      if (output.code !== 128 || !locked.test(output.stderr) || Date.now() > ends) return output;
      await delay(50, undefined, { signal: run.signal });
    }
  }

  async #once(run: GitRun): Promise<GitOutput> {
    const file = run.long ? join(this.scratch, `out-${randomBytes(8).toString('hex')}`) : undefined;
    const head = file === undefined ? 'set -e' : 'set -e; exec >"$SCRATCH_OUT"';
    try {
      const result = await this.#sandbox.exec({
        argv: ['/bin/sh', '-c', `${head}\n${run.script}`, 'git', ...(run.args ?? [])],
        cwd: run.cwd,
        mounts: [...run.mounts, { path: this.scratch, access: 'write' }],
        env: {
          ...this.#env,
          SCRATCH: this.scratch,
          ...(file === undefined ? {} : { SCRATCH_OUT: file }),
          ...run.env,
          ...moreSettings(run.settings ?? {}),
        },
        network: run.network ?? { mode: 'none' },
        limits,
        ...(run.stdin === undefined ? {} : { stdin: run.stdin }),
        signal: run.signal,
      });
      if (result.outcome === 'cancelled') throw abortError(run.signal);
      if (result.lost) throw new LostSandbox(result);
      if (result.outcome !== 'exited' || result.exitCode === null) {
        throw new CodewrightError('GIT_FAILED', `Git did not run to its end (${result.outcome}).`, {
          hint: 'The disk may be full, or the repository very large.',
          details: { stderr: result.stderr.slice(-2000) },
        });
      }
      const stdout = file === undefined ? Buffer.from(result.stdout) : readFileSync(file);
      return { code: result.exitCode, stdout, stderr: result.stderr };
    } finally {
      if (file !== undefined) rmSync(file, { force: true });
    }
  }

  /** Standard output of a script that must succeed. @throws CodewrightError GIT_FAILED with git's own words. */
  async run(run: GitRun): Promise<Buffer> {
    const output = await this.try(run);
    if (output.code !== 0) throw gitFailure(output);
    return output.stdout;
  }
}

export function gitFailure(output: GitOutput): CodewrightError {
  const words = output.stderr.trim().slice(0, 2000);
  if (/No space left|Disk quota/.test(words)) {
    return new CodewrightError('STORAGE_FULL', `There is no space left for the workspace: ${words}`, {
      hint: 'Free some disk space and run the job again; it goes on where it was.',
    });
  }
  return new CodewrightError('GIT_FAILED', `Git failed (exit ${output.code}): ${words || 'it gave no reason'}.`);
}

/** A C-quoted string as git reads it in `objects/info/alternates`, whatever the path holds. */
export function quoted(path: string): string {
  const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };
  return `"${path.replaceAll(/[\n\r\t"\\]/g, (found) => escapes[found] ?? found)}"`;
}

/**
 * Overrules every .gitattributes of the tree: no filter, no conversion, no merge or diff driver. The tree holds exactly the bytes
 * that are committed, so a checkpoint that is put back is the same to the byte.
 */
export const neutralAttributes = '* !text !eol !crlf !ident !filter !working-tree-encoding !diff !merge\n';
