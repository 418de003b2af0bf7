import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeContainer, nodeTools, packageJson } from '../../emit/node-project.ts';
import { planOf } from '../../emit/plan.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { goLayout } from '../../go/plan.ts';
import { goBasics, goTidied } from '../../go/project.ts';
import { goString } from '../../go/source.ts';
import { findModule, moduleSource } from '../../modules/library.ts';
import { type Program, programOf, templatesOf } from '../../programs/library.ts';
import { pythonLayout } from '../../python/plan.ts';
import { pythonBasics, pythonTidied } from '../../python/project.ts';
import { packageName } from '../../python/source.ts';
import { rustLayout } from '../../rust/plan.ts';
import { rustBasics, rustTidied } from '../../rust/project.ts';
import { crateName } from '../../rust/source.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { type ModuleLayout, nodeLayout } from '../shared/module-plan.ts';
import { type ProbeServer, startedByGo, startedByNode, startedByPython, startedByRust } from '../shared/probed.ts';

const quiet = '--disable-warning=ExperimentalWarning';

/** What is told of a program to its templates, the rendered templates, and whose project they become. */
interface Told {
  requirements: Requirements;
  program: Program;
  values: Record<string, unknown>;
  files: GeneratedFile[];
}

/** A language that programs are written in: what lies around their own files. */
interface Ground {
  layout: ModuleLayout;
  packageNeeds: () => PackageNeed[];
  project: (told: Told, versions: Record<string, string>) => GeneratedFile[];
  probed: (requirements: Requirements) => ProbeServer;
}

function foundIn(requirements: Requirements): Program {
  const found = programOf(requirements);
  if (!found) throw contradiction('There is no program of this name.');
  return found;
}

/** What the templates of a program may ask for: what it is called, and every option by its name. */
function valuesOf(requirements: Requirements, program: Program): Record<string, unknown> {
  const { name, title, summary, protocol, modules, language } = requirements;
  const chosen = modules[0]?.options ?? {};
  const options = Object.fromEntries(program.options.map((one) => [one.name, chosen[one.name] ?? one.default]));
  const tcp = protocol === 'tcp' && program.protocols.includes('tcp');
  const stores = templatesOf(program, language).some(([, path]) => path === 'src/store.ts');
  return {
    name,
    title,
    summary,
    program: program.id,
    package: packageName(name),
    crate: crateName(name),
    tcp,
    port: tcp ? 4000 : 3000,
    build: false,
    ignored: stores ? ['data/'] : [],
    ...options,
  };
}

const node: Ground = {
  layout: nodeLayout,
  packageNeeds: () => [...nodeTools],
  probed: () => startedByNode,
  project({ requirements, program, values, files }, versions) {
    const { ci } = wishesOf(requirements);
    // Commands beside the program itself.
    const scripts = Object.fromEntries(
      ['add', 'status']
        .filter((name) => files.some(({ path }) => path === `src/${name}.ts`))
        .map((name) => [name, `node ${quiet} src/${name}.ts`]),
    );
    return tidied([
      {
        path: 'package.json',
        content: packageJson(requirements, [...nodeTools], versions, {
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
      ...nodeContainer(requirements, {
        ...(program.kind === 'worker' ? { keeps: true } : { port: 3000 }),
        beside: dataOf(files),
      }),
      ...files,
      ...program.modules.flatMap((id) => {
        const module = findModule(id);
        return module ? [{ path: `src/${id}.ts`, content: moduleSource(module, 'typescript') }] : [];
      }),
    ]);
  },
};

const python: Ground = {
  layout: pythonLayout,
  packageNeeds: () => [],
  probed: startedByPython,
  project({ requirements, program, values, files }) {
    const into = packageName(requirements.name);
    const { docker } = wishesOf(requirements);
    const listens = program.kind === 'server';
    const config = {
      ...values,
      port: listens ? values['port'] : undefined,
      auth: false,
      keeps: listens ? 'nothing' : 'files',
      data: dataOf(files),
    };
    return pythonTidied([
      ...pythonBasics(requirements, { script: '__main__', ignored: listens ? [] : ['data/'] }),
      { path: `src/${into}/__init__.py`, content: `"""${requirements.summary}"""\n\n__version__ = "0.1.0"\n` },
      ...(listens ? [{ path: `src/${into}/config.py`, content: render('python/service/config.py', config) }] : []),
      ...files.map(({ path, content }) => ({ path: path.replace(/^src\//, `src/${into}/`), content })),
      ...(docker
        ? [
            { path: 'Dockerfile', content: render('python/service/Dockerfile', config) },
            { path: '.dockerignore', content: '.git\n.venv\n__pycache__\n' },
          ]
        : []),
    ]);
  },
};

const go: Ground = {
  layout: goLayout,
  packageNeeds: () => [],
  probed: startedByGo,
  project({ requirements, program, values, files }) {
    const { name } = requirements;
    const listens = program.kind === 'server';
    const { docker } = wishesOf(requirements);
    const config = { ...values, auth: false, keeps: listens ? 'nothing' : 'folder', listens };
    return goTidied([
      ...goBasics(requirements, [`/${name}`, `/${name}.exe`, ...(listens ? [] : ['/data/'])]),
      ...(listens ? [{ path: 'config.go', content: render('go/service/config.go', config) }] : []),
      ...files,
      ...(docker
        ? [
            {
              path: 'Dockerfile',
              content: render('go/service/Dockerfile', { ...config, internal: false, data: dataOf(files) }),
            },
            { path: '.dockerignore', content: `.git\n${name}\n` },
          ]
        : []),
    ]);
  },
};

const rust: Ground = {
  layout: rustLayout,
  packageNeeds: () => [],
  probed: startedByRust,
  project({ requirements, values, files }) {
    const { docker } = wishesOf(requirements);
    const config = { ...values, auth: false, keeps: 'nothing', paths: false };
    const file = (path: string, template: string): GeneratedFile => ({
      path,
      content: render(`rust/${template}`, config),
    });
    const overHttp = values['tcp'] === true ? [] : ['http.rs', 'http/message.rs', 'http/reader.rs'];
    return rustTidied([
      ...rustBasics(requirements, { unsafety: 'deny' }),
      file('src/config.rs', 'service/config.rs'),
      file('src/signals.rs', 'service/signals.rs'),
      ...overHttp.map((path) => file(`src/${path}`, `service/${path.replace('http/', '')}`)),
      ...(overHttp.length > 0 ? [file('src/json.rs', 'json.rs')] : []),
      ...files,
      ...(docker
        ? [file('Dockerfile', 'service/Dockerfile'), { path: '.dockerignore', content: '.git\ntarget\n' }]
        : []),
    ]);
  },
};

const grounds: Partial<Record<Requirements['language'], Ground>> = { python, go, rust };

function groundOf({ language }: Requirements): Ground {
  return grounds[language] ?? node;
}

/** What a program needs beside its sources to run: files that it serves or reads. */
function dataOf(files: readonly GeneratedFile[]): string[] {
  const beside = files
    .map(({ path }) => path)
    .filter((path) => !/^(?:src|tests?|README\.md|[^/]*\.go)(?:\/|$)/.test(path));
  return [...new Set(beside.map((path) => path.split('/', 1)[0] ?? path))];
}

function wishesOf({ features }: Requirements): { ci: boolean; docker: boolean } {
  const has = (wanted: string): boolean => features.some(({ name }) => name === wanted);
  return { ci: has('ci'), docker: has('docker') };
}

/** @throws CodewrightError INVALID_INPUT */
function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const program = foundIn(requirements);
  const plain = valuesOf(requirements, program);
  const source = requirements.language === 'javascript' ? 'typescript' : requirements.language;
  const port = program.kind === 'worker' ? undefined : requirements.language === 'python' ? plain.port : 3000;
  const data = source === 'go' ? '/data' : '/app/data';
  const container = { name: requirements.name, port, keeps: port === undefined, data };
  const inContainer = wishesOf(requirements).docker ? render('programs/ground/docker.md', container).trim() : '';
  const values = {
    ...plain,
    inContainer,
    run: `${render(`programs/ground/${source}-run.md`, plain).trim()}\n\n${inContainer}`.trim(),
    work: render(`programs/ground/${source}-work.md`, plain).trim(),
    nameFormat: goString(`${requirements.name.replaceAll('%', '%%')}: %v\n`),
  };
  const files = templatesOf(program, requirements.language)
    .map(([template, path]) => ({ path, content: render(template, values) }))
    // A file that is about another protocol is empty.
    .filter(({ content }) => content.trim() !== '');
  return groundOf(requirements).project({ requirements, program, values, files }, versions);
}

/** "the URL monitor", "the file server". */
function spoken(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

/** A program that is known as a whole, without dependencies. */
export const wholeProgram: Blueprint = {
  packageNeeds: (requirements) => groundOf(requirements).packageNeeds(),
  generateProject,
  planProject(requirements) {
    const { layout, packageNeeds } = groundOf(requirements);
    const versions = Object.fromEntries(packageNeeds().map((need) => [need.name, '0.0.0']));
    const built = 'It can be used';
    return planOf(generateProject(requirements, versions), [
      {
        id: 'project',
        title: 'Set the project up',
        milestone: 'The ground is laid',
        take: (path) => layout.ground.test(path),
      },
      {
        id: 'program',
        title: `Write the ${spoken(requirements.title)}`,
        after: ['project'],
        milestone: built,
        take: (path) => !layout.tests.test(path) && !/^(README|Dockerfile|\.)/.test(path),
      },
      {
        id: 'tests',
        title: 'Test it from outside',
        after: ['program'],
        milestone: built,
        take: (path) => layout.tests.test(path),
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
    const body = render(`programs/${program.id}/probe`, valuesOf(requirements, program));
    const content = render('programs/probe.mjs', { body, ...groundOf(requirements).probed(requirements) });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    return message(
      subject(`Add the ${spoken(foundIn(requirements).title)} ${requirements.name}`, []),
      wrapped(requirements.summary),
    );
  },
};
