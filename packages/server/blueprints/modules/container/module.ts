export type ServiceFactory<Service = unknown> = (container: Container) => Service;

interface RegisteredService {
  factory: ServiceFactory;
  isShared: boolean;
}

/** Services by name and how they are made. */
export class Container {
  readonly #registered = new Map<string, RegisteredService>();
  readonly #made = new Map<string, unknown>();
  /** What is being made, the outermost first. */
  readonly #making: string[] = [];

  /** Registers a factory that is called once, when its service is asked for the first time. */
  singleton<Service>(service: string, factory: ServiceFactory<Service>): void {
    this.#register(service, { factory, isShared: true });
  }

  /** Registers a factory that is called each time. */
  transient<Service>(service: string, factory: ServiceFactory<Service>): void {
    this.#register(service, { factory, isShared: false });
  }

  has(service: string): boolean {
    return this.#registered.has(service);
  }

  /** Gives a service, made with what it depends on. @throws RangeError where none is registered, or for a circle. */
  resolve<Service>(service: string): Service {
    if (this.#made.has(service)) return this.#made.get(service) as Service;
    const registered = this.#registered.get(service);
    const path = [...this.#making, service];
    if (!registered) {
      const asked = path.length > 1 ? ` (${path.join(' → ')})` : '';
      throw new RangeError(`There is no service ${service}${asked}.`);
    }
    if (this.#making.includes(service)) {
      const circle = path.slice(this.#making.indexOf(service)).join(' → ');
      throw new RangeError(`Services depend on each other: ${circle}.`);
    }
    this.#making.push(service);
    try {
      const made = registered.factory(this);
      if (registered.isShared) this.#made.set(service, made);
      return made as Service;
    } finally {
      this.#making.pop();
    }
  }

  #register(service: string, registered: RegisteredService): void {
    if (service.trim() === '') throw new RangeError('A service needs a name.');
    if (this.#registered.has(service)) {
      throw new RangeError(`The service ${service} is already registered.`);
    }
    this.#registered.set(service, registered);
  }
}
