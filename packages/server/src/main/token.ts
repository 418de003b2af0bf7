import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { placeNew } from '../secrets/files.ts';

export const tokenFile = (home: string): string => join(home, 'keys', 'token');

/** The token of this installation; made at the first start, readable by its user only. */
export function readToken(home: string): string {
  const file = tokenFile(home);
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (known !== '') return known;
  // One without a token in it, as a full disk leaves it, would keep everybody out.
  rmSync(file, { force: true });
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  // Where another process was faster its token counts.
  placeNew(file, token);
  return readFileSync(file, 'utf8').trim();
}
