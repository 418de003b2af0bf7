import { existsSync } from 'node:fs';
import { z } from 'zod';

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_PATH: z.string().min(1).default('data/library-api.db'),
});

export interface Config {
  host: string;
  /** 0 takes any free port. */
  port: number;
  /** File of the SQLite database, or `:memory:`. */
  databasePath: string;
}

/** The variables of the process, and those of `.env` that it does not have. */
export function loadEnvironment(): Record<string, string | undefined> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/** Throws an error that names every variable that is wrong. */
export function loadConfig(variables: Record<string, string | undefined>): Config {
  const result = environment.safeParse(variables);
  if (!result.success) throw new Error(`Invalid configuration:\n${z.prettifyError(result.error)}`);
  return {
    host: result.data.HOST,
    port: result.data.PORT,
    databasePath: result.data.DATABASE_PATH,
  };
}
