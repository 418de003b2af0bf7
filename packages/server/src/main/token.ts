import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const tokenFile = (home: string): string => join(home, 'keys', 'token');

/** The token of this installation; made at the first start, readable by its user only. */
export function readToken(home: string): string {
  const file = tokenFile(home);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
    try {
      writeFileSync(file, token, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process was faster: its token counts.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}
