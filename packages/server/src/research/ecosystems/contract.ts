import type { Ecosystem } from '../contract.ts';
import type { Ask } from '../ask.ts';
import type { Packument } from '../packument.ts';
import type { VersionScheme } from '../versions.ts';

/** One ecosystem's registry: how its names, versions and answers are read. */
export interface PackageSource {
  readonly ecosystem: Ecosystem;
  /** The registry's public address. */
  readonly address: string;
  readonly versions: VersionScheme;
  /** The platform that a release must run on, in the terms of its own demand. */
  readonly platform: string;
  readonly platformName: string;
  isName(name: string): boolean;
  /**
   * All that the registry says of one package. `ask` reads one path under the registry's address; it returns null for
   * what is not there and throws where no answer came.
   * @returns null when the registry has no such package; undefined when its answer is not a package description.
   */
  read(name: string, ask: Ask): Promise<Packument | null | undefined>;
}
