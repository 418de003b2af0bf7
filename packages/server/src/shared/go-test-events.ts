/** `go test -json` prints an event a line; without it, only packages are counted. */

interface GoEvent {
  Action: string;
  Package?: string;
  Test?: string;
  Output?: string;
}

/** The command in the form that tells of each test; any other command as it is. */
export function tellingEachTest(argv: readonly string[]): string[] {
  const [program, verb, ...rest] = argv;
  if (program !== 'go' || verb !== 'test' || rest.includes('-json')) return [...argv];
  return ['go', 'test', '-json', ...rest];
}

/** What was printed, as a person reads it; text without events stays as it is. */
export function withoutEvents(output: string): string {
  if (!output.includes('"Action":')) return output;
  return output
    .split('\n')
    .map((line) => {
      const event = eventOf(line);
      return event ? (event.Output ?? '') : `${line}\n`;
    })
    .join('');
}

/** Tests that ran to a verdict: those with parts count as their parts do. Null where there is no event. */
export function countGoEvents(output: string): { executed: number; failed: number } | null {
  const verdicts = new Map<string, string>();
  const packages = new Set<string>();
  let seen = false;
  for (const line of output.split('\n')) {
    const event = eventOf(line);
    if (!event) continue;
    seen = true;
    const name = `${event.Package ?? ''} ${event.Test ?? ''}`;
    if (event.Action !== 'pass' && event.Action !== 'fail') continue;
    if (event.Test !== undefined) verdicts.set(name, event.Action);
    else if (event.Action === 'fail') packages.add(event.Package ?? '');
  }
  if (!seen) return null;
  const parents = new Set([...verdicts.keys()].flatMap((name) => above(name)));
  const own = [...verdicts].filter(([name, verdict]) => !parents.has(name) || (verdict === 'fail' && !hasFailed(name)));
  const failed = own.filter(([, verdict]) => verdict === 'fail').length;
  // A package may fail without a test: it does not compile, or ends in the middle.
  const broken = [...packages].filter(
    (path) => ![...verdicts].some(([name, v]) => v === 'fail' && name.startsWith(`${path} `)),
  );
  return { executed: own.length + broken.length, failed: failed + broken.length };

  function hasFailed(parent: string): boolean {
    return [...verdicts].some(([name, verdict]) => verdict === 'fail' && name.startsWith(`${parent}/`));
  }
}

/** "TestA/b/c" stands in "TestA/b" and in "TestA". */
function above(name: string): string[] {
  const parts = name.split('/');
  return parts.slice(1).map((_part, at) => parts.slice(0, at + 1).join('/'));
}

function eventOf(line: string): GoEvent | null {
  if (!line.startsWith('{') || !line.includes('"Action":')) return null;
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event !== null && 'Action' in event ? (event as GoEvent) : null;
  } catch {
    return null;
  }
}
