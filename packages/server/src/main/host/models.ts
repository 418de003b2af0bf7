import type { ModelCheck, ModelsHost, ProviderRow } from '../../cli/contract.ts';
import type { LoadedConfig } from '../../config.ts';
import type { ModelGateway, ModelRequest, Turn } from '../../llm/contract.ts';
import { createModelGateway } from '../../llm/gateway.ts';
import { guardModels } from '../../llm/guard.ts';
import { describeModel } from '../../llm/prices.ts';
import { systemClock } from '../../shared/clock.ts';
import type { Redactor } from '../../shared/redact.ts';
import { createModels, type Models } from '../models.ts';
import { openSecrets } from '../secrets.ts';

/** What `codewright models` does. */
export function createModelsHost(
  loaded: LoadedConfig,
  redactor: Redactor,
  warn: (message: string) => void,
): ModelsHost {
  const models = createModels(loaded, openSecrets(loaded.home, redactor, warn));
  const { model } = loaded.config;
  return {
    async list() {
      const providers: ProviderRow[] = [];
      for (const entry of models.directory.values()) providers.push(await rowOf(models, entry));
      const { default: standard, roles, fallbacks } = model;
      return { default: standard, roles, fallbacks, pricesAsOf: models.prices.asOf, providers };
    },
    async test(name) {
      const gateway = createModelGateway({
        models: () => models,
        clock: systemClock,
        // What is tried is this model, once.
        settings: () => ({ ...model, fallbacks: [], retries: 0 }),
      });
      return tryModel(name, guardModels(gateway, redactor));
    },
  };
}

async function rowOf(
  models: Models,
  entry: Models['directory'] extends ReadonlyMap<string, infer E> ? E : never,
): Promise<ProviderRow> {
  const { key, address, problem } = await models.connections.state(entry);
  const { pricesOf } = models.connections;
  const priced = Object.keys(models.prices.models).filter((name) =>
    name.startsWith(`${pricesOf(entry.name) ?? entry.name}/`),
  );
  return {
    name: entry.name,
    about: entry.about,
    own: entry.own,
    ready: problem === null,
    key: key && { name: key.variable, from: key.from },
    keys: entry.keys,
    address,
    problem: problem && `${problem.what} ${problem.hint}`,
    models: priced
      .map((name) => `${entry.name}${name.slice(name.indexOf('/'))}`)
      .map((name) => {
        const { contextTokens, images = false, pricePerMillion } = describeModel(models.prices, name, pricesOf);
        return { name, contextTokens, images, pricePerMillion };
      }),
  };
}

const word = 'ready';
const schema = {
  type: 'object',
  properties: { word: { type: 'string' } },
  required: ['word'],
  additionalProperties: false,
};

/** Three tiny calls. The first must be answered; what the others do not bring is told as what the model cannot do. */
async function tryModel(name: string, models: ModelGateway): Promise<Awaited<ReturnType<ModelsHost['test']>>> {
  const checks: ModelCheck[] = [];
  let cents = 0;
  const started = performance.now();
  let firstAt: number | null = null;
  let pieces = 0;
  const ask = async (text: string, more: Partial<ModelRequest> = {}): Promise<Turn> => {
    const turn = await models.call(name, {
      prompt: [
        { role: 'system', content: 'You are being tried out. Do exactly what is asked, in as few words as possible.' },
        { role: 'user', content: [{ type: 'text', text }] },
      ],
      tools: [],
      signal: AbortSignal.timeout(120_000),
      ...more,
    });
    cents += turn.usage.cents;
    return turn;
  };
  const first = await ask(`Count from one to ten in words, then say "${word}".`, {
    onDelta: () => {
      firstAt ??= performance.now();
      pieces += 1;
    },
  });
  const latencyMs = Math.round((firstAt ?? performance.now()) - started);
  checks.push({
    check: 'answer',
    ok: first.text.trim() !== '',
    detail: `${first.durationMs} ms, first words after ${latencyMs} ms`,
  });
  checks.push({ check: 'streaming', ok: pieces > 1, detail: `${pieces} ${pieces === 1 ? 'piece' : 'pieces'}` });
  const { reported, inputTokens, outputTokens } = first.usage;
  const counted = `${inputTokens} tokens in, ${outputTokens} out`;
  checks.push({ check: 'usage', ok: reported, detail: reported ? counted : `not reported; counted by us: ${counted}` });
  const attempt = async (check: string, look: () => Promise<Omit<ModelCheck, 'check'>>) => {
    try {
      checks.push({ check, ...(await look()) });
    } catch (error) {
      checks.push({ check, ok: false, detail: error instanceof Error ? error.message : String(error) });
    }
  };
  await attempt('tools', async () => {
    const tool = { type: 'function' as const, name: 'report', description: 'Reports a word.', inputSchema: schema };
    const { calls } = await ask(`Call the tool report with the word "${word}".`, {
      tools: [tool as ModelRequest['tools'][number]],
    });
    const said = calls.find((call) => call.tool === 'report');
    return {
      ok: said !== undefined,
      detail: said ? `called with ${JSON.stringify(said.input)}` : 'it did not call the tool',
    };
  });
  await attempt('structured output', async () => {
    const { text } = await ask(`Answer with a JSON object whose only property "word" is "${word}".`, {
      answer: { name: 'word', schema },
    });
    const ok = isWord(text);
    return { ok, detail: ok ? text.trim() : `not of the schema: ${text.trim().slice(0, 80)}` };
  });
  return { model: name, checks, latencyMs, cents };
}

function isWord(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'word' in value && typeof value.word === 'string';
  } catch {
    // Not JSON: that is what was to be found out.
    return false;
  }
}
