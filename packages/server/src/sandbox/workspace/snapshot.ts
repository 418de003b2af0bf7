import { lstatSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import type { Dirent, Stats } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** How a tree looked from outside, file by file; no content is read. */
export interface Survey {
  files: Map<string, Stats>;
  /** `.git` entries below the root: repositories that something made inside the tree. */
  nested: { path: string; link: boolean; folder: boolean }[];
  /** True when a folder or a file could not be looked at: such a survey proves nothing. */
  blind: boolean;
  /** When the look began, milliseconds since 1970. */
  at: number;
  /** The clock of the file system has moved on since the newest of these changes: any later one bears another time. */
  settled?: boolean;
}

/** Kernels count file times in steps of up to 10 ms: a second change within one step leaves no trace of its own. */
const tickMs = 15;

/** @param skip folders (relative) that are ignored as a whole. */
export function surveyTree(root: string, skip: ReadonlySet<string>): Survey {
  const survey: Survey = { files: new Map(), nested: [], blind: false, at: Date.now() };
  // Each file is looked at after each command: `path.join` would cost more than the look.
  const visit = (folder: string, inside: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder, { withFileTypes: true });
    } catch {
      // Git will say which folder it was, in words that reach whoever closed it.
      survey.blind = true;
      return;
    }
    for (const entry of entries) {
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.name === '.git') {
        if (inside !== '') survey.nested.push({ path, link: entry.isSymbolicLink(), folder: entry.isDirectory() });
        continue;
      }
      if (entry.isDirectory()) {
        if (!skip.has(path)) visit(`${folder}/${entry.name}`, path);
        continue;
      }
      const stat = lstatSync(`${folder}/${entry.name}`, { throwIfNoEntry: false });
      // Gone just now; or its name is no UTF-8, which nothing here can say.
      if (stat === undefined) survey.blind = true;
      else survey.files.set(path, stat);
    }
  };
  visit(root, '');
  return survey;
}

function recent(stat: Stats, survey: Survey): boolean {
  return !survey.settled && stat.ctimeMs > survey.at - tickMs;
}

/**
 * Waits until the file system's clock has passed every change of a survey, and says so in it. `probe`: a file of ours on the
 * same file system. Only for a tree that nothing has changed since the look.
 */
export async function settle(survey: Survey, probe: string): Promise<void> {
  if (survey.settled) return;
  let newest = 0;
  for (const { ctimeMs } of survey.files.values()) newest = Math.max(newest, ctimeMs);
  // Sometimes a clock is set back, or another machine's: then the survey stays as it is.
  for (let tries = 0; tries < tickMs; tries++) {
    writeFileSync(probe, '');
    if (statSync(probe).ctimeMs > newest) {
      survey.settled = true;
      return;
    }
    await delay(1);
  }
}

/**
 * Whether nothing was touched between two looks. It goes by change times, which a file's owner cannot set: nothing that ran in
 * the tree can hide a change, except within one step of the clock, which counts as touched.
 */
export function untouched(before: Survey, now: Survey): boolean {
  if (before.blind || now.blind || before.files.size !== now.files.size) return false;
  if (before.nested.length !== now.nested.length) return false;
  for (const [path, stat] of now.files) {
    const old = before.files.get(path);
    if (old === undefined || old.ctimeMs !== stat.ctimeMs || old.ino !== stat.ino) return false;
    if (old.size !== stat.size || old.mode !== stat.mode || recent(old, before)) return false;
  }
  return true;
}

/**
 * Files that changed, or may have, while git would think they did not: it compares times by the second, and modification
 * times can be set. Git has to read these again.
 */
export function deceptive(before: Survey, now: Survey): string[] {
  const second = (ms: number): number => Math.floor(ms / 1000);
  const found: string[] = [];
  for (const [path, stat] of now.files) {
    const old = before.files.get(path);
    if (old === undefined || old.size !== stat.size || old.ino !== stat.ino) continue;
    if (second(old.mtimeMs) !== second(stat.mtimeMs) || second(old.ctimeMs) !== second(stat.ctimeMs)) continue;
    if (old.ctimeMs !== stat.ctimeMs || recent(old, before)) found.push(path);
  }
  return found;
}
