import { join } from 'node:path';
import type { Asker } from '@codewright/protocol/access';
import type { MemoryClient } from '@codewright/protocol/memory';
import type { CuratedItem, Memory } from '../memory/contract.ts';
import { createMemory } from '../memory/memory.ts';
import { readCurated } from '../research/curated.ts';
import { systemClock } from '../shared/clock.ts';
import { dataFolder } from '../shared/data.ts';
import { guardClient } from './guard-client.ts';
import type { Runtime } from './runtime.ts';
import { documentationHosts } from './web.ts';

/** Memory and knowledge of a home. */
export function openMemory({ storage, ledger, redactor }: Pick<Runtime, 'storage' | 'ledger' | 'redactor'>): Memory {
  let read: Promise<CuratedItem[]> | undefined;
  const memory = createMemory({ storage, ledger, redactor, clock: systemClock, curated: () => (read ??= readItems()) });
  return { ...memory, of: (asker: Asker): MemoryClient => guardClient(memory.of(asker), redactor) };
}

/** knowledge/*.yaml as items: versions of packages, and the sites of documentation. */
async function readItems(): Promise<CuratedItem[]> {
  const { asOf, packages } = await readCurated(join(dataFolder('knowledge'), 'packages.yaml'));
  return [
    ...Object.entries(packages).map(([name, lines]): CuratedItem => {
      const ecosystem = /^(pypi|crates|go|maven):/.exec(name)?.[1] ?? 'npm';
      const plain = name.replace(/^(pypi|crates|go|maven):/, '');
      const versions = lines.map(({ version, engines }) => `- ${version}${engines ? ` (needs ${engines})` : ''}`);
      return {
        key: `${ecosystem}:${plain}`,
        title: `${plain} ${lines[0]?.version ?? ''} (${ecosystem})`,
        text: `Newest release of each line, used when no registry answers:\n\n${versions.join('\n')}`,
        source: 'knowledge/packages.yaml',
        foundAt: asOf,
        confidence: 0.7,
      };
    }),
    ...documentationHosts().map((host) => ({
      key: `site:${host}`,
      title: host,
      text: 'A site of documentation whose pages agents may read without asking.',
      source: 'knowledge/documentation.yaml',
      foundAt: null,
      confidence: 1,
    })),
  ];
}
