import type { Codebase } from '../codebase/contract.ts';
import type { Embedder } from '../llm/contract.ts';

/**
 * A codebase whose parsers and index are loaded when an agent first asks for them. `embedder`: that of the present settings; none where no
 * budget would know of what it costs.
 */
export function createLazyCodebase(folder: string, embedder: () => Embedder | null = () => null): Codebase {
  let made: Promise<Codebase> | undefined;
  const load = async () => {
    const [{ createCodebase }, { openCodeIndex }] = await Promise.all([
      import('../codebase/codebase.ts'),
      import('../storage/code-index.ts'),
    ]);
    return createCodebase({ folder, open: openCodeIndex, embedder });
  };
  const open = () => (made ??= load());
  return {
    map: async (query) => (await open()).map(query),
    search: async (query) => (await open()).search(query),
  };
}
