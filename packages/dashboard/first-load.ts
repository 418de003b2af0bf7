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
