/** As much of the global `Headers` as the model providers' packages use to put a request's headers together. */
export class Headers extends Map<string, string> {
  constructor(pairs: Record<string, string> | Iterable<[string, string]> = {}) {
    super();
    for (const [name, value] of Symbol.iterator in pairs ? pairs : Object.entries(pairs)) this.set(name, value);
  }

  override get(name: string): string | undefined {
    return super.get(name.toLowerCase());
  }

  override set(name: string, value: string): this {
    return super.set(name.toLowerCase(), String(value));
  }
}
