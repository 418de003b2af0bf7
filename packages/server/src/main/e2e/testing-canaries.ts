import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inflateSync } from 'node:zlib';

/** Secrets that are planted to be looked for everywhere else, by where they were planted. */
export type Canaries = Readonly<Record<string, string>>;

/** The forms of a canary that are looked for; base64 by the part that is the same at each alignment. */
function formsOf(canary: string): Record<string, string[]> {
  const bytes = Buffer.from(canary);
  const aligned = (before: number) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : before + 1, -1);
  };
  const base64 = [0, 1, 2].map(aligned);
  return {
    raw: [canary],
    base64: [...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))],
    hex: [bytes.toString('hex'), bytes.toString('hex').toUpperCase()],
    url: [encodeURIComponent(canary)],
    json: [JSON.stringify(canary).slice(1, -1), JSON.stringify(JSON.stringify(canary).slice(1, -1)).slice(1, -1)],
  };
}

/** `where: which as what` for each canary found in the bytes. */
export function findCanaries(where: string, bytes: Buffer | string, canaries: Canaries): string[] {
  const buffer = Buffer.from(bytes);
  return Object.entries(canaries).flatMap(([planted, canary]) =>
    Object.entries(formsOf(canary)).flatMap(([form, texts]) =>
      texts.some((text) => buffer.includes(text)) ? [`${where}: ${planted} as ${form}`] : [],
    ),
  );
}

/** Every file below a folder, byte for byte; what git compresses is looked at inside. `except`: paths where canaries belong. */
export function sweepFolder(folder: string, canaries: Canaries, except: readonly string[] = []): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const file = join(folder, name);
    const found = findCanaries(`name of ${name}`, name, canaries);
    if (except.includes(file) || !lstatSync(file, { throwIfNoEntry: false })?.isFile()) return found;
    const bytes = readFileSync(file);
    const where = relative(join(folder, '..'), file);
    return [
      ...found,
      ...findCanaries(where, bytes, canaries),
      ...findCanaries(`${where}, inflated`, inflated(bytes), canaries),
    ];
  });
}

function inflated(bytes: Buffer): Buffer {
  // Loose objects of git: zlib from the first byte.
  if (bytes[0] !== 0x78) return Buffer.alloc(0);
  try {
    return inflateSync(bytes);
  } catch {
    // It only began like one.
    return Buffer.alloc(0);
  }
}

export interface Watch {
  /** So far. */
  found(): string[];
  stop(): { found: string[]; seen: number };
}

/**
 * Looks at every process that one starts, and those in turn, again and again, until `stop`: command lines and environments.
 * What that one was given itself by its user is not its own doing.
 */
export function watchProcesses(root: number, canaries: Canaries): Watch {
  const found = new Set<string>();
  const seen = new Set<string>();
  /** Also of one that has just ended: its child may show it for a moment longer. */
  const given = new Set<string>();
  const look = () => {
    const parents = new Map<number, number>();
    for (const name of readdirSync('/proc')) {
      if (!/^\d+$/.test(name)) continue;
      // The second field is the name in brackets, which may hold anything.
      const parent = /\) \S (\d+)/.exec(read(`/proc/${name}/stat`).toString('latin1'))?.[1];
      if (parent !== undefined) parents.set(Number(name), Number(parent));
    }
    const own = read(`/proc/${root}/cmdline`).toString('latin1');
    if (own !== '') given.add(own);
    for (const pid of parents.keys()) {
      if (!descends(pid, root, parents)) continue;
      const command = read(`/proc/${pid}/cmdline`);
      // A child that has not become its own program yet still shows what its parent was given.
      if (pid === root || given.has(command.toString('latin1'))) continue;
      const name = command.toString().slice(0, 60);
      for (const hit of findCanaries(`command line of ${name}`, command, canaries)) found.add(hit);
      const environment = read(`/proc/${pid}/environ`);
      if (!read(`/proc/${pid}/cmdline`).equals(command)) continue;
      if (environment.length > 0) seen.add(command.toString());
      for (const hit of findCanaries(`environment of ${name}`, environment, canaries)) found.add(hit);
    }
  };
  const timer = setInterval(look, 5);
  return {
    found: () => [...found],
    stop() {
      clearInterval(timer);
      return { found: [...found], seen: seen.size };
    },
  };
}

function descends(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
  return false;
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    // It is over, or not ours.
    return Buffer.alloc(0);
  }
}
