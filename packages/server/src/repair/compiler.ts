import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { dataFolder } from '../shared/data.ts';

const scripts = '/codewright/repair';
const modules = '/codewright/compiler';

/** A command that runs one of the scripts of `repair/` with the TypeScript compiler, inside the sandbox. */
export function compilerCommand(script: string, ...args: string[]): string[] {
  return ['node', `${scripts}/${script}`, `${modules}/node_modules/@ts-morph/common`, ...args];
}

/** The scripts, and the compiler's package with those that it needs, each by itself: nothing else of this installation is seen inside. */
export function compilerMounts(): { path: string; at: string }[] {
  const mounts = new Map<string, string>();
  const add = (name: string, from: string): void => {
    if (mounts.has(name)) return;
    const file = packageFile(name, from);
    if (file === null) return;
    mounts.set(name, dirname(file));
    const { dependencies = {} } = createRequire(file)(file) as { dependencies?: Record<string, string> };
    for (const other of Object.keys(dependencies)) add(other, file);
  };
  add('@ts-morph/common', import.meta.filename);
  return [
    { path: dataFolder('repair'), at: scripts },
    ...[...mounts].map(([name, path]) => ({ path, at: `${modules}/node_modules/${name}` })),
  ];
}

/** Where a package's manifest lies; it need not export it. */
function packageFile(name: string, from: string): string | null {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  const require = createRequire(from);
  for (const folder of folders) {
    const file = join(folder, name, 'package.json');
    try {
      return require.resolve(file);
    } catch {
      // Not in this folder; the next one up may hold it.
    }
  }
  return null;
}
