import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataFolder } from '../shared/data.ts';
import { CodewrightError } from '../shared/errors.ts';
import type { ToolSchema } from '../llm/contract.ts';
import { analyzeRequirements } from './scaffold/analyze-requirements.ts';
import { applyPatch } from './files/apply-patch.ts';
import { askUser } from './team/ask-user.ts';
import { commitChanges } from './git/commit-changes.ts';
import type { Tool } from './contract.ts';
import { mendProblems } from './mend/mend-problems.ts';
import { createBranch } from './git/create-branch.ts';
import { createEvaluation } from './team/create-evaluation.ts';
import { createPlan } from './team/create-plan.ts';
import { createReview } from './team/create-review.ts';
import { delegate } from './team/delegate.ts';
import { editFile } from './files/edit-file.ts';
import { findFiles } from './files/find-files.ts';
import { getDiff } from './git/get-diff.ts';
import { getRepoState } from './git/get-repo-state.ts';
import { latestVersions } from './scaffold/latest-versions.ts';
import { listFiles } from './files/list-files.ts';
import { localizeFault } from './mend/localize-fault.ts';
import { mapRepository } from './search/map-repository.ts';
import { queryLedger } from './team/query-ledger.ts';
import { raisePackages } from './packages/raise-packages.ts';
import { readFile } from './files/read-file.ts';
import { readPage } from './web/read-page.ts';
import { readLints } from './commands/read-lints.ts';
import { recall } from './team/recall.ts';
import { recordAnalysis } from './team/record-analysis.ts';
import { refactorCode } from './mend/refactor-code.ts';
import { remember } from './team/remember.ts';
import { requestHumanReview } from './team/request-human-review.ts';
import { runCommand } from './commands/run-command.ts';
import { runLint } from './commands/run-lint.ts';
import { runTests } from './commands/run-tests.ts';
import { scaffoldProject } from './scaffold/scaffold-project.ts';
import { searchCode } from './search/search-code.ts';
import { searchRepair } from './mend/search-repair.ts';
import { searchWeb } from './web/search-web.ts';
import { semanticSearch } from './search/semantic-search.ts';
import { writeFile } from './files/write-file.ts';

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

/** The words that come with the installation. */
export function ownWords(tool: string): string {
  own ??= wordsIn(dataFolder('tools'));
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
