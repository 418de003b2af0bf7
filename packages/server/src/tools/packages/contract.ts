import type { Raise } from '../../repair/raise.ts';
import type { Ecosystem } from '../../research/contract.ts';

/** How large a step from one version to another is. */
export type Step = 'patch' | 'minor' | 'major';

/** How an ecosystem's versions are compared, as far as raising asks. */
export interface Versions {
  compare(a: string, b: string): number;
  step(from: string, to: string): Step;
  /** The range that holds this version alone. */
  only(version: string): string;
  /** The range of what lies above `from`, and below the major of `above`, or its minor where `from` has the same major; null: nothing does. */
  below(above: string, from: string): string | null;
}

/** A project whose packages can be raised, in the terms of its ecosystem. Its manifests were read; nothing was run. */
export interface PackageProject {
  readonly ecosystem: Ecosystem;
  readonly versions: Versions;
  /** What may be raised; `least`: the oldest version that its range allows. */
  readonly declared: readonly { name: string; least: string | null }[];
  /** What no version of the registry stands for, each with why. */
  readonly left: readonly { name: string; why: string }[];
  /** The one name of a package that may be written in several ways. */
  nameOf(word: string): string;
  /** Puts these raises into the manifests of the beginning, and installs. Returns why it could not be. */
  install(raises: readonly Raise[]): Promise<string | null>;
  installed(name: string): Promise<string | null>;
  /** Why this version is nothing for the project, whatever its tests say. `demand`: what it asks of its platform. */
  refuses(raise: Raise, demand: string | null): string | null;
}
