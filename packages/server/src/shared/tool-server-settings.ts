import { z } from 'zod';

/** What a user may set about tool servers (MCP): the slice `mcp` of the configuration. */
export const toolServerSettings = z.strictObject({
  servers: z
    .record(z.string().regex(/^[A-Za-z0-9_-]{1,32}$/), z.record(z.string(), z.unknown()))
    .default({})
    .describe('your own tool servers, defined as in `.mcp.json`; `hosts` are those that one may reach'),
  timeoutSeconds: z.number().positive().default(60).describe('limit of one call, and of a server’s start'),
});
