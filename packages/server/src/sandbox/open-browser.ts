import { spawn } from 'node:child_process';

/** Opens an address in the person's own browser. Resolves false where there is none to open. */
export function openBrowser(address: string): Promise<boolean> {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  return new Promise((resolve) => {
    const child = spawn(command, [address], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
