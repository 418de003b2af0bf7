import { spawn } from 'node:child_process';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CodewrightError } from '../shared/errors.ts';

/** How many names a message lists. */
const SHOWN = 5;
/** Files and folders that are looked at without `find`. */
const FEW = 100;

/**
 * Files of a folder that have a further name outside it: writing them inside would change the file outside.
 * Paths relative to the folder. `find` walks, since it is an order faster than Node over many files; starting it costs more
 * than looking at a few.
 */
export async function outsideHardLinks(folder: string): Promise<string[]> {
  // A mounted file has its other names outside by nature.
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat && !stat.isDirectory()) return stat.nlink > 1 ? [folder] : [];
  const seen = new Map<string, { links: number; names: string[] }>();
  for (const line of lookAtFew(folder) ?? (await find(folder))) {
    const [inode = '', links = '', ...name] = line.split(' ');
    const entry = seen.get(inode) ?? { links: Number(links), names: [] };
    entry.names.push(name.join(' '));
    seen.set(inode, entry);
  }
  return [...seen.values()].filter(({ links, names }) => links > names.length).flatMap(({ names }) => names);
}

/** Throws SANDBOX_FAILED when the folder shares files with the outside. */
export async function refuseOutsideHardLinks(folder: string): Promise<void> {
  const shared = await outsideHardLinks(folder);
  if (shared.length === 0) return;
  const more = shared.length > SHOWN ? ` and ${shared.length - SHOWN} more` : '';
  throw new CodewrightError(
    'SANDBOX_FAILED',
    `${folder} shares files with folders outside by hard links: ${shared.slice(0, SHOWN).join(', ')}${more}.`,
    {
      hint: 'Copy them (`cp -r --no-preserve=links`; for git, `git clone --no-hardlinks`): a write inside would change the originals.',
    },
  );
}

/** The same lines as {@link find} gives; undefined for a folder that holds more than a few files, or cannot be read whole. */
function lookAtFew(folder: string): string[] | undefined {
  const found: string[] = [];
  let left = FEW;
  const visit = (inside: string): boolean => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      left -= 1;
      if (left < 0) return false;
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!visit(path)) return false;
      } else if (entry.isFile()) {
        const stat = lstatSync(join(folder, path), { bigint: true });
        if (stat.nlink > 1n) found.push(`${stat.dev}:${stat.ino} ${stat.nlink} ${path}`);
      }
    }
    return true;
  };
  try {
    return visit('') ? found : undefined;
  } catch {
    // A folder that is closed to us, or gone meanwhile: `find` goes on with the others.
    return undefined;
  }
}

async function find(folder: string): Promise<string[]> {
  const child = spawn('find', [folder, '-type', 'f', '-links', '+1', '-printf', '%D:%i %n %P\\0'], {
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.once('error', reject);
  child.once('close', () => resolve());
  child.stdout.setEncoding('utf8');
  let text = '';
  child.stdout.on('data', (piece: string) => {
    text += piece;
  });
  await promise;
  return text.split('\0').filter(Boolean);
}
