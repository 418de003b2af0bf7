// Started by an agent CLI in the sandbox as a tool server of its own: what it says goes to us, and what we answer comes back. It knows
// no tool; argv[2] is the socket that was shown to this run alone.
import { connect } from 'node:net';

const socket = connect(process.argv[2] ?? '');
socket.on('error', (error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
  process.stdin.destroy();
});
process.stdin.pipe(socket).pipe(process.stdout);
