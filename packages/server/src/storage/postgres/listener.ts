import type { Client as PgClient, ClientConfig } from 'pg';
import type { Logger } from '../../shared/logger.ts';

export const channel = 'codewright_ledger';

/** A notification is lost when its sender dies right after its commit; nobody waits longer than this for a commit. */
const atLeastEveryMs = 1000;

/**
 * Listens on a connection of its own, and connects again when it is lost. Calls back for every notification that this process
 * did not send itself, and once after each connect, since something may have been missed.
 */
export function listen(config: ClientConfig, own: string, logger: Logger, onNotify: () => void): () => void {
  let client: PgClient | null = null;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let pause = 100;

  const close = (old: PgClient) => {
    old.removeAllListeners();
    // It is thrown away: an error of its last breath concerns nobody.
    old.on('error', () => undefined);
    old.end().catch(() => undefined);
  };
  const again = (error: unknown) => {
    if (stopped) return;
    logger.warn({ error: error instanceof Error ? error.message : String(error) }, 'notifications interrupted');
    retry = setTimeout(connect, pause);
    pause = Math.min(pause * 2, 5000);
  };
  const connect = () => {
    start().catch(again);
  };
  const start = async () => {
    const { Client } = await import('pg');
    if (stopped) return;
    const fresh = new Client(config);
    client = fresh;
    // One loss is told several times: by events, and by whatever was pending.
    const lost = (error: unknown) => {
      if (client !== fresh) return;
      client = null;
      close(fresh);
      again(error);
    };
    fresh.on('error', lost);
    fresh.on('end', () => lost(new Error('The connection ended.')));
    fresh.on('notification', ({ payload }) => {
      if (payload !== own) onNotify();
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
    } catch (error) {
      return lost(error);
    }
    if (client !== fresh) return;
    pause = 100;
    onNotify();
  };
  connect();
  const timer = setInterval(onNotify, atLeastEveryMs);
  return () => {
    stopped = true;
    clearInterval(timer);
    clearTimeout(retry);
    if (client) close(client);
    client = null;
  };
}
