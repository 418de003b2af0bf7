import { type Dirent, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Workspace } from '../sandbox/workspace/contract.ts';
import { CodewrightError, MissingFile } from '../shared/errors.ts';
import { sha256 } from '../shared/hash.ts';
import { readYaml } from '../shared/yaml.ts';
import type { Guide, GuideFile } from './contract.ts';
import { splitRole } from './roles.ts';

type Tree = Pick<Workspace, 'root' | 'read' | 'resolve'>;

/** In order of weight: the convention that all agents share, then those of single ones. */
const names = ['AGENTS.md', 'CLAUDE.md', 'GEMINI.md'];
const skillFolders = ['.agents/skills', '.claude/skills'];
/** Characters of all files together; about 5,000 tokens, paid for in every turn. */
const most = 20_000;
const mostSkills = 40;
const longestDescription = 300;
/** How far the tree is searched for instructions of folders below. */
const search = { folders: 1_500, depth: 5, listed: 20 };
const closed = new Set(['.git', 'node_modules', 'vendor', 'target', 'dist', '.venv']);

/**
 * What a repository asks of whoever works in it: its instruction files from the root down to the folders that the goal names (the
 * nearest last, so that it has the last word), and the skills it offers. Read from the tree as the job finds it, by the rules
 * for every file: what a link would lead out of it is left out and named in `notes`.
 */
export async function readGuide(tree: Tree, goal: string): Promise<Guide> {
  const notes: string[] = [];
  const found: (GuideFile & { text: string })[] = [];
  const seen = new Set<string>();
  for (const folder of foldersOf(goal)) {
    for (const name of names) {
      const path = posix.join(folder, name);
      const text = await readText(tree, path, notes);
      if (text === null) continue;
      const own = withoutIncludes(text, folder, found).trim();
      // A link to another of them, or a copy of it, says nothing new.
      const hash = sha256(own);
      if (own === '' || seen.has(hash)) continue;
      seen.add(hash);
      found.push({ path, bytes: Buffer.byteLength(text), sha256: sha256(text), shown: own.length, text: own });
    }
  }
  fit(found, notes);
  const skills = await readSkills(tree, notes);
  const below = foundBelow(tree.root).filter((path) => !found.some((file) => file.path === path));
  return {
    text: [
      ...found.filter(({ shown }) => shown > 0).map(({ path, text }) => `${path}:\n${text}`),
      ...(below.length > 0
        ? [`In these folders also keep to (read it before you work there): ${below.join(', ')}`]
        : []),
      ...(skills.length > 0 ? [`Skills (read the file before you do such work):\n${skills.join('\n')}`] : []),
      ...notes.map((note) => `[${note}]`),
    ].join('\n\n'),
    files: found.map(({ path, bytes, sha256: hash, shown }) => ({ path, bytes, sha256: hash, shown })),
    skills: skills.length,
    notes,
  };
}

/** The root, and each folder on the way to the files that the goal names; parents before their children. */
function foldersOf(goal: string): string[] {
  const folders = new Set(['']);
  for (const [path] of goal.matchAll(/[\w@.-]+(?:\/[\w@.-]+)+/g)) {
    const parts = posix.normalize(path).split('/');
    if (parts[0] === '..') continue;
    for (let depth = 1; depth <= parts.length; depth += 1) folders.add(parts.slice(0, depth).join('/'));
  }
  return [...folders].sort((one, other) => one.split('/').length - other.split('/').length || (one < other ? -1 : 1));
}

/** Null where there is none; what may not be read is noted. */
async function readText(tree: Tree, path: string, notes: string[]): Promise<string | null> {
  let bytes: Buffer;
  try {
    bytes = await tree.read(path);
  } catch (error) {
    if (!(error instanceof CodewrightError)) throw error;
    const absent = error instanceof MissingFile || error.message.includes('a part of this path is a file');
    if (!absent) notes.push(`not read: ${error.message}`);
    return null;
  }
  if (bytes.subarray(0, 8192).includes(0)) {
    notes.push(`not read: ${path} is no text`);
    return null;
  }
  return bytes.toString('utf8');
}

/** `@AGENTS.md` in a line of its own takes in a file that is here already. */
function withoutIncludes(text: string, folder: string, found: readonly GuideFile[]): string {
  return text
    .split('\n')
    .filter((line) => {
      const included = /^@(?:\.\/)?([\w./-]+)$/.exec(line.trim())?.[1];
      return included === undefined || !found.some(({ path }) => path === posix.join(folder, included));
    })
    .join('\n');
}

/** The nearest stay whole; what is too much is cut from the farthest. */
function fit(found: (GuideFile & { text: string })[], notes: string[]): void {
  let left = most;
  for (const file of found.toReversed()) {
    if (file.text.length > left) {
      notes.push(`${file.path} is cut to ${left} of ${file.text.length} characters; read_file gives the rest`);
      file.text = file.text.slice(0, left);
      file.shown = left;
    }
    left -= file.text.length;
  }
}

async function readSkills(tree: Tree, notes: string[]): Promise<string[]> {
  const lines = new Map<string, string>();
  for (const folder of skillFolders) {
    for (const entry of await entriesOf(tree, folder)) {
      const path = `${folder}/${entry}/SKILL.md`;
      const text = await readText(tree, path, notes);
      const parts = text === null ? null : splitRole(text);
      const value = parts ? readYaml(parts.settings, path).value : null;
      if (text === null) continue;
      const { name, description } = (typeof value === 'object' && value !== null ? value : {}) as Record<
        string,
        unknown
      >;
      if (typeof name !== 'string' || typeof description !== 'string') {
        notes.push(`not offered: ${path} says no name and description`);
        continue;
      }
      const about = description.trim().replaceAll(/\s+/g, ' ').slice(0, longestDescription);
      if (!lines.has(name)) lines.set(name, `- ${name.slice(0, 80)}: ${about} (${path})`);
    }
  }
  return [...lines.values()].slice(0, mostSkills);
}

async function entriesOf(tree: Tree, folder: string): Promise<string[]> {
  try {
    return readdirSync(await tree.resolve(folder, 'read')).sort();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (error instanceof CodewrightError || code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

/** None of a folder that is closed, or whose name is no UTF-8. */
function entriesIn(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (['EACCES', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** Instruction files of folders below the root; links are not followed. */
function foundBelow(root: string): string[] {
  const found: string[] = [];
  let level = [''];
  let looked = 0;
  for (let depth = 0; depth <= search.depth && level.length > 0; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      if (looked >= search.folders || found.length >= search.listed) return found;
      looked += 1;
      for (const entry of entriesIn(join(root, folder))) {
        const path = posix.join(folder, entry.name);
        if (entry.isDirectory() && !closed.has(entry.name)) next.push(path);
        else if (folder !== '' && entry.isFile() && names.includes(entry.name)) found.push(path);
      }
    }
    level = next.sort();
  }
  return found.slice(0, search.listed);
}
