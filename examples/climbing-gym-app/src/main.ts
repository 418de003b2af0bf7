import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { type Config, loadConfig, loadEnvironment } from './config.ts';
import { openDatabase } from './database.ts';

const config = configure();
const database = openDatabase(config.databasePath);
const app = createApp({ database, config, now: () => new Date().toISOString() });

const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, (address) => {
  console.info(`Listening on http://${config.host}:${address.port}`);
});

server.on('error', (error) => {
  console.error(`Can not listen on ${config.host}:${config.port}: ${error.message}`);
  process.exit(1);
});

let stopping = false;

/** Lets requests under way finish, then closes the database. A second signal does not wait. */
function stop(): void {
  if (stopping) process.exit(1);
  stopping = true;
  server.close(() => {
    database.close();
    process.exit(0);
  });
  // Idle keep-alive connections would hold the server open for minutes.
  if ('closeIdleConnections' in server) server.closeIdleConnections();
}

/** What is wrong with the settings is for a person to read, without the stack. */
function configure(): Config {
  try {
    return loadConfig(loadEnvironment());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

process.on('SIGINT', stop);
process.on('SIGTERM', stop);
