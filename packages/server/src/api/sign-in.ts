import { createHash, randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import { CodewrightError } from '../shared/errors.ts';

const lifeMs = 3_600_000;
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Codes that sign one browser in, once: what a terminal shows may be read by others later. */
export interface SignInCodes {
  make(): string;
  /** True the first time, within an hour. */
  use(code: string): boolean;
}

export function createSignInCodes(): SignInCodes {
  const endsAt = new Map<string, number>();
  return {
    make() {
      const code = randomBytes(24).toString('base64url');
      endsAt.set(digest(code), Date.now() + lifeMs);
      return code;
    },
    use(code) {
      const end = endsAt.get(digest(code)) ?? 0;
      endsAt.delete(digest(code));
      return Date.now() < end;
    },
  };
}

/** `POST /sign-in` gives the token for a code. A foreign Host or Origin has been refused before. */
export function addSignIn(app: Hono, codes: SignInCodes, token: string): void {
  app.post('/sign-in', async (context) => {
    const code = (await context.req.text()).trim();
    if (code.length > 100 || !codes.use(code)) {
      throw new CodewrightError('UNAUTHORIZED', 'This link has been used already, or belongs to another start.', {
        hint: 'codewright serve prints a new one each time it starts.',
      });
    }
    return context.json({ token }, 200, { 'cache-control': 'no-store' });
  });
}
