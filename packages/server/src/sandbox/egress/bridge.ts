/** Where the proxy's socket and the bridge's program lie inside, and the loopback port that programs are told. */
export const bridgePort = 3128;
export const socketInside = '/run/codewright/egress';

/** What tells programs about the proxy: the common variables, npm's own, and Node's switch for its fetch. */
export function proxyEnvironment(): Record<string, string> {
  const url = `http://127.0.0.1:${bridgePort}`;
  const none = 'localhost,127.0.0.1,::1';
  return {
    HTTP_PROXY: url,
    HTTPS_PROXY: url,
    http_proxy: url,
    https_proxy: url,
    NO_PROXY: none,
    no_proxy: none,
    npm_config_proxy: url,
    npm_config_https_proxy: url,
    npm_config_noproxy: none,
    NODE_USE_ENV_PROXY: '1',
  };
}
