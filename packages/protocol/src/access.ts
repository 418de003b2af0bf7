import { z } from 'zod';

/** From the least to the most; each may do what those before it may, but see only what docs/api.md says. */
export const roles = ['viewer', 'member', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The user that commands in a terminal of this installation are, and who holds its token. */
export const ownUser = 'local';

export const userName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@-]{0,63}$/, 'small letters, digits, and . _ @ - after the first; at most 64');

/** Who asks. */
export const asker = z.object({ user: z.string(), role: z.enum(roles) });
export type Asker = z.infer<typeof asker>;

export const user = z.object({
  id: userName,
  role: z.enum(roles),
  /** null: `local`, which came with the installation. */
  createdAt: z.string().nullable(),
  /** When any token or session of this user was last used, to the minute. */
  usedAt: z.string().nullable(),
});
export type User = z.infer<typeof user>;

/** A token or session, without its secret. */
export const credential = z.object({
  id: z.string(),
  user: z.string(),
  kind: z.enum(['token', 'session']),
  name: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  /** To the minute; null: never. */
  usedAt: z.string().nullable(),
});
export type Credential = z.infer<typeof credential>;

/** A new token: its secret is shown this once. */
export const newToken = z.object({ token: credential, secret: z.string() });
export type NewToken = z.infer<typeof newToken>;

/** Whether a role is at least another. */
export function reaches(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
