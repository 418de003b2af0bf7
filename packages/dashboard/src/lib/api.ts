import type { CodewrightClient } from '@codewright/protocol/client';
import { ClientError } from '@codewright/protocol/client-error';
import { createCaller, createHttpClient } from '@codewright/protocol/http-client';
import { QueryClient } from '@tanstack/react-query';
import { forgetSession } from './session.ts';

const here = { url: location.origin, token: null, timeoutMs: 60_000 };
const client = createHttpClient(here);

/** The typed client of the protocol, for whoever is signed in now. */
export function api(): CodewrightClient {
  return client;
}

/** The routes that are no operation on jobs, by their names. */
export const { call } = createCaller(here);

/** Of what a job's page shows of the whole record; read again whenever the job's report is. */
export const digestKey = (job: string) => ['job', job, 'digest'] as const;

function signOutWhereRefused(error: unknown): void {
  if (error instanceof ClientError && error.code === 'UNAUTHORIZED') forgetSession();
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && error instanceof ClientError && error.code === 'SERVER_UNREACHABLE',
      refetchOnWindowFocus: false,
    },
  },
});
queries.getQueryCache().subscribe((event) => {
  if (event.type === 'updated' && event.action.type === 'error') signOutWhereRefused(event.action.error);
});

/** What went wrong, and what to do, as two sentences for a person. */
export function wordsOf(error: unknown): { message: string; hint: string } {
  if (error instanceof ClientError) return { message: error.message, hint: error.hint ?? '' };
  return { message: error instanceof Error ? error.message : String(error), hint: '' };
}
