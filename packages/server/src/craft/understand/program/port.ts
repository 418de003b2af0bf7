import type { ProjectKind, Understanding } from '../../requirements.ts';

/** The port that a program is to listen on. */

const listens: ReadonlySet<ProjectKind> = new Set([
  'rest_api',
  'graphql_api',
  'realtime_service',
  'fullstack',
  'web_app',
  'server',
]);

const lead =
  '(?:\\s*[,;])?(?:\\s+(?:and|it|which|that|should|must|shall|will|can|be|is|are|runs?|running|listens?|listening|served?|serving|reachable|available|starts?|started|works?|uses?|using|with|by|its|the|an?|default|tcp|http|localhost|on|at|to))*';
const said = new RegExp(
  `${lead}\\s+ports?(?:\\s+(?:number|is|should|be|defaults?|to|of))*\\s*[:=]?\\s*(\\d{2,5})\\b(?!\\s*(?:-|–|to\\b|and\\b|,|or\\b)\\s*\\d)(?:\\s+by\\s+default|\\s+(?:unless|if)\\s+(?:not\\s+)?(?:said|told|set|given)(?:\\s+otherwise)?)?`,
  'gi',
);

/**
 * Reads a text without what it says of its port, whose words name nothing that is kept, and keeps the port. Where nothing that
 * listens comes of it, or several ports are named, the whole is read.
 * @param understand reads a text whose words stand in their places.
 */
export function besidePort(text: string, understand: (read: string) => Understanding): Understanding {
  const found = [...text.matchAll(said)];
  const ports = new Set(found.map((match) => Number(match[1])));
  const [port = 0] = ports;
  if (ports.size !== 1 || port < 1 || port > 65_535) return understand(text);
  const read = text.replaceAll(said, (words) => words.replaceAll(/[^\n]/g, ' '));
  const understood = understand(read);
  if (understood.verdict !== 'understood' || !listens.has(understood.requirements.kind)) return understand(text);
  const { requirements } = understood;
  return { ...understood, requirements: { ...requirements, stack: { ...requirements.stack, port } } };
}
