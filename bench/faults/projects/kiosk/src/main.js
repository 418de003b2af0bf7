import { fillDatabase, openDatabase } from './database.js';
import { startServer } from './server.js';
import { readSettings } from './settings.js';

const settings = readSettings();
const database = openDatabase(settings.database);
fillDatabase(database);
const server = await startServer(database, settings);
process.stdout.write(`Listening on port ${server.address().port}\n`);
