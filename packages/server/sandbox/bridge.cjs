// Runs inside a sandbox, where there is no network but loopback: listens there, hands each connection to the egress proxy's socket,
// and runs the command. Arguments: socket, port, loopback ports outside (with commas between), command and its arguments.
'use strict';
const net = require('node:net');
const { spawn } = require('node:child_process');
const { signals } = require('node:os').constants;
const [socket, port, loopback, ...argv] = process.argv.slice(2);
const say = (line) => process.stderr.write(line + '\n');
const server = net.createServer({ allowHalfOpen: true }, (client) => {
  const proxy = net.connect({ path: socket, allowHalfOpen: true });
  const end = () => {
    client.destroy();
    proxy.destroy();
  };
  client.on('error', end);
  proxy.on('error', end);
  client.pipe(proxy);
  proxy.pipe(client);
});
const forward = (target) =>
  net
    .createServer({ allowHalfOpen: true }, (client) => {
      const proxy = net.connect({ path: socket, allowHalfOpen: true });
      const end = () => {
        client.destroy();
        proxy.destroy();
      };
      client.on('error', end);
      proxy.on('error', end);
      proxy.write('CONNECT 127.0.0.1:' + target + ' HTTP/1.1\r\n\r\n');
      let head = Buffer.alloc(0);
      proxy.on('data', function read(piece) {
        head = Buffer.concat([head, piece]);
        const at = head.indexOf('\r\n\r\n');
        if (at < 0) return;
        proxy.off('data', read);
        proxy.pause();
        if (!head.toString('latin1').startsWith('HTTP/1.1 200')) return end();
        if (head.length > at + 4) client.write(head.subarray(at + 4));
        client.pipe(proxy);
        proxy.pipe(client);
      });
    })
    .on('error', (error) => say('network bridge: ' + error.message))
    .listen(target, '127.0.0.1');
for (const target of loopback.split(',')) if (target !== '') forward(Number(target));
server.on('error', (error) => {
  say('network bridge: ' + error.message);
  process.exit(125);
});
server.listen(Number(port), '127.0.0.1', () => {
  const child = spawn(argv[0], argv.slice(1), { stdio: 'inherit' });
  child.on('error', (error) => {
    say(argv[0] + ': ' + error.message);
    process.exit(error.code === 'ENOENT' ? 127 : 126);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + signals[signal]));
});
