/** The package managers that a command may fetch with, by the registries that they need. */
export const installers = ['npm', 'pip', 'go'] as const;
export type Installer = (typeof installers)[number];

const named: readonly (readonly [Installer, RegExp])[] = [
  ['pip', /(?:^|[\s;&|(/])(?:pip[\d.]*|pipx|uvx?|python[\d.]*\s+-m\s+(?:pip|build))(?=\s|$)/],
  ['go', /(?:^|[\s;&|(/])go\s+(?:get|mod|install|build|test|run|vet|list|work|generate)(?=\s|$)/],
];

/** Whose registries a command needs; npm's where it names no other client. */
export function installersOf(argv: readonly string[]): Installer[] {
  const words = argv.join(' ');
  const found = named.flatMap(([installer, pattern]) => (pattern.test(words) ? [installer] : []));
  return found.length === 0 || /(?:^|[\s;&|(/])(?:npm|npx|pnpm|yarn)(?=\s|$)/.test(words) ? ['npm', ...found] : found;
}

/**
 * True when all that `npm ci` misses in the lock are optional packages of other platforms that the registry does not have:
 * `npm install` leaves those out of the lock without a word, and `npm ci` then refuses the lock that it made (npm names
 * them without a version). What compares manifest and lock is the `dependencies` gate.
 */
export function lacksOnlyUnpublished(output: string): boolean {
  const complaints = [...output.matchAll(/^npm error (?:Missing|Invalid): (.*)$/gm)].map((match) => match[1] ?? '');
  return complaints.length > 0 && complaints.every((line) => /^\S+@ from lock file$/.test(line));
}
