import { PassThrough } from 'node:stream';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import type { ExecResult, Limits, Network } from '../sandbox/contract.ts';
import { installersOf } from '../shared/installers.ts';
import type { ServerPlace } from './contract.ts';
import type { ServerDefinition } from './definitions.ts';

/** A server lives as long as its job; what a single call may take is the caller's affair. */
const limits: Partial<Limits> = { timeMs: 24 * 3600_000, outputBytes: 256 * 1024 * 1024 };
/** Programs that fetch the server from a package registry before they run it. */
const fetching = new Set(['npx', 'npm', 'pnpm', 'bunx', 'uvx', 'pipx']);
/** Bytes of one message. */
const MAX_LINE = 16 * 1024 * 1024;

/** A server as a program in the sandbox: it reads the tree, writes nothing of it, and reaches no host that it was not given. */
export class SandboxedServer implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #definition: Extract<ServerDefinition, { type: 'stdio' }>;
  readonly #place: ServerPlace;
  readonly #input = new PassThrough();
  readonly #stop = new AbortController();
  #running: Promise<ExecResult> | undefined;
  #rest = '';
  #said = '';

  constructor(definition: Extract<ServerDefinition, { type: 'stdio' }>, place: ServerPlace) {
    this.#definition = definition;
    this.#place = place;
  }

  async start(): Promise<void> {
    const { command, args, env, hosts } = this.#definition;
    const access = fetching.has(command) ? await this.#place.install(installersOf([command, ...args])) : null;
    const installHosts = access?.network.mode === 'allow' ? access.network.hosts : [];
    const all = [...installHosts, ...hosts];
    const network: Network = all.length === 0 ? { mode: 'none' } : { ...access?.network, mode: 'allow', hosts: all };
    this.#running = this.#place.exec({
      argv: [command, ...args],
      tree: 'read',
      network,
      mounts: access?.mounts ?? [],
      env: { ...access?.env, ...env },
      limits,
      stdin: this.#input,
      signal: this.#stop.signal,
      onOutput: (stream, text) => (stream === 'stdout' ? this.#read(text) : this.#note(text)),
    });
    this.#running.then(
      (result) => this.#ended(result),
      (error: unknown) => this.#failed(error instanceof Error ? error : new Error(String(error))),
    );
  }

  send(message: JSONRPCMessage): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#input.write(`${JSON.stringify(message)}\n`, (error) => (error ? reject(error) : resolve()));
    });
  }

  async close(): Promise<void> {
    this.#input.end();
    this.#stop.abort();
    await this.#running?.catch(() => 'told by onerror');
    this.onclose?.();
  }

  #read(text: string): void {
    this.#rest += text;
    for (let end = this.#rest.indexOf('\n'); end !== -1; end = this.#rest.indexOf('\n')) {
      const line = this.#rest.slice(0, end).trim();
      this.#rest = this.#rest.slice(end + 1);
      if (line !== '') this.#message(line);
    }
    if (this.#rest.length > MAX_LINE) this.#failed(new Error('The server sent a message of more than 16 MB.'));
  }

  #message(line: string): void {
    let message: JSONRPCMessage;
    try {
      message = JSON.parse(line) as JSONRPCMessage;
    } catch {
      // Some print a greeting first.
      this.#note(`${line}\n`);
      return;
    }
    this.onmessage?.(message);
  }

  #note(text: string): void {
    this.#said = (this.#said + text).slice(-2000);
  }

  #ended({ exitCode, deniedHosts }: ExecResult): void {
    if (this.#stop.signal.aborted) return;
    const last = this.#said.trim().split('\n').slice(-3).join(' ');
    const refused = deniedHosts.length > 0 ? ` It asked for ${deniedHosts.join(', ')}, which it may not reach.` : '';
    this.#failed(
      new Error(`The server ended with exit code ${exitCode}.${refused}${last === '' ? '' : ` It said: ${last}`}`),
    );
  }

  #failed(error: Error): void {
    this.onerror?.(error);
    this.onclose?.();
  }
}
