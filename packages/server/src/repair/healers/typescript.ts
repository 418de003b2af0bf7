import { z } from 'zod';
import { compilerCommand, compilerMounts } from '../compiler.ts';
import type { Diagnosis, Healer, Remedy } from '../contract.ts';

/**
 * Fixes of the language service that mend a mistake. Those that only make the compiler silent (a member declared as `any`,
 * a suppressing comment, an inserted cast) are not among them.
 */
const mending: Readonly<Record<string, number>> = {
  import: 0.9,
  spelling: 0.9,
  addMissingAwait: 0.8,
  fixAwaitInSyncFunction: 0.8,
  fixReturnTypeInAsyncFunction: 0.8,
  fixImportNonExportedMember: 0.7,
  useDefaultImport: 0.7,
  fixInvalidImportSyntax: 0.7,
  convertToTypeOnlyImport: 0.8,
  splitTypeOnlyImport: 0.7,
  addMissingNewOperator: 0.8,
  fixMissingCallParentheses: 0.7,
  forgottenThisPropertyAccess: 0.8,
  fixOverrideModifier: 0.8,
  constructorForDerivedNeedSuperCall: 0.8,
  extendsInterfaceBecomesImplements: 0.8,
  unusedIdentifier: 0.7,
  fixUnreachableCode: 0.5,
  fixMissingProperties: 0.4,
  addMissingAsync: 0.6,
  installTypesPackage: 0.8,
  fixCannotFindModule: 0.8,
  addNameToNamelessParameter: 0.5,
  returnValueCorrect: 0.6,
  fixAddVoidToPromise: 0.5,
};

const unused = /never (?:read|used)|unused|Unreachable/i;

const answer = z.object({
  problems: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      code: z.string(),
      fixes: z.array(
        z.object({
          name: z.string(),
          description: z.string(),
          edits: z.array(z.object({ path: z.string(), content: z.string() })),
          packages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/** The TypeScript language service's own code fixes; it reads the project inside the sandbox. */
export const typescriptHealer: Healer = {
  name: 'typescript',
  async propose(diagnoses, site) {
    const found = new Map<number, Remedy[]>();
    if (site.ecosystem !== 'node' || !diagnoses.some(({ checker }) => checker === 'types')) return found;
    const { stdout } = await site.run(compilerCommand('typescript-fixes.mjs'), compilerMounts());
    const parsed = answer.safeParse(readJson(stdout.trim().split('\n').at(-1) ?? ''));
    if (!parsed.success) return found;
    const onlyUnused = diagnoses.every(({ message }) => unused.test(message));
    for (const [index, diagnosis] of diagnoses.entries()) {
      // What seems unused may be what another mistake no longer reaches.
      if (!onlyUnused && unused.test(diagnosis.message)) continue;
      const same = parsed.data.problems.filter((problem) => isSame(problem, diagnosis));
      const remedies = same.flatMap(({ fixes }) => fixes.flatMap(remedyOf));
      if (remedies.length > 0) found.set(index, remedies);
    }
    return found;
  },
};

function isSame(problem: { file: string; line: number; code: string }, diagnosis: Diagnosis): boolean {
  return problem.file === diagnosis.file && problem.line === diagnosis.line && problem.code === diagnosis.code;
}

function remedyOf(fix: z.infer<typeof answer>['problems'][number]['fixes'][number], at: number): Remedy[] {
  const likelihood = Object.hasOwn(mending, fix.name) ? (mending[fix.name] ?? 0) : 0;
  if (likelihood === 0 || (fix.edits.length === 0 && fix.packages.length === 0)) return [];
  const commands = fix.packages.map((name) => ({
    argv: ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-dev', name],
    network: true,
  }));
  const remedy = { fix: `typescript:${fix.name}`, summary: fix.description, edits: fix.edits, commands };
  return [{ ...remedy, trust: 1, likelihood: likelihood - at * 0.1 }];
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
