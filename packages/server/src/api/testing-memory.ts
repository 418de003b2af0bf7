import type { RouteName } from '@codewright/protocol/api-types';
import type { CallOptions } from './testing.ts';

type Options = CallOptions & { id?: string; query?: string };

/** Has every route of memory and knowledge answer in every way that its document names, but for what all routes share. */
export async function askMemory(
  ask: (name: RouteName, options?: Options) => Promise<unknown>,
  send: (name: RouteName, body: unknown, options?: Options) => Promise<unknown>,
): Promise<void> {
  const made = (await send('remember', { scope: 'global', key: 'a', value: 1 })) as { id: string };
  const wrong = { headers: { 'if-match': 'x' } };
  const old = { headers: { 'if-match': '"7"' } };
  await send('remember', { scope: 'global', key: 'a', value: 2 }, { headers: { 'if-none-match': '*' } });
  for (const name of ['listMemory', 'exportMemory', 'listKnowledge'] as const) {
    await ask(name);
    await ask(name, { query: `?${name === 'exportMemory' ? 'scope' : 'limit'}=0` });
  }
  await ask('getRecord', made);
  await ask('recordHistory', made);
  await send('changeRecord', { value: 3 }, { ...made, ...old });
  await send('changeRecord', { value: 3 }, made);
  await ask('forgetRecord', { ...made, ...wrong });
  await ask('forgetRecord', { ...made, ...old });
  await ask('forgetRecord', made);
  const many = Array.from({ length: 5000 }, (_, at) => ({ scope: 'project', place: '/p', key: `${at}`, value: at }));
  await send('importMemory', { records: many });
  await send('importMemory', { records: [{ ...many[0], key: 'one too many' }] });
  const note = (await send('addKnowledge', { title: 'Hono 5', text: 'Needs Node 22.' })) as { id: string };
  await send('addKnowledge', { title: 'Hono 5', text: 'Again.' });
  await ask('getKnowledge', note);
  await ask('knowledgeHistory', note);
  await send('changeKnowledge', { stale: 'Hono 6 is out.' }, { ...note, ...old });
  await send('changeKnowledge', { stale: 'Hono 6 is out.' }, note);
  await ask('forgetKnowledge', { ...note, ...wrong });
  await ask('forgetKnowledge', { ...note, ...old });
  await ask('forgetKnowledge', note);
}
