import type { Caps, Mode } from '@codewright/protocol/job';
import type { ModeDefaults } from './contract.ts';

const secrets = ['.env*', '*secrets*', '*password*'];
/** A new project has its own password.ts and .env.example; only what could hold a real secret is out of bounds. */
const realSecrets = ['.env', '.env.local', '.env.production', '*.pem', '*.key', 'id_rsa', 'id_ed25519'];

const mechanic: ModeDefaults = {
  caps: { steps: 20, tokens: 50_000, seconds: 60, cents: 1_000 },
  limits: { files: 5, lines: 200, soft: false, forbiddenPaths: secrets, mustPassTests: true, mustPassLint: true },
  quality: { coverage: 0.8, lintErrors: 0, lintWarnings: 10 },
  confirmPlan: false,
  reviewers: 0,
  readOnly: false,
};

const genius: ModeDefaults = {
  caps: { steps: 100, tokens: 200_000, seconds: 300, cents: 5_000 },
  limits: { files: 20, lines: 1_000, soft: true, forbiddenPaths: secrets, mustPassTests: true, mustPassLint: false },
  quality: { coverage: 0.6, lintErrors: 5, lintWarnings: 50 },
  confirmPlan: true,
  reviewers: 1,
  readOnly: false,
};

const defaults: Record<Mode, ModeDefaults> = {
  mechanic,
  genius,
  // It installs packages, so it has a time of its own; there is nobody's work in the folder that a plan could spoil.
  build: {
    ...genius,
    caps: { steps: 400, tokens: 400_000, seconds: 1_800, cents: 5_000 },
    limits: {
      files: 400,
      lines: 20_000,
      soft: true,
      forbiddenPaths: realSecrets,
      mustPassTests: true,
      mustPassLint: true,
    },
    confirmPlan: false,
    reviewers: 0,
  },
  // It changes nothing, but it installs the project's packages and runs its whole tests, and reads a long diff page by page.
  review: {
    ...mechanic,
    caps: { steps: 200, tokens: 300_000, seconds: 900, cents: 1_000 },
    limits: { ...mechanic.limits, mustPassTests: false, mustPassLint: false },
    readOnly: true,
  },
  chat: { ...mechanic, limits: { ...mechanic.limits, mustPassTests: false, mustPassLint: false }, readOnly: true },
};

/**
 * What an open task may spend: nobody has said that it is small, and a language model that works through it takes hundreds of
 * turns, each of which sends the whole conversation. The money is what ends it.
 */
export function openTaskCaps(): Caps {
  return { steps: 1_000, tokens: 10_000_000, seconds: 3_600, cents: 5_000 };
}

/** A search tries hundreds of changes, and the gates run the tests once more after it. */
export function fixCaps(): Caps {
  return { ...mechanic.caps, steps: 60, seconds: 300 };
}

/** Every try installs packages and runs all tests. */
export function upgradeCaps(): Caps {
  return { ...mechanic.caps, steps: 60, seconds: 1_800 };
}

/** Caps, change limits and quality targets of a mode (FACTS: modes and budgets); a copy of one's own. */
export function modeDefaults(mode: Mode): ModeDefaults {
  return structuredClone(defaults[mode]);
}
