import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolError } from '../../shared/errors.ts';
import type { Mount } from '../contract.ts';
import { gitFailure } from './git.ts';
import type { GitOutput, GitRun, GitRunner } from './git.ts';
import { deceptive, surveyTree, untouched } from './snapshot.ts';
import type { Survey } from './snapshot.ts';

/** A tree and its git directory, both ours. */
export interface RepoPlaces {
  /** The working tree; its `.git` is a file that names {@link git}. */
  tree: string;
  git: string;
  /** Folders with further objects, mounted read-only. */
  objects: readonly string[];
}

type Script = Omit<GitRun, 'cwd' | 'mounts'> & { mounts?: Mount[] };

export interface Snapshot {
  commit: string;
  tree: string;
}

/** Same tree, same checkpoint: neither time nor author tells two of them apart. */
const fixedDate = '@1000000000 +0000';

/**
 * Takes the tree into the index and writes it as a commit; lists the ignored folders after it. Entries of the paths on standard
 * input are written anew without their file times, so that git reads those files again.
 */
const snapshotScript = `
case $2 in
all) git read-tree "$(git write-tree)" ;;
some) xargs -0 git ls-files -s -z -- | git update-index -z --index-info ;;
esac
git add -A
tree=$(git write-tree)
if test -n "$1"; then set -- -p "$1"; else set --; fi
commit=$(GIT_AUTHOR_DATE='${fixedDate}' GIT_COMMITTER_DATE='${fixedDate}' git commit-tree "$tree" "$@" -m checkpoint)
printf '%s %s\\n' "$tree" "$commit"
git ls-files -oi --exclude-standard --directory -z
`;

/**
 * Puts the tree back. What the index knows goes back first, ignore rules with it; then whatever those rules do not ignore and
 * the commit does not hold goes away. In this order an ignore rule made since then protects nothing.
 */
const restoreScript = `
git read-tree --reset -u "$1"
git clean -ffdq
git rev-parse "$1^{tree}"
`;

/** Git on one tree: commands, and snapshots that cost nothing while nothing changed. */
export class Repo {
  readonly places: RepoPlaces;
  readonly #git: GitRunner;
  readonly #parent: string | null;
  #last: (Snapshot & { survey: Survey }) | undefined;
  #ignored: ReadonlySet<string> = new Set();
  #touched = true;
  #tail: Promise<unknown> = Promise.resolve();

  /** @param parent commit that snapshots name as their parent. */
  constructor(places: RepoPlaces, git: GitRunner, parent: string | null) {
    this.places = places;
    this.#git = git;
    this.#parent = parent;
  }

  /** Says that something may have changed the tree; until then no one looks. */
  touch(): void {
    this.#touched = true;
  }

  /** For commands of the work: the tree to write unless told otherwise, git and objects to read. */
  workMounts(access: Mount['access'] = 'write'): Mount[] {
    const { tree, git, objects } = this.places;
    return [
      { path: tree, access },
      { path: join(tree, '.git'), access: 'read' },
      { path: git, access: 'read' },
      ...objects.map((path) => ({ path, access: 'read' as const })),
    ];
  }

  #run(script: Script, extra: Mount[]): GitRun {
    const { tree, git, objects } = this.places;
    return {
      ...script,
      cwd: tree,
      mounts: [
        { path: tree, access: 'write' },
        { path: join(tree, '.git'), access: 'read' },
        { path: git, access: 'write' },
        ...objects.map((path) => ({ path, access: 'read' as const })),
        ...extra,
        ...(script.mounts ?? []),
      ],
      env: { GIT_DIR: git, GIT_WORK_TREE: tree, ...script.env },
    };
  }

  run(script: Script, extra: Mount[] = []): Promise<Buffer> {
    return this.#git.run(this.#run(script, extra));
  }

  try(script: Script): Promise<GitOutput> {
    return this.#git.try(this.#run(script, []));
  }

  /** One writer of the index at a time; a failure of one does not keep the next from its turn. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#tail.then(work, work);
    this.#tail = next.catch(() => undefined);
    return next;
  }

  /**
   * The tree as it is now, as a commit. Looks at the files' states first and starts git only where one changed.
   * @param fresh the index was made just now, and nothing ran in the tree since.
   */
  async snapshot(signal: AbortSignal, fresh = false): Promise<Snapshot> {
    if (!this.#touched && this.#last) return this.#last;
    // Before looking, not after: what is touched while git works counts for the next time.
    this.#touched = false;
    try {
      const survey = surveyTree(this.places.tree, this.#ignored);
      if (this.#last && untouched(this.#last.survey, survey)) return this.#last;
      const reread = this.#last ? deceptive(this.#last.survey, survey) : [];
      const output = await this.run(
        {
          script: snapshotScript,
          // An index that another process left may hold file times that nobody here has watched.
          args: [this.#parent ?? '', this.#last || fresh ? (reread.length > 0 ? 'some' : 'none') : 'all'],
          ...(reread.length > 0 ? { stdin: reread.join('\0') } : {}),
          long: true,
          signal,
        },
        this.#covers(survey),
      );
      const end = output.indexOf('\n');
      const [tree = '', commit = ''] = output.subarray(0, end).toString().split(' ');
      const ignored = new Set(
        output
          .subarray(end + 1)
          .toString()
          .split('\0')
          .filter((path) => path.endsWith('/'))
          .map((path) => path.slice(0, -1)),
      );
      this.#remember({ tree, commit }, ignored, survey);
      return { tree, commit };
    } catch (error) {
      this.#touched = true;
      throw error;
    }
  }

  #remember(snapshot: Snapshot, ignored: ReadonlySet<string>, survey: Survey): void {
    const same = ignored.size === this.#ignored.size && [...ignored].every((path) => this.#ignored.has(path));
    this.#ignored = ignored;
    // Other folders are left out from now on, so there are other files to compare with.
    this.#last = { ...snapshot, survey: same ? survey : { ...surveyTree(this.places.tree, ignored), at: survey.at } };
  }

  /** Puts the tree back to a commit; ignored files stay. */
  async restore(commit: string, signal: AbortSignal): Promise<void> {
    this.#touched = true;
    this.#last = undefined;
    const output = await this.try({ script: restoreScript, args: [commit], signal });
    if (output.code !== 0) throw gitFailure(output);
  }

  /**
   * A repository inside the tree would be taken in as a mere pointer to a commit, its files lost. Its `.git` is covered while git
   * looks, so that its files count like all others.
   */
  #covers(survey: Survey): Mount[] {
    return survey.nested.map(({ path, link, folder }) => {
      if (link) throw new ToolError(`${path} is a symbolic link, which git does not take in. Remove it.`);
      const name = folder ? 'empty-folder' : 'empty-file';
      const cover = join(this.#git.scratch, name);
      if (folder) mkdirSync(cover, { recursive: true });
      else writeFileSync(cover, '');
      return { path: cover, access: 'read', at: join(this.places.tree, path) };
    });
  }

  /** Names a commit under refs/codewright/; our own git directory, so no git is needed for it. */
  name(label: string, commit: string): string {
    const ref = `refs/codewright/${refName(label)}`;
    const file = join(this.places.git, ref);
    const temporary = join(this.#git.scratch, `ref-${randomBytes(6).toString('hex')}`);
    writeFileSync(temporary, `${commit}\n`);
    try {
      renameSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(dirname(file), { recursive: true });
      renameSync(temporary, file);
    }
    return ref;
  }

  /** The commit that {@link name} gave this label, if it did. */
  named(label: string): string | null {
    try {
      return readFileSync(join(this.places.git, `refs/codewright/${refName(label)}`), 'utf8').trim();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}

/** A label as one component of a ref name. */
export function refName(label: string): string {
  const plain = label
    .replaceAll('/', '+')
    .replaceAll(/[^A-Za-z0-9._+-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
    .replace(/(\.lock|\.)+$/, '');
  return plain === '' ? 'step' : plain.slice(0, 200);
}
