import { z } from 'zod';

export const origins = ['default', 'user file', 'project file', 'environment', 'flag'] as const;

export const setting = z.object({
  /** `api.port` */
  path: z.string(),
  value: z.unknown(),
  default: z.unknown(),
  origin: z.enum(origins),
  meaning: z.string(),
  /** The variable that would take its place; '' where none does. */
  variable: z.string(),
  /** Something else than the user's file says it: a change there would not show. */
  fixed: z.boolean(),
  /** It counts from the next start on. */
  restart: z.boolean(),
  /** JSON Schema of what it takes. */
  form: z.unknown(),
});
export type Setting = z.infer<typeof setting>;

export const settingsView = z.object({
  /** The user's file. */
  file: z.string(),
  settings: z.array(setting),
});
export type SettingsView = z.infer<typeof settingsView>;

/** A setting with its new value; without one it is the default again. */
export const settingChange = z.object({ path: z.string().min(1).max(300), value: z.unknown().optional() });
export type SettingChange = z.infer<typeof settingChange>;

export const secretName = z.string().regex(/^[A-Za-z_]\w{0,99}$/, 'letters, digits and _; at most 100');

/** Stored keys by their names; a value is never given back. */
export const secretsView = z.object({
  secrets: z.array(
    z.object({
      name: z.string(),
      setAt: z.string(),
      replacedAt: z.string().nullable(),
      usedBy: z.string(),
      /** Made by Codewright for itself: it goes with what it serves. */
      own: z.boolean(),
    }),
  ),
  /** What they are encrypted under; null while there are none. */
  protection: z.string().nullable(),
  /** Keys that the server's environment has and the store has not. */
  fromEnvironment: z.array(z.string()),
  /** Keys that a known model provider would use. */
  known: z.array(z.string()),
});
export type SecretsView = z.infer<typeof secretsView>;

export const policyFile = z.object({ name: z.string(), text: z.string() });
