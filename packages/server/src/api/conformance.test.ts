import { createHttpClient } from '@codewright/protocol/http-client';
import { clientConformance } from './conformance.ts';
import { openApi, token } from './testing.ts';

clientConformance('in process', () => openApi());

clientConformance('over HTTP', async () => {
  const bench = await openApi();
  const client = createHttpClient({ url: bench.api.url, token });
  return { client, folder: bench.folder, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() };
});
