/** Where pull requests are made. GitLab calls them merge requests. */
export type ForgeKind = 'github' | 'gitlab';

/** A repository on a forge, as the address of a remote names it. */
export interface ForgeRepository {
  kind: ForgeKind;
  /** Host, with its port where it is not the usual one. */
  host: string;
  /** Base address of its API. */
  api: string;
  /** `owner/name`; on GitLab with all groups before it. */
  path: string;
  /** Where a branch is pushed to: https, or http on this machine. */
  pushUrl: string;
}

export interface PullRequest {
  title: string;
  body: string;
  /** The branch with the result, as pushed. */
  branch: string;
  /** Branch that should take it; the forge's default one when null. */
  base: string | null;
  draft: boolean;
}

export interface OpenedPullRequest {
  url: string;
  number: number;
  /** False where one for this branch was open already: its text was brought up to date. */
  created: boolean;
}

/** One exchange with the forge's API. */
export type Ask = (request: {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  url: string;
  headers: Record<string, string>;
  body?: string;
}) => Promise<{ status: number; body: string }>;

export interface Forge {
  /**
   * Opens a pull request, or brings the one up to date that is open for the branch.
   * @throws CodewrightError FORBIDDEN (a token that may not), NOT_FOUND, CONFLICT, WEB_UNREACHABLE.
   */
  open(repository: ForgeRepository, request: PullRequest): Promise<OpenedPullRequest>;
}
