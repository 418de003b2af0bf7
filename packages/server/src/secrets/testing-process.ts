import { systemClock } from '../shared/clock.ts';
import { createSecretStore } from './store.ts';

/** A process of its own that sets secrets as fast as it can: `node testing-process.ts HOME PREFIX COUNT`. */
const [home = '', prefix = '', count = '0'] = process.argv.slice(2);
const store = createSecretStore({ home, passphrase: null, clock: systemClock, warn: () => undefined });
for (let index = 0; index < Number(count); index += 1) {
  await store.set(`${prefix}_${index}`, `value of ${prefix} ${index}`);
  if (index % 5 === 0) await store.rotate();
}
