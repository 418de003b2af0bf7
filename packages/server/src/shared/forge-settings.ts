import { z } from 'zod';

/** Servers of pull requests beside github.com and gitlab.com: the slice `forges` of the configuration, by host. */
export const forgeSettings = z.record(
  z.string().regex(/^[A-Za-z0-9.-]+(?::\d+)?$/, 'expected a host, with its port where it has one of its own'),
  z.strictObject({
    kind: z.enum(['github', 'gitlab']),
    api: z.url().optional().describe('base address of its API, where it is not the usual one'),
  }),
);
