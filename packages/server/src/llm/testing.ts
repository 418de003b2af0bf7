import { join } from 'node:path';
import { type Clock, systemClock } from '../shared/clock.ts';
import { createConnections } from './connections.ts';
import type { ModelGateway, ProviderFactory } from './contract.ts';
import { createModelGateway, type GatewaySettings } from './gateway.ts';
import { loadPrices } from './prices.ts';

export const testPrices = loadPrices(join(import.meta.dirname, '../../models/prices.yaml'));

/** A gateway over these providers alone, by their names. */
export function gatewayOver(
  more: Readonly<Record<string, ProviderFactory>>,
  { clock = systemClock, settings = {} }: { clock?: Clock; settings?: Partial<GatewaySettings> } = {},
): ModelGateway {
  const connections = createConnections({
    directory: new Map(),
    kinds: {},
    more,
    keys: async () => null,
    variable: () => null,
    packagesFrom: import.meta.dirname,
  });
  return createModelGateway({ models: () => ({ connections, prices: testPrices }), clock, settings: () => settings });
}
