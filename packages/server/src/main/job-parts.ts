import { dirname, join } from 'node:path';
import { createBudget } from '../agents/budget.ts';
import { readGuide } from '../agents/guide.ts';
import { createAgentRunner } from '../agents/loop.ts';
import { createMemberRunner } from '../agents/member-run.ts';
import { loadWords } from '../agents/words.ts';
import type { LoadedConfig } from '../config.ts';
import { runGates } from '../gates/run.ts';
import type { Embedder, ProviderFactory } from '../llm/contract.ts';
import { createEmbedder } from '../llm/embedder.ts';
import { createModelGateway } from '../llm/gateway.ts';
import { guardModels } from '../llm/guard.ts';
import { createPackageRegistry } from '../research/registry.ts';
import type { PackageRegistry } from '../research/contract.ts';
import { Breaker } from '../shared/breaker.ts';
import { systemClock } from '../shared/clock.ts';
import { dataFolder } from '../shared/data.ts';
import { uuidv7 } from '../shared/ids.ts';
import { createExecutor } from '../tools/executor.ts';
import { looksOutside } from '../tools/registry.ts';
import type { JobParts } from '../worker/contract.ts';
import { runWorkflow } from '../workflow/engine.ts';
import type { Catalog } from './catalog.ts';
import { createClient } from './client.ts';
import { learnDotenv } from './dotenv.ts';
import { evaluateJob } from './evaluate.ts';
import { openMemory } from './memory.ts';
import { openMembers } from './members.ts';
import { type Models, modelsOf } from './models.ts';
import { ownWorkflows } from './project-workflows.ts';
import { limitsFor, settingsOf, translate } from './rules.ts';
import type { Runtime } from './runtime.ts';
import type { Sandboxes } from './sandboxes.ts';
import { createLazyCodebase } from './lazy-codebase.ts';
import { createToolServers } from './tool-servers.ts';
import { createWeb } from './web.ts';

/** Everything that running a job needs, constructed. `more`: model providers beside those of the table. */
export function createJobParts(
  runtime: Runtime,
  catalog: Catalog,
  sandboxes: Sandboxes,
  more: Readonly<Record<string, ProviderFactory>> = {},
): JobParts {
  const { ledger, queue, logger, keys, redactor } = runtime;
  const words = loadWords(dataFolder('roles'));
  const breaker = new Breaker(systemClock);
  return {
    ledger,
    queue,
    logger,
    clock: systemClock,
    workspaces: (kind) => sandboxes.workspaces(kind),
    models: guardModels(
      createModelGateway({
        models: currentModels(runtime, more),
        clock: systemClock,
        settings: () => runtime.config.model,
      }),
      redactor,
    ),
    registry: createLazyRegistry(runtime, sandboxes),
    web: createWeb(runtime, sandboxes),
    toolServers: createToolServers(runtime, sandboxes),
    codebase: createLazyCodebase(join(runtime.home, 'cache', 'code'), () => embedderOf(runtime, more)),
    memory: openMemory(runtime),
    install: (of) => sandboxes.install(of),
    roles: (name) => catalog.role(name),
    modelFor: (role, job) => {
      const { model } = runtime.config;
      return job.request.model ?? model.roles[role.name] ?? role.model ?? model.default;
    },
    workflow: (name, own) => catalog.workflow(name, own),
    ownWorkflows: (name, repository) =>
      catalog.comesWithIt(name) ? null : ownWorkflows(runtime.home, repository, name),
    limits: (mode, repository) => limitsFor(mode, settingsOf(repository, runtime.loaded)),
    approvalHours: () => runtime.config.approvals.hours,
    looksOutside,
    learnSecrets: (workspace) => learnDotenv(workspace.root, redactor),
    createBudget: (caps) => createBudget(caps),
    createExecutor: (options) => createExecutor(options, { clean: (text) => redactor.text(text) }),
    createAgentRunner: (deps) => createAgentRunner(deps, words),
    members: openMembers(runtime, sandboxes),
    createMemberRunner: (deps) => createMemberRunner(deps, { words, breaker }),
    readGuide,
    async followUp(job, text) {
      await createClient(runtime, sandboxes, dirname(job.request.output ?? runtime.home), undefined, more).say(
        job.id,
        text,
      );
    },
    runWorkflow,
    evaluate: (job, entries, gates) => evaluateJob(job, entries, gates, limitsFor(job.mode, runtime.loaded)),
    runGates,
    async signTruthpack(input) {
      const { signTruthpack } = await import('../ledger/truthpack.ts');
      const { job, entries, commit, tree, gates } = input;
      const sandbox = entries.find((entry) => entry.data['event'] === 'sandbox-opened')?.data['sandbox'];
      const envelope = signTruthpack(
        {
          id: uuidv7(),
          job: job.id,
          goal: job.goal,
          mode: job.mode,
          commit,
          tree,
          gates,
          sandbox: typeof sandbox === 'string' ? sandbox : 'unknown',
          entries,
          createdAt: systemClock.now().toISOString(),
        },
        translate,
        keys.privateKey,
      );
      return JSON.parse(JSON.stringify(envelope)) as Awaited<ReturnType<JobParts['signTruthpack']>>;
    },
  };
}

/** Code leaves only for the model that the user named for it, and without the secrets that are known. */
function embedderOf(runtime: Runtime, more: Readonly<Record<string, ProviderFactory>>): Embedder | null {
  const { embeddings, retries } = runtime.config.model;
  return embeddings === null
    ? null
    : createEmbedder({
        model: embeddings,
        models: () => modelsOf(runtime, more),
        clock: systemClock,
        clean: (text) => runtime.redactor.text(text),
        retries,
      });
}

/** Made anew when the settings were loaded again. */
function currentModels(runtime: Runtime, more: Readonly<Record<string, ProviderFactory>>): () => Models {
  let made: { of: LoadedConfig; models: Models } | undefined;
  return () => {
    const { loaded } = runtime;
    if (made?.of !== loaded) made = { of: loaded, models: modelsOf(runtime, more) };
    return made.models;
  };
}

/** The registries' client needs npm's settings, which cost 0.3 s to ask for: only when a version is really looked up. */
function createLazyRegistry(runtime: Runtime, sandboxes: Sandboxes): PackageRegistry {
  const { config, home, logger } = runtime;
  let made: Promise<PackageRegistry> | undefined;
  const open = async () => {
    const npm = await sandboxes.npm();
    return createPackageRegistry({
      registries: { ...config.research.registries, npm: config.research.registry ?? npm.registry },
      strictSsl: npm.strictSsl,
      ...(npm.cafile ? { cafile: npm.cafile } : {}),
      ...(npm.httpsProxy ? { proxy: npm.httpsProxy } : {}),
      cache: join(home, 'cache', 'packages'),
      ttlSeconds: config.research.cacheSeconds,
      retries: config.research.retries,
      timeoutMs: config.research.timeoutSeconds * 1000,
      curatedFile: join(dataFolder('knowledge'), 'packages.yaml'),
      logger,
      clock: systemClock,
    });
  };
  return { resolve: async (needs, signal) => (await (made ??= open())).resolve(needs, signal) };
}
