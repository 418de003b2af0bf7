import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeTools, packageJson } from '../../emit/node-project.ts';
import { planOf } from '../../emit/plan.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { findModule, moduleSource } from '../../modules/library.ts';
import { type Program, programOf, templatesOf } from '../../programs/library.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';

const quiet = '--disable-warning=ExperimentalWarning';

function packageNeeds(_requirements: Requirements): PackageNeed[] {
  return [...nodeTools];
}

function foundIn(requirements: Requirements): Program {
  const found = programOf(requirements);
  if (!found) throw contradiction('There is no program of this name.');
  return found;
}

/** What the templates of a program may ask for: what it is called, and every option by its name. */
function valuesOf(requirements: Requirements, program: Program): Record<string, unknown> {
  const { name, title, summary, protocol, modules } = requirements;
  const chosen = modules[0]?.options ?? {};
  const options = Object.fromEntries(program.options.map((one) => [one.name, chosen[one.name] ?? one.default]));
  const tcp = protocol === 'tcp' && program.protocols.includes('tcp');
  const stores = templatesOf(program).some(([, path]) => path === 'src/store.ts');
  return { name, title, summary, tcp, build: false, ignored: stores ? ['data/'] : [], ...options };
}

/** @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const program = foundIn(requirements);
  const values = valuesOf(requirements, program);
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const docker = requirements.features.some((feature) => feature.name === 'docker');
  const files = templatesOf(program).map(([template, path]) => ({ path, content: render(template, values) }));
  // Commands beside the program itself.
  const scripts = Object.fromEntries(
    ['add', 'status']
      .filter((name) => files.some(({ path }) => path === `src/${name}.ts`))
      .map((name) => [name, `node ${quiet} src/${name}.ts`]),
  );
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        private: true,
        scripts: {
          start: `node ${quiet} src/main.ts`,
          dev: `node ${quiet} --watch src/main.ts`,
          ...scripts,
          ...commonScripts,
          test: `node ${quiet} --test "test/**/*.test.ts"`,
        },
      }),
    },
    ...nodeBasics({ ci }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...(docker ? dockerFiles(program) : []),
    // A file that is about another protocol is empty.
    ...files.filter(({ content }) => content.trim() !== ''),
    ...program.modules.flatMap((id) => {
      const module = findModule(id);
      return module ? [{ path: `src/${id}.ts`, content: moduleSource(module, 'typescript') }] : [];
    }),
  ]);
}

/** "the URL monitor", "the file server". */
function spoken(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function dockerFiles(program: Program): GeneratedFile[] {
  const kept = program.kind === 'worker';
  return [
    { path: 'Dockerfile', content: render('node/Dockerfile', { kept }) },
    { path: '.dockerignore', content: render('node/dockerignore', {}) },
  ];
}

/** A program that is known as a whole, without dependencies. */
export const wholeProgram: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    const built = 'It can be used';
    return planOf(generateProject(requirements, versions), [
      {
        id: 'project',
        title: 'Set the project up',
        milestone: 'The ground is laid',
        take: (path) => /^(package|tsconfig|biome|\.gitignore)/.test(path),
      },
      {
        id: 'program',
        title: `Write the ${spoken(requirements.title)}`,
        after: ['project'],
        milestone: built,
        take: (path) => !/^(test\/|README|Dockerfile|\.)/.test(path),
      },
      {
        id: 'tests',
        title: 'Test it from outside',
        after: ['program'],
        milestone: built,
        take: (path) => path.startsWith('test/'),
      },
      {
        id: 'documentation',
        title: 'Document it',
        after: ['program'],
        milestone: 'It can be handed over',
        take: () => true,
      },
    ]);
  },
  probeScript(requirements) {
    const program = foundIn(requirements);
    const values = valuesOf(requirements, program);
    const body = render(`programs/${program.id}/probe`, values);
    return { path: 'probe.mjs', content: render('programs/probe.mjs', { body }), executable: true };
  },
  commitMessage(requirements) {
    return message(
      subject(`Add the ${spoken(foundIn(requirements).title)} ${requirements.name}`, []),
      wrapped(requirements.summary),
    );
  },
};
