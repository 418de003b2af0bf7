import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { ChatSession, ChatStore } from '../cli/chat/session.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { Redactor } from '../shared/redact.ts';

const stored = z.object({
  id: z.string(),
  name: z.string().nullable(),
  folder: z.string(),
  startedAt: z.string(),
  jobs: z.array(z.string()),
  messages: z.array(z.object({ who: z.enum(['user', 'codewright', 'shell']), text: z.string(), at: z.string() })),
  settings: z.object({ model: z.string(), agent: z.string(), workflow: z.string() }).partial(),
});

/** Conversations as one file each in `<home>/chats`, without known secrets. */
export function openChats(home: string, redactor: Pick<Redactor, 'text'>): ChatStore {
  const folder = join(home, 'chats');
  const list = (): ChatSession[] => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    return files.flatMap((name) => read(join(folder, name)) ?? []).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  };
  return {
    list,
    save(session) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${session.id}.json`);
      writeFileSync(`${file}.new`, redactor.text(JSON.stringify(session)), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    load(wanted) {
      const found = list().filter(
        ({ id, name }) => name === wanted || id === wanted || (wanted.length >= 4 && id.endsWith(wanted)),
      );
      if (found[0]) return found[0];
      throw new CodewrightError('NOT_FOUND', `No conversation is called ${wanted}.`, {
        hint: '/resume in `codewright chat` lists them.',
      });
    },
  };
}

/** Null for a file that is none: another version's, or cut off. */
function read(file: string): ChatSession | null {
  try {
    const parsed = stored.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? (parsed.data as ChatSession) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
