import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { blocks, imports, lines, quote } from '../../emit/layout.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { capital, spaced } from '../../emit/names.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { plainText, valueSource } from '../../emit/values.ts';
import { isOptional } from '../../modules/calls.ts';
import { moduleFiles } from '../../modules/files.ts';
import { type Offered, remoteFunctions, type Used, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { escapeHtml, webNeeds, webValues } from '../fullstack/generate.ts';
import { faviconOf, looksOf, stylesheet } from '../shared/looks.ts';
import { modulePlan } from '../shared/module-plan.ts';

function packageNeeds(requirements: Requirements): PackageNeed[] {
  return [...nodeTools, ...webNeeds(requirements)];
}

function toolsOf(requirements: Requirements): { used: Used[]; tools: Offered[] } {
  const used = usedModules(requirements).filter(({ module }) => module.form === 'functions');
  return { used, tools: remoteFunctions(used) };
}

/** @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const { used, tools } = toolsOf(requirements);
  if (tools.length === 0) throw contradiction('A page of tools needs a tool.');
  const { title, summary } = requirements;
  const values = {
    title,
    summary,
    ...webValues(requirements),
    auth: false,
    playwright: false,
    proxied: '',
    build: false,
    ignored: ['web/dist/'],
    tools: tools.map((tool) => ({ label: labelOf(tool), summary: tool.fn.summary })),
  };
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const own = ['README.md', 'web/src/app.tsx', 'web/src/tool-form.tsx', 'web/src/inputs.ts', 'test/inputs.test.ts'];
  const shared = ['vite.config.ts', 'web/index.html', 'web/tsconfig.json', 'web/src/main.tsx'];
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        private: true,
        scripts: {
          start: 'vite preview --strictPort',
          dev: 'vite',
          build: 'vite build',
          ...commonScripts,
          typecheck: 'tsc && tsc -p web',
        },
      }),
    },
    ...nodeBasics({ ci }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...own.map((path) => ({ path, content: render(`web-tools/${path}`, values) })),
    ...shared.map((path) => ({ path, content: render(`web-app/${path}`, values) })),
    stylesheet(values, ['tools']),
    { path: 'web/public/favicon.svg', content: faviconOf(title, looksOf(requirements)) },
    { path: 'web/src/tools.ts', content: toolsFile(requirements, used, tools) },
    ...moduleFiles(used, 'typescript'),
  ]);
}

/** On the button: what it does, and "Check" for what answers yes or no. */
function labelOf(tool: Offered): string {
  const words = capital(spaced(tool.name));
  return /^(?:Is|Has|Are) /.test(words) ? 'Check' : words;
}

function toolsFile(requirements: Requirements, used: readonly Used[], tools: readonly Offered[]): string {
  const table = lines('export const tools: readonly Tool[] = [', tools.map(toolSource), '];');
  return blocks(
    imports(
      Object.fromEntries(
        used.map(({ module }) => [
          `../../src/${module.id}.ts`,
          module.functions.map((fn) => fn.name).filter((name) => new RegExp(`\\b${name}\\(`).test(table)),
        ]),
      ),
    ),
    lines(
      'export interface Input {',
      '  name: string;',
      '  label: string;',
      '  type: string;',
      '  /** Must be filled in. */',
      '  needed: boolean;',
      '  initial: string;',
      '  /** The only values. */',
      '  values: readonly string[];',
      '}',
    ),
    lines(
      'export interface Tool {',
      '  name: string;',
      '  /** On its button. */',
      '  label: string;',
      '  summary: string;',
      '  inputs: readonly Input[];',
      '  // Inputs have been read as what their types say.',
      '  // biome-ignore lint/suspicious/noExplicitAny: each tool has values of its own.',
      '  run(given: any): unknown;',
      '}',
    ),
    lines(
      `export const title = ${quote(requirements.title)};`,
      `export const summary = ${quote(requirements.summary)};`,
    ),
    table,
  );
}

function toolSource(tool: Offered): string {
  const { fn, name, parameters } = tool;
  const needed = parameters.filter((parameter) => !isOptional(parameter)).map((parameter) => parameter.name);
  const optional = parameters.some(isOptional);
  const pattern =
    parameters.length === 0 ? '()' : `({ ${[...needed, ...(optional ? ['...options'] : [])].join(', ')} })`;
  const inputs = parameters.map((parameter) =>
    valueSource({
      name: parameter.name,
      label: capital(parameter.summary),
      type: parameter.type,
      needed: !isOptional(parameter),
      initial: isOptional(parameter)
        ? parameter.default === undefined || parameter.default === null || typeof parameter.default === 'object'
          ? ''
          : plainText(parameter.default)
        : '',
      values: parameter.values ?? [],
    }),
  );
  return lines(
    '  {',
    `    name: ${quote(name)},`,
    `    label: ${quote(labelOf(tool))},`,
    `    summary: ${quote(fn.summary)},`,
    '    inputs: [',
    inputs.map((input) => `      ${input},`),
    '    ],',
    `    run: ${pattern} => ${fn.name}(${[...needed, ...(optional ? ['options'] : [])].join(', ')}),`,
    '  },',
  );
}

/** A page with a form for each function, all in the browser. */
export const webTools: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    return modulePlan(requirements, generateProject(requirements, versions), 'Show them on a page');
  },
  probeScript(requirements) {
    const pages = [{ path: '/', holds: [`<title>${escapeHtml(requirements.title)}</title>`] }];
    const content = render('shared/site-probe.mjs', { pages: JSON.stringify(pages) });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const names = toolsOf(requirements).tools.map(labelOf);
    return message(subject(`Add the page ${requirements.name}`, names), wrapped(requirements.summary));
  },
};
