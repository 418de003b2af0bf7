import type { Codebase } from '../codebase/contract.ts';

/** A codebase whose parsers and index are loaded when an agent first asks for them. */
export function createLazyCodebase(folder: string): Codebase {
  let made: Promise<Codebase> | undefined;
  const load = async () => {
    const [{ createCodebase }, { openCodeIndex }] = await Promise.all([
      import('../codebase/codebase.ts'),
      import('../storage/code-index.ts'),
    ]);
    return createCodebase({ folder, open: openCodeIndex });
  };
  const open = () => (made ??= load());
  return {
    map: async (query) => (await open()).map(query),
    search: async (query) => (await open()).search(query),
  };
}
