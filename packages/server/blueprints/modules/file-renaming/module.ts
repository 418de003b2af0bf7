import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface RenameOptions {
  /** Only shows what would change, which holds unless it is false. */
  dryRun?: boolean;
}

export interface RenamePlanOptions {
  /** The date of each file, for {date}. */
  dates?: Readonly<Record<string, string>>;
}

export interface PlannedRename {
  from: string;
  to: string;
}

/** Says how names would change. @throws RangeError when two would be the same, or one is no name. */
export function planRenames(
  names: readonly string[],
  find: string,
  replace: string,
  options: RenamePlanOptions = {},
): PlannedRename[] {
  const wanted = patternIn(find);
  let count = 0;
  const renames = [...names].sort().flatMap((from) => {
    const ext = extname(from).slice(1);
    const name = ext === '' ? from : from.slice(0, -ext.length - 1);
    if (!wanted.test(from)) return [];
    count += 1;
    const parts: Record<string, string> = {
      n: String(count),
      name,
      lower: name.toLowerCase(),
      ext,
      date: options.dates?.[from] ?? '',
    };
    const pattern = replace.replace(
      /\{(n|name|lower|ext|date)\}/g,
      (_, part: string) => parts[part] ?? '',
    );
    const to = find === '' ? pattern : from.replace(wanted.all, pattern);
    return to === from ? [] : [{ from, to }];
  });
  const moved = new Set(renames.map(({ from }) => from));
  const taken = new Set(names.filter((name) => !moved.has(name)));
  for (const { to } of renames) {
    if (to === '' || /[/\\\0]/.test(to) || /^\.\.?$/.test(to)) {
      throw new RangeError(`"${to}" is no name of a file.`);
    }
    if (taken.has(to)) throw new RangeError(`Two files would both be ${to}.`);
    taken.add(to);
  }
  return renames;
}

/** Renames the files of a folder, or only shows what would change. */
export function renameFiles(
  folder: string,
  find: string,
  replace: string,
  options: RenameOptions = {},
): string {
  const { dryRun = true } = options;
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new RangeError(`There is no folder ${folder}.`);
  }
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  const renames = planRenames(names, find, replace, {
    dates: Object.fromEntries(names.map((name) => [name, dateOf(join(folder, name))])),
  });
  const folders = new Set(entries.filter((entry) => !entry.isFile()).map(({ name }) => name));
  const blocked = renames.find(({ to }) => folders.has(to));
  if (blocked) throw new RangeError(`There is already something called ${blocked.to}.`);
  if (!dryRun) {
    // Names may be exchanged: all leave their old one first.
    const aside = renames.map(({ from, to }, at) => ({ from, to, between: `.${at}.renaming` }));
    for (const { from, between } of aside) renameSync(join(folder, from), join(folder, between));
    for (const { to, between } of aside) renameSync(join(folder, between), join(folder, to));
  }
  return renames.map(({ from, to }) => `${from} → ${to}\n`).join('');
}

/** The day of its last change, YYYY-MM-DD. */
function dateOf(file: string): string {
  return statSync(file).mtime.toISOString().slice(0, 10);
}

/** A text as it stands, or a pattern between slashes. */
function patternIn(find: string): { all: RegExp; test: (name: string) => boolean } {
  const [, source, flags = ''] = /^\/(.+)\/([iu]*)$/s.exec(find) ?? [];
  const plain = find.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  try {
    const all = new RegExp(source ?? plain, `g${flags}`);
    return { all, test: (name) => find === '' || name.search(all) >= 0 };
  } catch {
    throw new SyntaxError(`${find} is no pattern.`);
  }
}
