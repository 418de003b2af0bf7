import type { KnowledgeKind } from '@codewright/protocol/memory';

export const kindWords: Record<KnowledgeKind, { one: string; many: string; empty: string }> = {
  page: { one: 'Page', many: 'Pages', empty: 'Pages of documentation that agents read come here.' },
  package: { one: 'Package', many: 'Packages', empty: 'Versions that jobs look up in registries come here.' },
  note: { one: 'Note', many: 'Notes', empty: 'Add what you know, with its source.' },
  fix: {
    one: 'Learned fix',
    many: 'Learned fixes',
    empty: 'What mends a mistake in one job is tried first in the next.',
  },
  curated: { one: 'Built in', many: 'Built in', empty: 'Nothing came with this installation.' },
};
