import { readFileSync } from 'node:fs';

/**
 * Where a process of a test stops itself, so that it can be killed, told or overtaken right there: on a busy machine what it
 * says may be heard a second later, when it is long past.
 */
export interface Hold {
  /** Words of a line that it shows: on stdout, or to a client over HTTP. */
  at: readonly string[];
  /** How many such lines it shows until then, this one included; 1 when absent. */
  times?: number;
  /** Milliseconds by its own event loop that it goes on from there. */
  after?: number;
}

/** Environment of a Node process that stops itself (SIGSTOP) there, once; SIGCONT lets it go on. */
export function holdEnvironment({ at, times = 1, after = 0 }: Hold): Record<string, string> {
  const code = `
    import { ServerResponse } from 'node:http';
    const isIt = (line) => ${JSON.stringify(at)}.every((word) => line.includes(word));
    let left = ${times};
    const stop = () => process.kill(process.pid, 'SIGSTOP');
    const seen = (chunk) => {
      const lines = left > 0 && chunk ? Buffer.from(chunk).toString().split('\\n').filter(isIt).length : 0;
      if (lines === 0) return false;
      left -= lines;
      return left <= 0;
    };
    const out = process.stdout.write;
    process.stdout.write = function (chunk, ...rest) {
      const went = out.call(this, chunk, ...rest);
      if (seen(chunk)) ${after === 0 ? 'stop()' : `setTimeout(stop, ${after})`};
      return went;
    };
    const { write } = ServerResponse.prototype;
    ServerResponse.prototype.write = function (chunk, ...rest) {
      const went = write.call(this, chunk, ...rest);
      // What is written lies in the socket at the end of this turn only.
      if (seen(chunk)) setTimeout(stop, ${after});
      return went;
    };`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

/** Whether a process is stopped. */
export function isHeld(pid: number): boolean {
  return /\) T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
