/**
 * Processes of Vitest that stay from one run to the next: to start one takes far longer than most tests. Between two files it lets go of all
 * modules that it has loaded itself, as ever.
 */

/** Of several test files the next one may begin before the process of the last one is back. */
const mostSpare = 3;

/** `on`: whether runs share processes; null where this version of Vitest, or what the project sets, does not allow it. */
export function keepWorkers(vitest, ForksPoolWorker) {
  const projects = vitest.projects ?? [];
  const forks = projects.every(
    ({ config }) => config.pool === 'forks' && config.isolate !== false && !config.poolRunner,
  );
  if (!ForksPoolWorker || !forks || projects.length === 0) return null;
  const keeping = { on: false };
  const spare = new Map();

  class KeptWorker extends ForksPoolWorker {
    constructor(options) {
      super(options);
      this.key = JSON.stringify([options.project.name, options.environment, options.execArgv]);
      if (!spare.has(this.key)) spare.set(this.key, []);
    }

    async start() {
      this.keeps = keeping.on;
      const kept = this.keeps ? spare.get(this.key).pop() : undefined;
      this.reused = kept?.connected === true;
      if (this.reused) this._fork = kept;
      else await super.start();
    }

    /** One that stays has begun before, and is not told to end. */
    send(message) {
      if (message?.type === 'start' && this.reused) this.answer('started');
      else if (message?.type === 'stop' && this.keeps) this.answer('stopped');
      else super.send(message);
      if (message?.type === 'stop') this.ended = true;
    }

    answer(type) {
      const { fork } = this;
      setImmediate(() => fork.emit('message', { type, __vitest_worker_response__: true }));
    }

    /** Some versions read what a process sends, which this answer was not. */
    deserialize(data) {
      return data?.__vitest_worker_response__ === true ? data : super.deserialize(data);
    }

    async stop() {
      const fork = this._fork;
      const kept = spare.get(this.key);
      // What was not told to end is not at its end.
      if (!this.keeps || !this.ended || !fork?.connected || kept.length >= mostSpare) return super.stop();
      for (const event of ['message', 'error', 'exit']) fork.removeAllListeners(event);
      fork.on('error', () => undefined);
      kept.push(fork);
      this._fork = undefined;
    }
  }

  for (const { config } of projects) {
    // A pool of its own needs a name of its own.
    config.pool = 'kept';
    config.poolRunner = { name: 'kept', createPoolWorker: (options) => new KeptWorker(options) };
  }
  return keeping;
}
