import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fails the build when the JavaScript that must be there before the first page shows is larger than `bytes`, gzipped. */
export function firstLoadLimit(bytes: number): Plugin {
  return {
    name: 'first-load-limit',
    generateBundle(_options, bundle) {
      const needed = new Set<string>();
      const take = (file: string): void => {
        const chunk = bundle[file];
        if (needed.has(file) || chunk?.type !== 'chunk') return;
        needed.add(file);
        for (const other of chunk.imports) take(other);
      };
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) take(chunk.fileName);
      let size = 0;
      for (const file of needed) {
        const chunk = bundle[file];
        if (chunk?.type === 'chunk') size += gzipSync(chunk.code).length;
      }
      if (size > bytes)
        this.error(`${size} bytes of gzipped JavaScript before the first page shows; the limit is ${bytes}.`);
      process.stderr.write(
        `dashboard: ${(size / 1000).toFixed(0)} kB of gzipped JavaScript before the first page shows\n`,
      );
    },
  };
}

/**
 * Says in `preload.json` which scripts a page needs beside the first ones, so that the server names them with the page: they come while
 * the first ones are still being read. `pages`: the module of a page by the beginning of its addresses.
 */
export function pagePreloads(pages: Record<string, string>): Plugin {
  return {
    name: 'page-preloads',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
      const closure = (roots: typeof chunks): Set<string> => {
        const found = new Set(roots.map(({ fileName }) => fileName));
        for (const file of found)
          for (const other of chunks.find((one) => one.fileName === file)?.imports ?? []) found.add(other);
        return found;
      };
      const first = closure(chunks.filter((one) => one.isEntry));
      const lists = Object.entries(pages).map(([path, module]) => {
        const page = chunks.filter((one) => one.facadeModuleId?.endsWith(module));
        if (page.length === 0) this.error(`No script begins with ${module}.`);
        return [path, [...closure(page)].filter((file) => !first.has(file)).map((file) => `/${file}`)];
      });
      this.emitFile({ type: 'asset', fileName: 'preload.json', source: JSON.stringify(Object.fromEntries(lists)) });
    },
  };
}
