/** What is told with each event, by its name. */
export type EventMap = Record<string, unknown>;

export type EventListener<Data> = (data: Data, event: string) => void;

/** What a listener of an event is told; one of all events may be told anything. */
export type Told<Events extends EventMap, Name> = Name extends keyof Events
  ? Events[Name]
  : unknown;

/**
 * Events by name and who listens to them. `new Emitter<{ saved: { id: number } }>()` knows the names and what comes with
 * them. A listener that throws keeps no other from being called; its error is thrown when all were.
 */
export class Emitter<Events extends EventMap = EventMap> {
  readonly #listeners = new Map<string, EventListener<unknown>[]>();

  /** Listens to an event, or with `*` to all. The function that comes back stops it. */
  on<Name extends (keyof Events & string) | '*'>(
    event: Name,
    listener: EventListener<Told<Events, Name>>,
  ): () => void {
    const heard = listener as EventListener<unknown>;
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), heard]);
    return () => this.#drop(event, heard);
  }

  /** Listens until the event happens for the first time. */
  once<Name extends (keyof Events & string) | '*'>(
    event: Name,
    listener: EventListener<Told<Events, Name>>,
  ): () => void {
    const stop = this.on(event, (data, name) => {
      stop();
      listener(data, name);
    });
    return stop;
  }

  /** Stops listening. */
  off<Name extends (keyof Events & string) | '*'>(
    event: Name,
    listener: EventListener<Told<Events, Name>>,
  ): void {
    this.#drop(event, listener as EventListener<unknown>);
  }

  /** Calls those that listen to an event, and says how many there were. */
  emit<Name extends keyof Events & string>(event: Name, data: Events[Name]): number {
    const called = [...(this.#listeners.get(event) ?? []), ...(this.#listeners.get('*') ?? [])];
    const errors: unknown[] = [];
    for (const listener of called) {
      try {
        listener(data, event);
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new AggregateError(errors, `Listeners of ${event} failed.`);
    return called.length;
  }

  /** Counts those that listen to an event by its name. */
  listenerCount(event: keyof Events & string): number {
    return this.#listeners.get(event)?.length ?? 0;
  }

  #drop(event: string, listener: EventListener<unknown>): void {
    const left = [...(this.#listeners.get(event) ?? [])];
    const at = left.indexOf(listener);
    if (at >= 0) left.splice(at, 1);
    if (left.length > 0) this.#listeners.set(event, left);
    else this.#listeners.delete(event);
  }
}
