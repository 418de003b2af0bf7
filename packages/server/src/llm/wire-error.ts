/** What can go wrong between here and a provider before it says anything itself. */
export type WireFault =
  | 'unreachable'
  | 'tls'
  | 'cut'
  | 'no-answer'
  | 'stalled'
  | 'redirect'
  | 'html'
  | 'too-long'
  | 'call-too-long'
  | 'broken-off';

/** A failure of the wire, in words for a person. */
export class WireError extends Error {
  readonly fault: WireFault;

  constructor(fault: WireFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'WireError';
    this.fault = fault;
  }

  /** What Node says of a socket. */
  static from(error: Error, url: URL): WireError {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const at = url.origin;
    if (code === 'ECONNREFUSED') return new WireError('unreachable', `nothing listens at ${at}`, error);
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return new WireError('unreachable', `the name ${url.hostname} cannot be resolved`, error);
    if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED')
      return new WireError('cut', `${at} closed the connection before its answer was whole`, error);
    if (code === 'EPROTO' && /wrong version number|packet length/i.test(error.message))
      return new WireError('tls', `${at} does not speak TLS`, error);
    if (/CERT|SELF_SIGNED|UNABLE_TO_|TLS|SSL/.test(code) || code === 'EPROTO')
      return new WireError('tls', `the certificate of ${at} is not trusted (${code})`, error);
    return new WireError('unreachable', `${at} cannot be reached: ${code || error.message}`, error);
  }
}
