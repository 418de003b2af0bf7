/** A package's version as a registry gave it just now, or as the curated list remembers it. */
export interface ResolvedPackage {
  name: string;
  version: string;
  /** The newest version of all, where the range held it back. */
  latest: string;
  publishedAt: string | null;
  deprecated: string | null;
  /** `engines.node` of that version. */
  engines: string | null;
  peers: Record<string, string>;
  source: 'registry' | 'cache' | 'curated';
  /** When the registry said so (for `curated`: when the list was made), ISO 8601. */
  asOf: string;
  /** Why it is not the newest that its own range allows (a peer), or which peer range could not be satisfied. */
  note?: string;
}

export interface PackageRegistry {
  /**
   * Resolves each name to the newest stable, not deprecated version inside its range whose engines fit `node`.
   * Cached for the configured TTL; network trouble falls back to the curated list and says so in `source`.
   * @throws CodewrightError REGISTRY_UNREACHABLE when neither the registry nor the curated list knows a package.
   */
  resolve(needs: { name: string; range?: string }[], signal: AbortSignal): Promise<ResolvedPackage[]>;
}
