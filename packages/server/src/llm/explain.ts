import { CodewrightError } from '../shared/errors.ts';
import type { Failure } from './failure.ts';

/** A model that was tried and what became of it. */
export interface Tried {
  model: string;
  failure: Failure;
  attempts: number;
  place: Place;
}

/** Where a provider's settings come from, in words. */
export interface Place {
  provider: string;
  /** `https://…`; null for what is no address. */
  address: string | null;
  /** `ANTHROPIC_API_KEY (from the environment)`; null without a key. */
  key: string | null;
  /** Names of the models that it says it has; asked for only when the one that was wanted is none of them. */
  offers?: string[];
}

/** One error that names every model that was tried, with its status and what to do. */
export function explain(tried: Tried[]): CodewrightError {
  const last = tried.at(-1);
  if (!last) return new CodewrightError('INTERNAL', 'No model was tried.');
  const details = {
    failures: tried.map(({ model, failure: { kind, status, reason }, attempts }) => ({
      model,
      kind,
      status,
      reason,
      attempts,
    })),
  };
  if (last.failure.kind === 'context-full') {
    return new CodewrightError(
      'CONTEXT_FULL',
      `The prompt is longer than ${last.model} can read: ${last.failure.reason}`,
      {
        hint: 'Use a model with a larger context, or split the work into smaller steps.',
        details,
      },
    );
  }
  if (tried.length === 1) {
    return new CodewrightError('MODEL_FAILED', `The model ${sentence(last)}`, { hint: adviceFor(last), details });
  }
  return new CodewrightError('MODEL_FAILED', `No model answered. ${tried.map(sentence).join(' ')}`, {
    hint: tried.map((one) => `${one.model}: ${adviceFor(one)}`).join(' '),
    details,
  });
}

/** `anthropic/x failed: 429, slow down (tried 5 times).` */
function sentence({ model, failure: { status, reason, kind }, attempts }: Tried): string {
  const first = status === null || reason.startsWith(String(status)) ? reason : `${status}, ${reason}`;
  const times = attempts > 1 && kind !== 'circuit-open' ? ` (tried ${attempts} times)` : '';
  return `${model} failed: ${first}${times}.`;
}

function adviceFor({ model, failure: { kind }, place }: Tried): string {
  const { provider, address, key, offers } = place;
  const at = address ?? provider;
  switch (kind) {
    case 'unauthorized':
      return key === null
        ? `${provider} wants a key; \`codewright models\` says under which name.`
        : `The key was ${key}: check it with ${provider}, or replace it (codewright secrets set ${key.split(' ', 1)[0]}).`;
    case 'not-found':
      return offers && offers.length > 0
        ? `${at} offers: ${offers.slice(0, 8).join(', ')}${offers.length > 8 ? ` and ${offers.length - 8} more` : ''}.`
        : `Check the model's name and the address (${at}); \`codewright models\` lists what is known.`;
    case 'quota':
      return `The account at ${provider} has nothing left to spend: add credit there, or name another model.`;
    case 'rate-limit':
      return 'Go on later with `codewright jobs resume`, or name other models in the setting model.fallbacks.';
    case 'unreachable':
    case 'cut':
    case 'no-answer':
    case 'stalled':
      return `Is the server at ${at} up, and this machine online? \`codewright models test ${model}\` tries it; then \`codewright jobs resume\`.`;
    case 'tls':
      return `If the certificate of ${at} is your own, name its authority in NODE_EXTRA_CA_CERTS.`;
    case 'redirect':
    case 'html':
      return `Is ${at} the address of the API itself? The key was sent nowhere else.`;
    case 'bad-request':
      return `${provider} refuses what it was asked: another model, or other \`options\` in model.providers, may do.`;
    case 'too-long':
      return 'The model talks without end: try another one, or set model.maxOutputTokens.';
    case 'call-too-long':
      return 'A longer limit is set with model.callSeconds.';
    case 'not-set-up':
      return `\`codewright models\` says what ${provider} needs.`;
    default:
      return `\`codewright models test ${model}\` tries it; then \`codewright jobs resume\`, or name another model.`;
  }
}
