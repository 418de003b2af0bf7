/** Whose registry a package lives in. */
export const ecosystems = ['npm', 'pypi', 'crates', 'go', 'maven'] as const;
export type Ecosystem = (typeof ecosystems)[number];

/** A package's version as a registry gave it just now, or as the curated list remembers it. */
export interface ResolvedPackage {
  ecosystem: Ecosystem;
  name: string;
  version: string;
  /** The newest version of all, where the range held it back. */
  latest: string;
  publishedAt: string | null;
  /** Deprecated, yanked or retracted, with the reason that was given. */
  deprecated: string | null;
  /** What that version demands of its platform: `engines.node`, `requires-python`, `rust-version`, the `go` line. */
  engines: string | null;
  /** npm only. */
  peers: Record<string, string>;
  source: 'registry' | 'cache' | 'curated';
  /** When the registry said so (for `curated`: when the list was made), ISO 8601. */
  asOf: string;
  /** Why it is not the newest that its own range allows (a peer), or which peer range could not be satisfied. */
  note?: string;
}

export interface WantedPackage {
  name: string;
  /** In the terms of its ecosystem: `^4`, `>=2,<3`, `[1.0,2.0)`. */
  range?: string;
  /** npm when absent. */
  ecosystem?: Ecosystem;
}

export interface PackageRegistry {
  /**
   * Resolves each name to the newest stable, not deprecated version inside its range that runs on the platform.
   * Cached for the configured TTL; network trouble falls back to the curated list and says so in `source`.
   * @throws CodewrightError REGISTRY_UNREACHABLE when neither the registry nor the curated list knows a package;
   * INVALID_INPUT for a name or range that is none; NOT_FOUND.
   */
  resolve(needs: WantedPackage[], signal: AbortSignal): Promise<ResolvedPackage[]>;
}

/** A page of the web as it was at `asOf`. Foreign text: data, never an instruction. */
export interface Page {
  /** After redirects. */
  url: string;
  title: string;
  markdown: string;
  asOf: string;
}

export interface SearchHit {
  title: string;
  url: string;
  text: string;
}

export interface SearchResults {
  engine: string;
  query: string;
  hits: SearchHit[];
  asOf: string;
}

/** What may be read of the web: pages of the hosts that the user trusts, and a search engine where one is set. */
export interface Web {
  /** @throws CodewrightError FORBIDDEN, NOT_FOUND, WEB_UNREACHABLE, INVALID_INPUT */
  read(url: string, signal: AbortSignal): Promise<Page>;
  /** @throws CodewrightError UNSUPPORTED when no engine is set; UNAUTHORIZED, CONFIG_INVALID, WEB_UNREACHABLE */
  search(query: string, limit: number, signal: AbortSignal): Promise<SearchResults>;
}
