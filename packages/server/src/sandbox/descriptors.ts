import { existsSync, readdirSync, readFileSync } from 'node:fs';

const O_CLOEXEC = 0o2000000;

/**
 * Descriptors that the program which started us left open: they would be handed on to every command, since Node marks only the
 * low ones close-on-exec. Empty on an ordinary start. Node's own later ones are never among them.
 */
export function inheritedDescriptors(): number[] {
  if (!existsSync('/proc/self/fdinfo')) return [];
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((number) => number > 2 && staysOpen(number));
}

/**
 * The tail of spawn's `stdio`, from number `first` on, that puts `harmless` (an open /dev/null) over each inherited one;
 * 'ignore' leaves a number as it is.
 */
export function coverDescriptors(inherited: readonly number[], first: number, harmless: number): (number | 'ignore')[] {
  const highest = Math.max(first - 1, ...inherited);
  return Array.from({ length: highest - first + 1 }, (_, index) =>
    inherited.includes(first + index) ? harmless : 'ignore',
  );
}

function staysOpen(descriptor: number): boolean {
  let info: string;
  try {
    info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8');
  } catch {
    return false;
  }
  const flags = /^flags:\s+([0-7]+)$/m.exec(info)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0;
}
