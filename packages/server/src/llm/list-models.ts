import type { ProviderSettings } from './contract.ts';

/** The models that a provider says it has, by its own list; empty where it has none or does not answer. */
export async function listModels(
  kind: string,
  { apiKey, baseUrl, headers }: ProviderSettings,
  fetch: typeof globalThis.fetch,
  signal: AbortSignal,
): Promise<string[]> {
  if (baseUrl === undefined) return [];
  const key: Record<string, string> =
    apiKey === undefined
      ? {}
      : kind === 'anthropic'
        ? { 'x-api-key': apiKey, 'anthropic-version': '2023-06-01' }
        : kind === 'google'
          ? { 'x-goog-api-key': apiKey }
          : { authorization: `Bearer ${apiKey}` };
  try {
    const response = await fetch(`${baseUrl}/models`, { headers: { ...headers, ...key }, signal });
    const said: unknown = await response.json();
    if (!response.ok || typeof said !== 'object' || said === null) return [];
    const list = 'data' in said ? said.data : 'models' in said ? said.models : [];
    return (Array.isArray(list) ? (list as unknown[]) : [])
      .flatMap((model) => {
        if (typeof model !== 'object' || model === null) return [];
        const id = 'id' in model ? model.id : 'name' in model ? model.name : null;
        return typeof id === 'string' ? [id.replace(/^models\//, '')] : [];
      })
      .sort();
  } catch {
    // It says nothing: whoever asked goes on without.
    return [];
  }
}
