import type { Asker } from '@codewright/protocol/access';
import { type MemoryClient, tagOf } from '@codewright/protocol/memory';
import type { memoryRoutes } from '@codewright/protocol/memory-routes';
import type { Context } from 'hono';
import { CodewrightError } from '../shared/errors.ts';
import type { ApiOptions } from './contract.ts';
import { given } from './given.ts';
import type { Handlers } from './handlers.ts';

type MemoryHandlers = Pick<Handlers, keyof typeof memoryRoutes>;

/** What is remembered and known, as the one who asks may see and change it. */
export function createMemoryHandlers(memoryOf: ApiOptions['memoryOf'], asker: Asker): MemoryHandlers {
  let own: MemoryClient | undefined;
  const mine = (): MemoryClient => {
    if (memoryOf === undefined) throw new CodewrightError('NOT_FOUND', 'This server shows no memory.');
    return (own ??= memoryOf(asker));
  };
  const tagged = <T extends { version: number }>(context: Context, item: T): T => {
    context.header('ETag', tagOf(item.version));
    return item;
  };
  return {
    listMemory: ({ query }) => mine().memory(given(query)),
    remember: async ({ body, headers }, context) =>
      tagged(
        context,
        await mine().remember(given(body), headers['if-none-match'] === '*' ? null : versionOf(headers['if-match'])),
      ),
    exportMemory: ({ query }) => mine().exportMemory(given(query)),
    importMemory: ({ body }) => mine().importMemory(body.records.map((record) => given(record))),
    getRecord: async ({ id }, context) => tagged(context, await mine().record(id)),
    recordHistory: async ({ id }) => ({ versions: await mine().recordHistory(id) }),
    changeRecord: async ({ id, body, headers }, context) =>
      tagged(context, await mine().changeRecord(id, given(body), versionOf(headers['if-match']))),
    async forgetRecord({ id, headers }) {
      await mine().forgetRecord(id, versionOf(headers['if-match']));
      return { forgotten: true };
    },
    listKnowledge: ({ query }) => mine().knowledge(given(query)),
    addKnowledge: async ({ body }, context) => tagged(context, await mine().addKnowledge(given(body))),
    getKnowledge: async ({ id }, context) => tagged(context, await mine().knowledgeItem(id)),
    knowledgeHistory: async ({ id }) => ({ versions: await mine().knowledgeHistory(id) }),
    changeKnowledge: async ({ id, body, headers }, context) =>
      tagged(context, await mine().changeKnowledge(id, given(body), versionOf(headers['if-match']))),
    async forgetKnowledge({ id, headers }) {
      await mine().forgetKnowledge(id, versionOf(headers['if-match']));
      return { forgotten: true };
    },
  };
}

/** The number in `"7"` or `W/"7"`. */
function versionOf(tag: string | undefined): number | undefined {
  return tag === undefined ? undefined : Number(/\d+/.exec(tag)?.[0]);
}
