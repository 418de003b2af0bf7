export interface StateMachineOptions<Data = unknown> {
  /** The state to begin with. */
  initial?: string;
  /** Of each state the events and where they lead. */
  transitions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether an event may be taken, by the name of the event. */
  guards?: Readonly<Record<string, (data: Data | undefined, state: string) => boolean>>;
  /** What is called when a state is reached, by the name of the state. */
  onEnter?: Readonly<Record<string, (data: Data | undefined, from: string) => void>>;
}

/** A state, and which events lead where. */
export class StateMachine<Data = unknown> {
  readonly #options: StateMachineOptions<Data>;
  readonly #states: string[];

  constructor(options: StateMachineOptions<Data> = {}) {
    this.#options = options;
    this.#states = [options.initial ?? 'idle'];
  }

  /** Takes an event and goes on to the next state. @throws RangeError where it leads nowhere, or a guard refuses it. */
  send(event: string, data?: Data): string {
    const from = this.current();
    const next = this.#next(event);
    if (next === undefined) throw new RangeError(`The state ${from} does not take ${event}.`);
    if (this.#options.guards?.[event]?.(data, from) === false) {
      throw new RangeError(`The event ${event} is refused in the state ${from}.`);
    }
    this.#states.push(next);
    this.#options.onEnter?.[next]?.(data, from);
    return next;
  }

  /** Whether an event leads anywhere now; guards are not asked. */
  can(event: string): boolean {
    return this.#next(event) !== undefined;
  }

  current(): string {
    return this.#states.at(-1) ?? '';
  }

  /** The events that lead anywhere now; none in a last state. */
  events(): string[] {
    return Object.keys(this.#options.transitions?.[this.current()] ?? {});
  }

  /** The states so far, the first one first. */
  history(): string[] {
    return [...this.#states];
  }

  #next(event: string): string | undefined {
    const ways = this.#options.transitions?.[this.current()] ?? {};
    return Object.hasOwn(ways, event) ? ways[event] : undefined;
  }
}
