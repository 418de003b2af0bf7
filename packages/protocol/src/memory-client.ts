import type { createCaller } from './http-client.ts';
import type { MemoryClient } from './memory.ts';
import { tagOf } from './memory.ts';

type Caller = Pick<ReturnType<typeof createCaller>, 'call' | 'open'>;

/** Memory and knowledge of a server, by its routes. */
export function createMemoryClient({ call, open }: Caller): MemoryClient {
  return {
    memory: (query) => call('listMemory', { query }),
    record: (id) => call('getRecord', { id }),
    recordHistory: async (id) => (await call('recordHistory', { id })).versions,
    remember: (body, expected) =>
      call('remember', {
        body,
        headers: expected === null ? { 'if-none-match': '*' } : ifMatch(expected),
      }),
    changeRecord: (id, body, expected) => call('changeRecord', { id, body, headers: ifMatch(expected) }),
    async forgetRecord(id, expected) {
      await call('forgetRecord', { id, headers: ifMatch(expected) });
    },
    exportMemory: async (query) => (await open('exportMemory', { query })).text(),
    importMemory: (records) => call('importMemory', { body: { records: [...records] } }),
    knowledge: (query) => call('listKnowledge', { query }),
    knowledgeItem: (id) => call('getKnowledge', { id }),
    knowledgeHistory: async (id) => (await call('knowledgeHistory', { id })).versions,
    addKnowledge: (body) => call('addKnowledge', { body }),
    changeKnowledge: (id, body, expected) => call('changeKnowledge', { id, body, headers: ifMatch(expected) }),
    async forgetKnowledge(id, expected) {
      await call('forgetKnowledge', { id, headers: ifMatch(expected) });
    },
  };
}

function ifMatch(expected: number | undefined) {
  return expected === undefined ? {} : { 'if-match': tagOf(expected) };
}
