import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { CodewrightError } from '../shared/errors.ts';
import type { TrustStore } from './contract.ts';

const tool = z.object({ name: z.string(), description: z.string(), inputSchema: z.record(z.string(), z.unknown()) });
const approval = z.object({ definition: z.string(), tools: z.array(tool), at: z.string() });
const stored = z.object({ version: z.literal(1), repositories: z.record(z.string(), z.record(z.string(), approval)) });
type Stored = z.infer<typeof stored>;

/** Approvals in one file, read anew each time: another process may have written it. */
export function openTrust(file: string): TrustStore {
  const read = (): Stored => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { version: 1, repositories: {} };
      throw error;
    }
    const parsed = stored.safeParse(parse(text));
    if (parsed.success) return parsed.data;
    throw new CodewrightError('ENVIRONMENT', `${file} cannot be read.`, {
      hint: 'Remove it; every tool server then has to be approved again.',
    });
  };
  const write = (value: Stored) => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const temporary = `${file}.${process.pid}.new`;
    writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, file);
  };
  return {
    approved: (repository) => read().repositories[repository] ?? {},
    approve(repository, server, given) {
      const all = read();
      all.repositories[repository] = { ...all.repositories[repository], [server]: given };
      write(all);
    },
    revoke(repository, server) {
      const all = read();
      const own = { ...all.repositories[repository] };
      if (!(server in own)) return false;
      delete own[server];
      all.repositories[repository] = own;
      write(all);
      return true;
    },
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
