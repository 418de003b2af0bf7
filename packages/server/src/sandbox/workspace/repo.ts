import { randomBytes } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { CodewrightError, ToolError } from '../../shared/errors.ts';
import type { Mount } from '../contract.ts';
import { openDoor } from './files.ts';
import { gitFailure } from './git.ts';
import type { GitOutput, GitRun, GitRunner } from './git.ts';
import { ObjectWriter, readBatch, treesScript } from './objects.ts';
import type { ChangedFile } from './objects.ts';
import type { ObjectFormat } from './packs.ts';
import { deceptive, settle, surveyTree, untouched } from './snapshot.ts';
import type { Survey } from './snapshot.ts';

/** A tree and its git directory, both ours. */
export interface RepoPlaces {
  /** The working tree; its `.git` is a file that names {@link git}. */
  tree: string;
  git: string;
  /** Where commands of the work install what does not lie in the tree. */
  packages: string;
  /** Folders with further objects, mounted read-only. */
  objects: readonly string[];
}

type Script = Omit<GitRun, 'cwd' | 'mounts'> & { mounts?: Mount[] };

export interface Snapshot {
  commit: string;
  tree: string;
}

/** A snapshot, and how the tree looked then. */
type Watched = Snapshot & { survey: Survey };

/** Larger files than this are left to git. */
const quickBytes = 2 * 1024 * 1024;

/** Same tree, same checkpoint: the time does not tell two of them apart. */
const checkpointDate = '@1000000000 +0000';

const commitScript = `
tree=$2
if test -n "$1"; then set -- -p "$1"; else set --; fi
GIT_AUTHOR_DATE='${checkpointDate}' GIT_COMMITTER_DATE='${checkpointDate}' git commit-tree "$tree" "$@" -m checkpoint
`;

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
commit=$(GIT_AUTHOR_DATE='${checkpointDate}' GIT_COMMITTER_DATE='${checkpointDate}' git commit-tree "$tree" "$@" -m checkpoint)
printf '%s %s\\n' "$tree" "$commit"
git ls-files -oi --exclude-standard --directory -z
`;

/**
 * Puts the tree back. What the index knows goes back first, ignore rules with it; then whatever those rules do not ignore and
 * the commit does not hold goes away. In this order an ignore rule made since then protects nothing. The index is stripped of its
 * file times first: they can be forged.
 */
const restoreScript = `
git read-tree "$(git write-tree)"
git update-index -q --refresh || true
git read-tree --reset -u "$1"
git clean -ffdq
git rev-parse "$1^{tree}"
`;

/** Git on one tree: commands, and snapshots that cost nothing while nothing changed. */
export class Repo {
  readonly places: RepoPlaces;
  readonly #git: GitRunner;
  readonly #parent: string | null;
  #last: Watched | undefined;
  #lastNamed: { file: string; commit: string } | undefined;
  #ignored: ReadonlySet<string> = new Set();
  /** Anything at all may have changed. */
  #touched = true;
  /** These and nothing else changed since the last snapshot. */
  readonly #written = new Set<string>();
  /** Files that are in the last snapshot with other content than in git's index. */
  readonly #stale = new Set<string>();
  readonly #objects: ObjectWriter;
  readonly #signature: string | null;
  #tail: Promise<unknown> = Promise.resolve();

  /** @param parent commit that snapshots name as their parent. */
  constructor(places: RepoPlaces, git: GitRunner, parent: string | null, format: ObjectFormat) {
    this.places = places;
    this.#git = git;
    this.#parent = parent;
    this.#objects = new ObjectWriter({ ...places, scratch: git.scratch }, format);
    const { name, email } = git.identity;
    // Git strips some characters from names; a name that may hold them is left to git.
    this.#signature = /^[\w .@+-]+$/.test(`${name} ${email}`) ? `${name} <${email}> ${checkpointDate.slice(1)}` : null;
  }

  /** Says that something may have changed the tree; until then no one looks. */
  touch(): void {
    this.#touched = true;
  }

  /** Before a command runs in the tree: from then on its changes can be told from those that the last snapshot holds. */
  async settle(): Promise<void> {
    if (this.#touched || this.#written.size > 0 || !this.#last) return;
    await settle(this.#last.survey, join(this.#git.scratch, 'clock'));
  }

  /** Says that this file, and it alone, was put into the tree by us. */
  wrote(path: string): void {
    this.#written.add(path);
  }

  /** For commands of the work: the tree to write unless told otherwise, git and objects to read. */
  workMounts(access: Mount['access'] = 'write'): Mount[] {
    const { tree, git, packages, objects } = this.places;
    return [
      { path: tree, access },
      { path: packages, access: 'write' },
      { path: join(tree, '.git'), access: 'read' },
      { path: git, access: 'read' },
      ...objects.map((path) => ({ path, access: 'read' as const })),
    ];
  }

  #run(script: Script, extra: Mount[]): GitRun {
    const { tree, git, objects } = this.places;
    openDoor(tree);
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
      locks: git,
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

  /** The first snapshot, of the tree as it was created: nothing ran in it since, and the index holds it. */
  async begin(tree: string, signal: AbortSignal): Promise<void> {
    checkId(tree);
    const survey = surveyTree(this.places.tree, this.#ignored);
    const commit =
      this.#signature === null
        ? (await this.run({ script: commitScript, args: [this.#parent ?? '', tree], signal })).toString().trim()
        : this.#objects.commit(tree, this.#parent, this.#signature, 'checkpoint');
    this.#touched = false;
    this.#last = { tree, commit, survey };
  }

  /**
   * The tree as it is now, as a commit. Looks at the files' states first and starts git only where one changed.
   * `fresh`: the index was made just now, and nothing ran in the tree since. `index`: the index must hold the tree too.
   */
  async snapshot(signal: AbortSignal, how: { fresh?: boolean; index?: boolean } = {}): Promise<Snapshot> {
    const behind = how.index === true && (this.#stale.size > 0 || this.#written.size > 0);
    if (!this.#touched && this.#last && !behind) {
      if (this.#written.size === 0) return this.#last;
      const quick = await this.#quickSnapshot(this.#last, signal);
      if (quick) return quick;
    }
    // Before looking, not after: what is touched while git works counts for the next time.
    this.#touched = false;
    this.#written.clear();
    try {
      const survey = surveyTree(this.places.tree, this.#ignored);
      if (this.#last && !behind && untouched(this.#last.survey, survey)) return this.#last;
      const reread = this.#last ? [...new Set([...deceptive(this.#last.survey, survey), ...this.#stale])] : [];
      const script: Script = {
        script: snapshotScript,
        // An index that another process left may hold file times that nobody here has watched.
        args: [this.#parent ?? '', this.#last || how.fresh ? (reread.length > 0 ? 'some' : 'none') : 'all'],
        ...(reread.length > 0 ? { stdin: reread.join('\0') } : {}),
        long: true,
        signal,
      };
      const output = this.#git.covers
        ? await this.run(script, this.#covers(survey))
        : await this.#withoutNested(survey, () => this.run(script));
      const end = output.indexOf('\n');
      const [tree = '', commit = ''] = output.subarray(0, end).toString().split(' ');
      checkId(tree);
      checkId(commit);
      const ignored = new Set(
        output
          .subarray(end + 1)
          .toString()
          .split('\0')
          .filter((path) => path.endsWith('/'))
          .map((path) => path.slice(0, -1)),
      );
      this.#stale.clear();
      this.#remember({ tree, commit }, ignored, survey);
      return { tree, commit };
    } catch (error) {
      this.#touched = true;
      throw error;
    }
  }

  /** A snapshot of a tree in which only tracked files were given new content by us; undefined where git has to judge. */
  async #quickSnapshot(last: Watched, signal: AbortSignal): Promise<Snapshot | undefined> {
    const at = Date.now();
    const paths = [...this.#written];
    if (this.#signature === null || paths.length > 20 || last.survey.blind) return undefined;
    const files: ChangedFile[] = [];
    const stats = new Map<string, Stats>();
    for (const path of paths) {
      const file = join(this.places.tree, path);
      const stat = lstatSync(file, { throwIfNoEntry: false });
      // New ignore rules change what counts; a large file is compressed faster by git, which has a process of its own.
      if (!stat?.isFile() || stat.size > quickBytes || path === '.gitignore' || path.endsWith('/.gitignore'))
        return undefined;
      files.push({ path, content: readFileSync(file), executable: (stat.mode & 0o100) !== 0 });
      stats.set(path, stat);
    }
    const tree = await this.#objects.change(last.tree, files, async (id) =>
      readBatch(await this.run({ script: treesScript, args: [id], long: true, signal })),
    );
    if (tree === null || this.#touched || this.#written.size !== paths.length) return undefined;
    const commit = this.#objects.commit(tree, this.#parent, this.#signature, 'checkpoint');
    for (const [path, stat] of stats) {
      last.survey.files.set(path, stat);
      this.#stale.add(path);
    }
    this.#written.clear();
    this.#last = { tree, commit, survey: { ...last.survey, at, settled: false } };
    return { tree, commit };
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
    this.#stale.clear();
    const output = await this.try({ script: restoreScript, args: [commit], signal });
    if (output.code !== 0) throw gitFailure(output);
  }

  /** Puts what was last committed into an empty tree; nothing where nothing was. */
  async restoreHead(signal: AbortSignal): Promise<void> {
    const head = await this.try({ script: 'git rev-parse --verify --quiet HEAD', signal });
    if (head.code === 0) await this.restore('HEAD', signal);
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

  /** Where nothing can be covered, it is moved out of the way meanwhile. */
  async #withoutNested<T>(survey: Survey, work: () => Promise<T>): Promise<T> {
    const moved = survey.nested.map(({ path }, index) => {
      const place = join(this.places.tree, path);
      const aside = join(this.#git.scratch, `nested-${index}-${randomBytes(6).toString('hex')}`);
      renameSync(place, aside);
      return { place, aside };
    });
    try {
      return await work();
    } finally {
      for (const { place, aside } of moved) renameSync(aside, place);
    }
  }

  /** Names a commit under refs/codewright/; our own git directory, so no git is needed for it. */
  name(label: string, commit: string): string {
    const ref = `refs/codewright/${refName(label)}`;
    const file = join(this.places.git, ref);
    if (!this.#nameAsLast(file, commit)) this.#nameAnew(file, commit);
    this.#lastNamed = { file, commit };
    return ref;
  }

  /** One more name of the commit that was named last is one more name of its file: to make a file takes a hundred times as long. */
  #nameAsLast(file: string, commit: string): boolean {
    if (this.#lastNamed?.commit !== commit) return false;
    try {
      linkSync(this.#lastNamed.file, file);
      return true;
    } catch {
      // There is one of this name, the other is gone, or has as many names as a file can have.
      return false;
    }
  }

  #nameAnew(file: string, commit: string): void {
    const temporary = join(this.#git.scratch, `ref-${randomBytes(6).toString('hex')}`);
    writeFileSync(temporary, `${commit}\n`);
    try {
      renameSync(temporary, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(dirname(file), { recursive: true });
      renameSync(temporary, file);
    }
  }

  unname(label: string): void {
    rmSync(join(this.places.git, `refs/codewright/${refName(label)}`), { force: true });
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

/** What is built on a name that git did not give fails much later, with words that help nobody. */
function checkId(text: string): void {
  if (/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text)) return;
  throw new CodewrightError(
    'GIT_FAILED',
    `Git ended well, but named ${JSON.stringify(text.slice(0, 100))} as its tree.`,
  );
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
