import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { promisify } from 'node:util';

/**
 * Version of the Node that the user's own shell starts (`20.20.2`), or null when there is none. Folders of packages are
 * passed over: npm puts them before the user's own PATH.
 */
export async function hostNodeVersion(path: string): Promise<string | null> {
  const own = path.split(delimiter).filter((folder) => folder && !folder.includes(`node_modules${sep}.bin`));
  const file = own.map((folder) => join(folder, 'node')).find((name) => existsSync(name));
  if (!file) return null;
  try {
    const { stdout } = await promisify(execFile)(file, ['--version'], { env: {}, timeout: 5_000 });
    return /^v(\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? null;
  } catch {
    // What can't be started is as good as absent to whoever asks how to run something.
    return null;
  }
}
