import { implement, refine } from './builder.ts';
import { answer } from './coordinator.ts';
import { evaluate } from './evaluator.ts';
import { plan, research, understand } from './planner.ts';
import type { Program } from './program.ts';
import { repair } from './repair.ts';
import { review } from './reviewer.ts';
import { upgrade } from './upgrade.ts';

/** Programs by role and step. `*` takes every step of a role that is not named. */
const programs: Readonly<Record<string, Readonly<Record<string, Program>>>> = {
  planner: { understand, research, plan },
  builder: { implement, refine, mend: refine, repair, upgrade },
  reviewer: { '*': review },
  evaluator: { '*': evaluate },
  coordinator: { '*': answer },
};

export function findProgram(role: string, step: string): Program | null {
  const own = Object.hasOwn(programs, role) ? programs[role] : undefined;
  if (!own) return null;
  return (Object.hasOwn(own, step) ? own[step] : own['*']) ?? null;
}
