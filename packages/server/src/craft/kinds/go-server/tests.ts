import { goPatterns, goString, rawString } from '../../go/source.ts';
import type { Session } from '../../modules/sessions.ts';
import { goWordStyle } from '../go-cli/words.ts';
import { requestsOf, type ServiceRequest } from '../service/requests.ts';
import type { Route } from '../service/routes.ts';
import { type TcpLine, tcpLines } from '../tcp-server/lines.ts';

/** The body of `TestAddresses`: every address as a client calls it. */
export function requestCases(sessions: readonly Session[], routes: readonly Route[]): string {
  return sessions.flatMap((session) => caseOf(session.title, requestsOf(session, routes)?.map(requestLine))).join('\n');
}

/** The body of `TestCommands`: every command as a line. */
export function lineCases(sessions: readonly Session[]): string {
  return sessions.flatMap((session) => caseOf(session.title, tcpLines(session, goWordStyle)?.map(lineLine))).join('\n');
}

function caseOf(title: string, lines: readonly string[] | undefined): string[] {
  if (!lines) return [];
  const body = ['c := start(t)', ...lines].map((line) => `\t\t${line}\n`).join('');
  return [`\tt.Run(${rawString(title)}, func(t *testing.T) {\n${body}\t})`];
}

const statuses: Record<number, string> = {
  200: 'http.StatusOK',
  204: 'http.StatusNoContent',
  404: 'http.StatusNotFound',
  422: 'http.StatusUnprocessableEntity',
};

function requestLine({ method, path, body, status, gives, matches, location }: ServiceRequest): string {
  const sent = [goString(method), goString(path), rawString(body === undefined ? '' : JSON.stringify(body))].join(', ');
  if (location !== undefined) return `c.leads(${goString(location)}, ${sent})`;
  if (matches !== undefined) return `c.matches(${sent}, ${goPatterns(matches).map(rawString).join(', ')})`;
  if (gives === undefined) return `c.expect(${statuses[status] ?? status}, ${sent})`;
  return `c.gives(${rawString(JSON.stringify(gives))}, ${sent})`;
}

function lineLine({ line, gives, matches, fails }: TcpLine): string {
  if (fails) return `c.starts("ERROR ", ${rawString(line)})`;
  if (matches !== undefined || gives === undefined) return `c.starts("OK ", ${rawString(line)})`;
  return `c.gives(${rawString(JSON.stringify(gives))}, ${rawString(line)})`;
}
