import type { Ecosystem, ResolvedPackage } from '../../research/contract.ts';
import { CodewrightError } from '../../shared/errors.ts';
import type { ToolContext } from '../contract.ts';

type Asking = Pick<ToolContext, 'registry' | 'signal'>;

/** All together, so that what one demands of another is looked at; one by one where the registry does not know one of them. */
export async function resolveEach({ registry, signal }: Asking, ecosystem: Ecosystem, names: readonly string[]) {
  const failed: { name: string; why: string }[] = [];
  try {
    const all = names.map((name) => ({ name, ecosystem }));
    return { found: await registry.resolve(all, signal), failed };
  } catch (error) {
    if (!isAnswer(error)) throw error;
  }
  const found: ResolvedPackage[] = [];
  for (const name of names) {
    try {
      found.push(...(await registry.resolve([{ name, ecosystem }], signal)));
    } catch (error) {
      if (!isAnswer(error)) throw error;
      failed.push({ name, why: error.message });
    }
  }
  return { found, failed };
}

/** The newest version in a range; null where the registry has none, or does not answer. */
export async function newestIn(
  { registry, signal }: Asking,
  ecosystem: Ecosystem,
  name: string,
  range: string,
): Promise<ResolvedPackage | null> {
  try {
    const [found] = await registry.resolve([{ name, range, ecosystem }], signal);
    return !found || found.source === 'curated' ? null : found;
  } catch (error) {
    if (isAnswer(error)) return null;
    throw error;
  }
}

/** What a registry may say of a name or range; anything else is an error. */
function isAnswer(error: unknown): error is CodewrightError {
  return (
    error instanceof CodewrightError && ['NOT_FOUND', 'INVALID_INPUT', 'REGISTRY_UNREACHABLE'].includes(error.code)
  );
}
