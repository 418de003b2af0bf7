import type { Blueprint } from '../../contract.ts';
import { contradiction } from '../../emit/contradiction.ts';
import { blocks, imports, lines, quote } from '../../emit/layout.ts';
import { message, subject, wrapped } from '../../emit/message.ts';
import { commonScripts, nodeBasics, nodeContainer, nodeTools, packageJson } from '../../emit/node-project.ts';
import { render } from '../../emit/templates.ts';
import { tidied } from '../../emit/tidy.ts';
import { shellWord, valueSource } from '../../emit/values.ts';
import { isOptional } from '../../modules/calls.ts';
import { moduleFiles } from '../../modules/files.ts';
import { findModule } from '../../modules/library.ts';
import type { Example } from '../../modules/manifest.ts';
import { type Offered, offeredFunctions, type Used, usedModules } from '../../modules/uses.ts';
import type { GeneratedFile, PackageNeed, Requirements } from '../../requirements.ts';
import { schemaOf } from '../service/routes.ts';
import { modulePlan } from '../shared/module-plan.ts';
import { concurrencyIn } from './concurrency.ts';
import { retriesInWords, usualRetries } from './retries.ts';
import { cronIn } from './times.ts';

const quiet = '--disable-warning=ExperimentalWarning';

function packageNeeds(_requirements: Requirements): PackageNeed[] {
  return [{ name: 'zod', dev: false, range: '^4' }, ...nodeTools];
}

/** Functions by themselves: what keeps something has no place in a queue. */
function jobsOf(requirements: Requirements): { used: Used[]; jobs: Offered[] } {
  const used = usedModules(requirements).filter(({ module }) => module.form === 'functions');
  return { used, jobs: offeredFunctions(used) };
}

/** The modules of the jobs, and cron for the schedules. */
function sourcesOf(used: readonly Used[]): Used[] {
  const cron = findModule('cron');
  const from = { words: '', confidence: 1, assumed: true };
  const known = used.some(({ module }) => module.id === 'cron');
  if (!cron || known) return [...used];
  return [...used, { module: cron, functions: [], use: { module: 'cron', options: {}, functions: [], from } }];
}

function generateProject(requirements: Requirements, versions: Record<string, string>): GeneratedFile[] {
  const { used, jobs } = jobsOf(requirements);
  const [first] = jobs;
  if (!first) throw contradiction('A worker needs a job to do.');
  const { name, title, summary, retries = usualRetries } = requirements;
  const sample = payloadOf(first, requirements);
  const concurrency = concurrencyIn(requirements.description);
  // Where jobs are commands of the shell, their times stand as those of cron do.
  const crontab = jobs.find(({ fn }) => fn.name === 'runCommand')?.name;
  const schedulesFile = crontab === undefined ? 'schedules.json' : 'crontab';
  const values = {
    name,
    title,
    summary,
    build: false,
    docker: requirements.features.some((feature) => feature.name === 'docker'),
    ignored: ['data/'],
    attempts: retries.attempts,
    delayMs: retries.delayMs,
    growth: retries.fixed === true ? 1 : 2,
    retries: retriesInWords(retries),
    concurrency,
    atATime: concurrency === 1 ? 'one after the other' : `${concurrency} at a time`,
    crontab,
    schedulesFile,
    cron: cronIn(requirements.description),
    exampleJob: first.name,
    examplePayload: shellWord(JSON.stringify(sample)),
    schedules: JSON.stringify([{ cron: cronIn(requirements.description), job: first.name, payload: sample }], null, 2),
    jobs: jobs.map((job) => ({
      name: job.name,
      summary: job.fn.summary,
      payload: job.parameters.map((parameter) => `\`${parameter.name}\`${isOptional(parameter) ? '?' : ''}`).join(', '),
    })),
  };
  const ci = requirements.features.some((feature) => feature.name === 'ci');
  const templates = ['main', 'settings', 'queue', 'worker', 'schedules', 'enqueue', 'status', 'requeue'];
  return tidied([
    {
      path: 'package.json',
      content: packageJson(requirements, packageNeeds(requirements), versions, {
        private: true,
        scripts: {
          start: `node ${quiet} src/main.ts`,
          dev: `node ${quiet} --watch src/main.ts`,
          enqueue: `node ${quiet} src/enqueue.ts`,
          status: `node ${quiet} src/status.ts`,
          requeue: `node ${quiet} src/requeue.ts`,
          ...commonScripts,
          test: `node ${quiet} --test "test/**/*.test.ts"`,
        },
      }),
    },
    { path: 'README.md', content: render('worker/README.md', values) },
    { path: schedulesFile, content: render(`worker/${schedulesFile}`, values) },
    ...nodeBasics({ ci }).map(([template, path]) => ({ path, content: render(template, values) })),
    ...templates.map((file) => ({ path: `src/${file}.ts`, content: render(`worker/src/${file}.ts`, values) })),
    ...nodeContainer(requirements, { keeps: true, beside: [schedulesFile] }),
    { path: 'src/jobs.ts', content: jobsFile(used, jobs) },
    { path: 'test/worker.test.ts', content: render('worker/test/worker.test.ts', values) },
    { path: 'test/jobs.test.ts', content: testFile(jobs) },
    ...moduleFiles(sourcesOf(used), 'typescript'),
  ]);
}

/** The arguments of an example, with what holds there unless said otherwise where the description says otherwise. */
function argsOf({ fn, parameters }: Offered, { args }: Example): Example['args'] {
  const usual = fn.parameters.flatMap((parameter) => {
    const own = parameters.find(({ name }) => name === parameter.name);
    const changed = isOptional(parameter) && own?.default !== parameter.default;
    return changed && parameter.default != null ? [[parameter.name, parameter.default] as const] : [];
  });
  return { ...Object.fromEntries(usual), ...args };
}

/** What the first job is given when its time comes: as an example has it, with what the description says. */
function payloadOf({ fn, module }: Offered, { modules, description }: Requirements): Record<string, unknown> {
  const sample = fn.examples.find((example) => example.fails === undefined)?.args ?? {};
  const told = modules.find((use) => use.module === module.id)?.options ?? {};
  const [, folder] =
    /\b(?:from|in|of) (?:(?:the|my|our|an?|its) )?([\w./-]+) (?:folder|directory)\b/i.exec(description) ?? [];
  const payload = fn.parameters.flatMap(({ name, sample: usual }) => {
    // What works on the machine that it is tested on is no sample of what works on another.
    const own = name === 'folder' ? (folder ?? usual) : fn.local ? usual : undefined;
    const value = told[name] ?? own ?? sample[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(payload);
}

function jobsFile(used: readonly Used[], jobs: readonly Offered[]): string {
  const entries = jobs.map(({ fn, name, parameters }) => {
    const needed = parameters.filter((parameter) => !isOptional(parameter)).map((parameter) => parameter.name);
    const optional = parameters.some(isOptional);
    const given = [...needed, ...(optional ? ['...options'] : [])];
    const pattern = needed.length === 0 && optional ? 'options' : `{ ${given.join(', ')} }`;
    const fields = parameters.map((parameter) => `${parameter.name}: ${schemaOf(parameter, false)}`);
    return lines(
      `  // ${fn.summary}`,
      `  ${/^\w+$/.test(name) ? name : quote(name)}: (payload) => {`,
      `    const ${pattern} = read(z.strictObject({ ${fields.join(', ')} }), payload);`,
      `    return ${fn.name}(${[...needed, ...(optional ? ['options'] : [])].join(', ')});`,
      '  },',
    );
  });
  const text = lines('export const jobs: Readonly<Record<string, Work>> = {', entries, '};');
  return blocks(
    imports({
      zod: ['z'],
      './worker.ts': ['type Work'],
      ...Object.fromEntries(
        used.map(({ module }) => [
          `./${module.id}.ts`,
          module.functions.map((fn) => fn.name).filter((name) => new RegExp(`\\b${name}\\(`).test(text)),
        ]),
      ),
    }),
    '/** What the worker can do, by name. Wrong payloads fail for good, everything else is tried again. */',
    text,
    lines(
      'function read<Schema extends z.ZodType>(schema: Schema, payload: unknown): z.output<Schema> {',
      '  const result = schema.safeParse(payload);',
      '  if (result.success) return result.data;',
      '  throw new RangeError(z.prettifyError(result.error));',
      '}',
    ),
  ).replace('. */\n\nexport', '. */\nexport');
}

function testFile(jobs: readonly Offered[]): string {
  const cases = jobs.map((job) => {
    const { fn, name } = job;
    const good = fn.examples.find((example) => example.fails === undefined);
    const bad = fn.examples.find((example) => example.fails !== undefined);
    const work = `jobs${/^\w+$/.test(name) ? `.${name}` : `[${quote(name)}]`}`;
    return [
      `it(${quote(`does ${name}`)}, async () => {`,
      ...(good && good.gives !== undefined && good.gives !== null
        ? [`  assert.deepEqual(await ${work}?.(${valueSource(argsOf(job, good))}), ${valueSource(good.gives)});`]
        : [`  assert.ok(${work});`]),
      ...(bad ? [`  assert.throws(() => ${work}?.(${valueSource(argsOf(job, bad))}));`] : []),
      `  assert.throws(() => ${work}?.({ nonsense: 1 }), RangeError);`,
      '});',
    ].join('\n');
  });
  return blocks(
    imports({ 'node:assert/strict': ['default assert'], 'node:test': ['describe', 'it'], '../src/jobs.ts': ['jobs'] }),
    `describe('the jobs', () => {\n${cases.join('\n\n').replace(/^(?=.)/gm, '  ')}\n});`,
  );
}

/** A worker with a durable queue and schedules. */
export const worker: Blueprint = {
  packageNeeds,
  generateProject,
  planProject(requirements) {
    const versions = Object.fromEntries(packageNeeds(requirements).map((need) => [need.name, '0.0.0']));
    const { use } = sourcesOf([])[0] ?? {};
    const modules = [...requirements.modules.filter(({ module }) => module !== 'cron'), ...(use ? [use] : [])];
    return modulePlan(
      { ...requirements, modules },
      generateProject(requirements, versions),
      'Build queue, worker and schedules',
    );
  },
  probeScript(requirements) {
    const { jobs } = jobsOf(requirements);
    const tasks = jobs.flatMap((job) => {
      const { fn, name } = job;
      const good = fn.examples.filter((example) => example.fails === undefined).slice(0, 2);
      const bad = fn.examples.filter((example) => example.fails !== undefined).slice(0, 1);
      return [...good, ...bad].map((example) => ({
        job: name,
        payload: argsOf(job, example),
        gives: example.gives,
        matches: example.matches,
        fails: example.fails !== undefined,
      }));
    });
    const content = render('worker/probe.mjs', { tasks: JSON.stringify(tasks, null, 2) });
    return { path: 'probe.mjs', content, executable: true };
  },
  commitMessage(requirements) {
    const names = jobsOf(requirements).jobs.map(({ name }) => name);
    return message(subject(`Add the worker ${requirements.name}`, names), wrapped(requirements.summary));
  },
};
