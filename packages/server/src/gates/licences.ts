import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateResult } from '@codewright/protocol/evidence';
import { z } from 'zod';
import { blueprintsFolder } from '../craft/emit/templates.ts';
import { readYaml } from '../shared/yaml.ts';
import { asRecord } from './checkout.ts';

/** Licences of what ships with a project, and which of them it cannot take. */

type Problem = GateResult['problems'][number];

const groups = ['permissive', 'weak', 'strong', 'network', 'restricted'] as const;
type Group = (typeof groups)[number];

const group = z.enum(groups);
const schema = z.object({
  groups: z.record(group, z.array(z.string())),
  refuses: z.record(z.enum(['proprietary', ...groups]), z.array(group)),
  says: z.partialRecord(group, z.string()),
});
let known: z.output<typeof schema> | undefined;

function knowledge(): z.output<typeof schema> {
  if (known) return known;
  const file = join(blueprintsFolder(), '..', 'knowledge', 'licences.yaml');
  known = schema.parse(readYaml(readFileSync(file, 'utf8'), file).value);
  return known;
}

function groupOf(id: string): Group | null {
  const plain = id.replace(/\+$/, '');
  const fits = (pattern: string): boolean =>
    pattern.endsWith('*') ? plain.startsWith(pattern.slice(0, -1)) : plain === pattern;
  return groups.find((name) => knowledge().groups[name].some(fits)) ?? null;
}

/**
 * The mildest way to take what stands under an SPDX expression, `(MIT OR GPL-2.0-only)`: of what OR joins one is enough, of
 * what AND joins all hold. `ids` are what then holds; the group is null where an id is not known.
 */
export function readLicence(expression: string): { ids: string[]; group: Group | null } {
  const words = expression.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const worst = (found: readonly (Group | null)[]): Group | null =>
    found.includes(null) ? null : (groups.findLast((name) => found.includes(name)) ?? null);
  const rank = (one: Group | null): number => (one === null ? groups.length : groups.indexOf(one));
  const single = (): { ids: string[]; group: Group | null } => {
    const word = words[at] ?? '';
    at += 1;
    if (word === '(') {
      const inner = either();
      at += 1;
      return inner;
    }
    // An exception only takes demands away; which one is no matter here.
    if (words[at]?.toUpperCase() === 'WITH') at += 2;
    return { ids: [word], group: groupOf(word) };
  };
  const both = (): { ids: string[]; group: Group | null } => {
    const parts = [single()];
    while (words[at]?.toUpperCase() === 'AND') {
      at += 1;
      parts.push(single());
    }
    return { ids: parts.flatMap(({ ids }) => ids), group: worst(parts.map((part) => part.group)) };
  };
  const either = (): { ids: string[]; group: Group | null } => {
    let best = both();
    while (words[at]?.toUpperCase() === 'OR') {
      at += 1;
      const other = both();
      if (rank(other.group) < rank(best.group)) best = other;
    }
    return best;
  };
  return either();
}

export interface Licences {
  /** Packages that ship, by licence, the most frequent first: `MIT 40`. */
  counts: [licence: string, packages: number][];
  problems: Problem[];
}

/** Of what ships, as npm's lock gives it; `own`: the project's own licence, empty where it has none. */
export function licencesOf(own: string, packages: Record<string, unknown>): Licences {
  const counts = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [path, value] of Object.entries(packages)) {
    const entry = asRecord(value);
    if (path === '' || !entry || entry['dev'] === true || entry['devOptional'] === true || entry['link'] === true)
      continue;
    const name = path.split('node_modules/').at(-1) ?? path;
    const given = typeof entry['license'] === 'string' ? entry['license'] : null;
    counts.set(given ?? 'not said', (counts.get(given ?? 'not said') ?? 0) + 1);
    // Some versions of npm leave them out of the lock: nothing is known then, and nothing is claimed.
    if (given === null) continue;
    const problem = refusedLicence(own, name, given, 'package-lock.json');
    if (problem) problems.push(problem);
  }
  return { counts: [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)), problems };
}

/** Why a project under `own` (empty where it has no licence) cannot take a package under `given`; null where it can. */
export function refusedLicence(own: string, name: string, given: string, file: string): Problem | null {
  const ours = /^(?:|UNLICENSED|SEE LICENSE IN .*)$/i.test(own)
    ? 'proprietary'
    : (readLicence(own).group ?? 'proprietary');
  const { group: found } = readLicence(given);
  if (found === null)
    return {
      file,
      code: 'licence-unknown',
      message: `${name} is under "${given}", which is no licence that is known here; read it.`,
    };
  if (!knowledge().refuses[ours].includes(found)) return null;
  const whose = ours === 'proprietary' ? 'a project without an open licence' : `a project under ${own}`;
  return {
    file,
    code: 'licence',
    message: `${name} is under ${given}, which ${knowledge().says[found] ?? 'asks more'}: ${whose} cannot take it.`,
  };
}

/** "Of the packages that ship 3 are under MIT, 1 under ISC." */
export function toldLicences({ counts }: Licences): string {
  if (counts.length === 0) return 'No package ships.';
  const shown = counts
    .slice(0, 6)
    .map(([licence, count]) =>
      licence === 'not said' ? `${count} without one that is said` : `${count} under ${licence}`,
    );
  return `Packages that ship: ${shown.join(', ')}${counts.length > shown.length ? ', and others' : ''}.`;
}
