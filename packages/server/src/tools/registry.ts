import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFolder } from '../shared/data.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { ToolSchema } from '../llm/contract.ts';
import { analyzeRequirements } from './analyze-requirements.ts';
import { applyPatch } from './apply-patch.ts';
import { askUser } from './ask-user.ts';
import { commitChanges } from './commit-changes.ts';
import type { Tool } from './contract.ts';
import { mendProblems } from './mend-problems.ts';
import { createBranch } from './create-branch.ts';
import { createEvaluation } from './create-evaluation.ts';
import { createPlan } from './create-plan.ts';
import { createReview } from './create-review.ts';
import { delegate } from './delegate.ts';
import { editFile } from './edit-file.ts';
import { findFiles } from './find-files.ts';
import { getDiff } from './get-diff.ts';
import { getRepoState } from './get-repo-state.ts';
import { latestVersions } from './latest-versions.ts';
import { listFiles } from './list-files.ts';
import { localizeFault } from './localize-fault.ts';
import { mapRepository } from './map-repository.ts';
import { queryLedger } from './query-ledger.ts';
import { raisePackages } from './raise-packages.ts';
import { readFile } from './read-file.ts';
import { readPage } from './read-page.ts';
import { readLints } from './read-lints.ts';
import { recall } from './recall.ts';
import { recordAnalysis } from './record-analysis.ts';
import { refactorCode } from './refactor-code.ts';
import { remember } from './remember.ts';
import { requestHumanReview } from './request-human-review.ts';
import { runCommand } from './run-command.ts';
import { runLint } from './run-lint.ts';
import { runTests } from './run-tests.ts';
import { scaffoldProject } from './scaffold-project.ts';
import { searchCode } from './search-code.ts';
import { searchRepair } from './search-repair.ts';
import { searchWeb } from './search-web.ts';
import { semanticSearch } from './semantic-search.ts';
import { writeFile } from './write-file.ts';

/** Every tool there is, one line each. */
const all: readonly Tool[] = [
  analyzeRequirements,
  applyPatch,
  askUser,
  commitChanges,
  createBranch,
  createEvaluation,
  createPlan,
  createReview,
  delegate,
  editFile,
  findFiles,
  getDiff,
  getRepoState,
  latestVersions,
  listFiles,
  localizeFault,
  mapRepository,
  mendProblems,
  queryLedger,
  raisePackages,
  readFile,
  readLints,
  readPage,
  recall,
  recordAnalysis,
  refactorCode,
  remember,
  requestHumanReview,
  runCommand,
  runLint,
  runTests,
  scaffoldProject,
  searchCode,
  searchRepair,
  searchWeb,
  semanticSearch,
  writeFile,
];

export const tools: ReadonlyMap<string, Tool> = new Map(all.map((tool) => [tool.name, tool]));

/** What a role holds that may use the tools of tool servers, whatever those are. */
export const serverTools = 'mcp';

/** Tools whose answers come from other machines, or from what changes without the job: what they said once they may not say again. */
const outside: ReadonlySet<string> = new Set(['latest_versions', 'read_page', 'recall', 'remember', 'search_web']);

export function looksOutside(tool: string): boolean {
  return outside.has(tool) || tool.startsWith('mcp__');
}

/** Reads a tool's words from `<folder>/<name>.md`, once. */
export function wordsIn(folder: string): (tool: string) => string {
  const known = new Map<string, string>();
  return (tool) => {
    let text = known.get(tool);
    if (text === undefined) {
      try {
        text = readFileSync(join(folder, `${tool}.md`), 'utf8').trim();
      } catch (error) {
        throw new CodewrightError('INTERNAL', `The words of the tool ${tool} are missing in ${folder}.`, {
          cause: error,
        });
      }
      known.set(tool, text);
    }
    return text;
  };
}

let own: ((tool: string) => string) | undefined;

/** The words beside the sources, which lie in the installation also where the code is a bundle. */
export function ownWords(tool: string): string {
  own ??= wordsIn(dataFolder('src/tools'));
  return own(tool);
}

/** Bounds that no sensible call meets: whoever does meet one is told by the validation. */
const unsaid = [
  'additionalProperties',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'default',
  'pattern',
] as const;

/** A tool as a model is told of it. Kept small, since it is paid for in every request. */
export function toolSchema(tool: Tool, words: (tool: string) => string): ToolSchema {
  if (tool.foreign) {
    const { description, inputSchema } = tool.foreign;
    return { type: 'function', name: tool.name, description, inputSchema: inputSchema as ToolSchema['inputSchema'] };
  }
  const schema = z.toJSONSchema(tool.input, {
    io: 'input',
    override: ({ jsonSchema }) => {
      for (const key of unsaid) delete jsonSchema[key];
      // Text or a list of words is taken either way; a model need only know the plain one.
      if (jsonSchema.anyOf?.[0]?.type === 'string') {
        delete jsonSchema.anyOf;
        jsonSchema.type = 'string';
      }
      // Anything at all: some providers refuse a schema without a type.
      if (Object.keys(jsonSchema).length === 0) jsonSchema.type = 'object';
    },
  });
  delete schema.$schema;
  return {
    type: 'function',
    name: tool.name,
    description: words(tool.name),
    inputSchema: schema as ToolSchema['inputSchema'],
  };
}
