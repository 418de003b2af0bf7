import { z } from 'zod';

/** One published version, as far as choosing one needs it. */
export const release = z.object({
  version: z.string(),
  deprecated: z.string().nullable(),
  engines: z.string().nullable(),
  peers: z.record(z.string(), z.string()),
});
export type Release = z.infer<typeof release>;

/** What a registry says of one package, reduced to what choosing a version needs. */
export const packument = z.object({
  name: z.string(),
  latest: z.string(),
  releases: z.array(release).min(1),
});
export type Packument = z.infer<typeof packument>;

/** The registry's abbreviated form (`application/vnd.npm.install-v1+json`), read leniently: mirrors vary in the details. */
const abbreviated = z.object({
  name: z.string(),
  'dist-tags': z.record(z.string(), z.string()).default({}),
  versions: z.record(
    z.string(),
    z.object({
      deprecated: z.union([z.string(), z.boolean()]).optional(),
      engines: z.unknown().optional(),
      peerDependencies: z.unknown().optional(),
    }),
  ),
});

/** A registry's answer as a packument; null when it is none, or is about another package. */
export function readPackument(name: string, answer: unknown): Packument | null {
  const parsed = abbreviated.safeParse(answer);
  if (!parsed.success || parsed.data.name !== name) return null;
  const releases = Object.entries(parsed.data.versions).map(
    ([version, data]): Release => ({
      version,
      deprecated: deprecation(data.deprecated),
      engines: nodeEngine(data.engines),
      peers: textRecord(data.peerDependencies),
    }),
  );
  const last = releases.at(-1);
  if (!last) return null;
  return { name, latest: parsed.data['dist-tags']['latest'] ?? last.version, releases };
}

function deprecation(value: string | boolean | undefined): string | null {
  if (value === true) return 'deprecated';
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Very old packages carry `engines` as a list or a string; those say nothing that can be checked. */
function nodeEngine(value: unknown): string | null {
  const node = textRecord(value)['node'];
  return node === undefined || node === '' ? null : node;
}

function textRecord(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
