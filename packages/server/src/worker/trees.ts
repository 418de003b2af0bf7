import type { Emit } from '@codewright/protocol/event';
import { type JsonObject, type JsonValue, textOf } from '@codewright/protocol/json';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { CodewrightError, ToolError } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import type { Journal } from '../shared/step.ts';
import type { Kept, Merged, Trees } from '../workflow/contract.ts';

/** Where the agents of a branch look, and where they change something. */
export interface Places {
  /** The tree as a branch has it now: its own, or until it has one that which it began in. '' is the job's. */
  look(place: string): Promise<Workspace>;
  /** Its own tree, made now if there is none yet. */
  own(place: string): Promise<Workspace>;
}

interface Branch {
  /** Where it began, and as which checkpoint. */
  from: string;
  begun: string;
}

const actor = { type: 'system', id: 'worker' } as const;

/** The trees of one job's branches. What a branch began from and how it came back are journal steps; the trees lie beside the job's. */
export function createTrees(parts: { workspace: Workspace; journal: Journal; signal: AbortSignal }): Trees & Places {
  const { workspace, journal, signal } = parts;
  const branches = new Map<string, Branch>();
  const branchOf = (name: string): Branch => {
    const known = branches.get(name);
    if (known) return known;
    throw new CodewrightError('INTERNAL', `The branch ${name} was never begun.`);
  };
  const own = async (place: string): Promise<Workspace> => {
    if (place === '') return workspace;
    const { from, begun } = branchOf(place);
    return (await own(from)).beside(folderOf(place), begun, signal);
  };
  /** Its own tree, where it has one. */
  const existing = async (place: string): Promise<Workspace | null> => {
    if (place === '') return workspace;
    const around = await existing(branchOf(place).from);
    return around?.hasBeside(folderOf(place)) ? own(place) : null;
  };
  const look = async (place: string): Promise<Workspace> =>
    (await existing(place)) ?? (await look(branchOf(place).from));

  return {
    own,
    look,

    async begin(key, place, names) {
      const begun = await journal.run(
        `${key}/begun`,
        // What is inside a branch begins from that branch's own tree: there it comes back to.
        async () => (await (await own(place)).checkpoint(`${key}.begun`, signal)).commit,
        (commit) => ({ actor, summary: `${names.length} branches begin from here`, data: { commit } }),
      );
      for (const name of names) branches.set(name, { from: place, begun });
    },

    async keep(key, name) {
      const kept = await journal.run<JsonValue>(
        key,
        async () => {
          const { from, begun } = branchOf(name);
          if ((await existing(name)) === null) return null;
          const into = await own(from);
          const { commit } = await into.takeIn(folderOf(name), `${name}.end`, signal);
          const changes = await into.changes({ from: begun, to: commit, signal });
          if (changes.length === 0) return null;
          const lines = changes.reduce((sum, { added, removed }) => sum + added + removed, 0);
          return { commit, files: changes.length, lines };
        },
        (made) => {
          const { commit = null } = (made ?? {}) as { commit?: string };
          const summary = commit === null ? `${name} changed nothing` : `${name} is kept as ${commit.slice(0, 10)}`;
          return { actor, summary, data: { branch: name, commit } };
        },
      );
      return kept as unknown as Kept | null;
    },

    async merge(key, name, title) {
      const unchanged: Merged = { changed: false, conflicts: [], notes: [], marks: [] };
      // A branch that only looked has no tree: there is nothing to record.
      if (!journal.has(key) && (await existing(name)) === null) return unchanged;
      const merged = await journal.run<JsonValue>(
        key,
        async () => {
          const { from, begun } = branchOf(name);
          const into = await own(from);
          // A merge that was cut off begins again from what it found.
          const before = await into.findCheckpoint(`${key}.before`);
          if (before === null) await into.checkpoint(`${key}.before`, signal);
          else await into.restore(before, signal);
          const taken = await into.takeIn(folderOf(name), `${name}.end`, signal);
          if ((await into.changes({ from: begun, to: taken.commit, signal })).length === 0) {
            return { ...unchanged, checkpoint: null, of: null };
          }
          const found = await into.mergeIn({ from: begun, to: taken.commit }, signal);
          if (found.conflicts.length === 0) await commitAs(into, taken.messages, signal);
          const { commit: checkpoint } = await into.checkpoint(`${key}.after`, signal);
          return { changed: true, ...found, checkpoint, of: taken.commit };
        },
        (made) => ({ event: 'checkpoint-made', actor, ...mergeWords(title, made as JsonObject) }),
      );
      return merged as unknown as Merged;
    },

    async settle(key, name, { conflicts, marks }) {
      await journal.run<JsonValue>(
        key,
        async () => {
          const into = await own(branchOf(name).from);
          const left: string[] = [];
          for (const path of conflicts) if (await holdsMarks(into, path, marks)) left.push(path);
          if (left.length === 0) return null;
          throw new CodewrightError('CONFLICT', `Marks of a conflict are left in ${left.join(', ')}.`, {
            hint: 'Branches of a workflow changed the same lines; let one do it, or one after the other.',
            details: { branch: name, files: left },
          });
        },
        () => ({ actor, summary: `The conflicts in ${conflicts.join(', ')} are resolved`, data: { conflicts } }),
      );
    },

    async drop(names) {
      for (const name of names) {
        const around = await existing(branchOf(name).from);
        await around?.dropBeside(folderOf(name));
      }
    },
  };
}

/** Records of a branch say whose they are: its checkpoints and gates are not those of the job. */
export function markBranch(place: string, journal: Journal, emit: Emit): { journal: Journal; emit: Emit } {
  if (place === '') return { journal, emit };
  return {
    emit: (draft) => emit({ ...draft, data: { ...draft.data, branch: place } }),
    journal: {
      has: (key) => journal.has(key),
      entryOf: (key) => journal.entryOf(key),
      run: (key, fn, describe) =>
        journal.run(key, fn, (result) => {
          const entry = describe(result);
          return { ...entry, data: { ...entry.data, branch: place } };
        }),
    },
  };
}

/** The commits of a branch as one; a branch that made none leaves its work uncommitted, as it had it. */
async function commitAs(into: Workspace, messages: readonly string[], signal: AbortSignal): Promise<void> {
  const [first, ...rest] = messages;
  if (first === undefined) return;
  try {
    await into.commit([first, ...rest.map((message) => `* ${message}`)].join('\n\n'), signal);
  } catch (error) {
    // What it committed stands in the tree already.
    if (!(error instanceof ToolError)) throw error;
  }
}

function mergeWords(title: string, made: JsonObject): { summary: string; data: JsonObject } {
  const { changed, checkpoint = null, of = null } = made;
  const conflicts = Array.isArray(made['conflicts']) ? made['conflicts'] : [];
  const collided =
    conflicts.length === 0 ? '' : `; it collides in ${conflicts.map((path) => textOf(path, '')).join(', ')}`;
  const data: JsonObject = { merged: of, conflicts, ...(checkpoint === null ? {} : { checkpoint }) };
  return { summary: changed ? `${title}: brought in${collided}` : `${title}: nothing to bring in`, data };
}

async function holdsMarks(tree: Workspace, path: string, marks: readonly string[]): Promise<boolean> {
  try {
    const lines = (await tree.read(path)).toString('utf8').split('\n');
    return lines.some((line) => marks.some((mark) => line.startsWith(mark)));
  } catch (error) {
    // A file that is gone, or no file any more, holds none.
    if (error instanceof ToolError) return false;
    throw error;
  }
}

/** Name of a branch's folder: its key may be long and hold any sign. */
function folderOf(branch: string): string {
  return sha256(branch).slice(0, 16);
}
