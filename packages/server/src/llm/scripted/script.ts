import type { Fault, Route, Script, ScriptedSession, ScriptedStep, SeenRequest } from './contract.ts';

interface Place {
  step: ScriptedStep;
  /** Names the place in the session's scripts. */
  name: string;
  /** Called when the answer was given to its end. */
  answered(): void;
}

/** One session: its scripts, where each stands, and which faults are used up. */
export class Session {
  readonly #session: ScriptedSession;
  readonly #name: string;
  readonly #given = new Map<number, number>();
  readonly #used = new Map<string, number>();

  constructor(name: string, session: ScriptedSession | Script) {
    this.#name = name;
    this.#session = Array.isArray(session) || typeof session === 'function' ? { script: session } : session;
  }

  place(seen: SeenRequest): Place {
    const { position = 'transcript', after } = this.#session;
    const { script, number } = this.#scriptFor(seen);
    const turn = position === 'arrival' ? (this.#given.get(number) ?? 0) : seen.turn;
    const step = typeof script === 'function' ? script(seen) : script[turn];
    const end = after ?? { text: 'Done.' };
    return {
      // A client that asks on the side, for a title say, declares no tools; what a turn of the work says is not for it.
      step: step === undefined || (step.calls?.length && seen.tools.length === 0) ? end : step,
      name: `${this.#name} ${number} ${turn}`,
      answered: () => this.#given.set(number, turn + 1),
    };
  }

  #scriptFor(seen: SeenRequest): { script: Script; number: number } {
    const { script } = this.#session;
    if (!isRoutes(script)) return { script, number: 0 };
    const number = script.findIndex((route) => leadsTo(route, seen));
    return { script: script[number]?.steps ?? [], number };
  }

  /** The fault of this try, counted; null when the place has none left. */
  fault(place: Place): Fault | null {
    const { fault = [] } = place.step;
    for (const [index, one] of (Array.isArray(fault) ? fault : [fault]).entries()) {
      const key = `${place.name} ${index}`;
      const used = this.#used.get(key) ?? 0;
      if (used >= (one.times ?? Infinity)) continue;
      this.#used.set(key, used + 1);
      return one;
    }
    return null;
  }

  clear(): void {
    this.#given.clear();
    this.#used.clear();
  }
}

const isRoutes = (script: Script | Route[]): script is Route[] =>
  Array.isArray(script) && script.length > 0 && script.every((entry) => 'steps' in entry);

function leadsTo(route: Route, seen: SeenRequest): boolean {
  const matches = (pattern: string | RegExp | undefined, words: string) =>
    pattern === undefined || new RegExp(pattern, 'i').test(words);
  const task = seen.messages.find(({ role }) => role === 'user')?.text ?? '';
  return (
    matches(route.system, seen.system) &&
    matches(route.task, task) &&
    (route.tool === undefined || seen.tools.some(({ name }) => name === route.tool))
  );
}
