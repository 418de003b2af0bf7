import { CodewrightError } from '../../shared/errors.ts';
import { createBuiltinModel } from '../builtin/model.ts';
import type { ModelProvider, ProviderFactory, ProviderSettings } from '../contract.ts';

/** The model that needs no key and no network: programs of this house, one per kind of work. */
export const createBuiltinProvider = async (_settings: ProviderSettings): Promise<ModelProvider> =>
  ({
    model(id) {
      if (id === 'craft') return createBuiltinModel(id);
      throw new CodewrightError('NOT_FOUND', `There is no built-in model "${id}".`, {
        hint: 'It is named builtin/craft.',
      });
    },
  }) satisfies Awaited<ReturnType<ProviderFactory>>;
