import type { Job } from '@codewright/protocol/job';
import { type JsonValue, textOf } from '@codewright/protocol/json';
import type { Finding, JobMemory } from '../memory/contract.ts';
import type { Page, PackageRegistry, ResolvedPackage, Web } from '../research/contract.ts';
import type { Journal } from '../shared/step.ts';
import type { JobParts } from './contract.ts';
import type { JobRecord } from './replay/record.ts';

/** Every task of a job carries it: enough for what a team writes down of a project, not for a book. */
const mostFacts = 20;
const mostLetters = 400;

/** The memory of a job: its places follow from its request, whatever an agent says. */
export function memoryOf(parts: Pick<JobParts, 'memory'>, job: Job): JobMemory {
  const { repository, output, conversation } = job.request;
  return parts.memory.ofJob({
    id: job.id,
    user: job.createdBy,
    project: (repository ?? output)?.replace(/(?<=.)\/+$/, '') ?? null,
    conversation: conversation ?? null,
    fence: { job: job.id, epoch: job.epoch },
  });
}

/**
 * What is kept for the project and for everybody, read once before anything is done, so that a resumed job works by the same words.
 * Null where there is nothing; a replay gets what the record holds.
 */
export async function readRemembered(
  memory: JobMemory,
  journal: Journal,
  { fresh, record }: { fresh: boolean; record: JobRecord | undefined },
): Promise<JsonValue> {
  if (record) return record.step('remembered')?.data['result'] ?? null;
  if (!fresh && !journal.has('remembered')) return null;
  const by = { role: '' };
  const found = fresh
    ? [
        ...(await memory.recall({ scope: 'project', limit: mostFacts }, by)),
        ...(await memory.recall({ scope: 'global', limit: mostFacts }, by)),
      ]
    : [];
  if (fresh && found.length === 0) return null;
  return journal.run<JsonValue>(
    'remembered',
    async () =>
      found.slice(0, mostFacts).map(({ from, key, value, at }) => {
        const text = textOf(value, 'null');
        return { for: from, key, value: text.length > mostLetters ? `${text.slice(0, mostLetters)}…` : value, at };
      }),
    (read) => ({
      actor: { type: 'system', id: 'worker' },
      summary: `Read what is remembered: ${Array.isArray(read) ? read.length : 0} facts`,
    }),
  );
}

/** Research whose findings are kept, with source and date, before whoever asked reads them. */
export function keepingWeb(web: Web, memory: JobMemory): Web {
  return {
    async read(url, signal) {
      const page = await web.read(url, signal);
      await memory.found([pageFinding(page)]);
      return page;
    },
    search: (query, limit, signal) => web.search(query, limit, signal),
  };
}

export function keepingRegistry(registry: PackageRegistry, memory: JobMemory): PackageRegistry {
  return {
    async resolve(needs, signal) {
      const packages = await registry.resolve(needs, signal);
      // What came with Codewright is known already, and says so.
      await memory.found(packages.filter(({ source }) => source !== 'curated').map(packageFinding));
      return packages;
    },
  };
}

function pageFinding({ url, title, markdown, asOf }: Page): Finding {
  return {
    kind: 'page',
    key: url,
    title: title === '' ? url : title,
    text: markdown,
    source: url,
    foundAt: asOf,
    confidence: 0.8,
  };
}

const platforms: Record<ResolvedPackage['ecosystem'], string> = {
  npm: 'Node',
  pypi: 'Python',
  crates: 'Rust',
  go: 'Go',
  maven: 'Java',
};

function packageFinding(found: ResolvedPackage): Finding {
  const { ecosystem, name, version, latest, publishedAt, deprecated, engines, peers, asOf } = found;
  const needs = [
    ...(engines === null ? [] : [`${platforms[ecosystem]} ${engines}`]),
    ...Object.entries(peers).map(([peer, range]) => `${peer} ${range}`),
  ];
  const lines = [
    `Newest stable version: ${latest}.`,
    ...(version === latest ? [] : [`In the range that was asked for: ${version}.`]),
    ...(publishedAt === null ? [] : [`${version} was published ${publishedAt.slice(0, 10)}.`]),
    ...(needs.length === 0 ? [] : [`${version} needs ${needs.join(', ')}.`]),
    ...(deprecated === null ? [] : [`${version} is deprecated: ${deprecated}`]),
  ];
  return {
    kind: 'package',
    key: `${ecosystem}:${name}`,
    title: `${name} ${latest} (${ecosystem})`,
    text: lines.join('\n'),
    source: `${ecosystem} registry`,
    foundAt: asOf,
    confidence: 1,
  };
}
