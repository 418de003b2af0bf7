import type { Asker } from '@codewright/protocol/access';
import type { CodewrightClient, JobsClient, TalkClient } from '@codewright/protocol/client';
import type { MemoryClient } from '@codewright/protocol/memory';
import type { SecretsView, SettingChange, SettingsView } from '@codewright/protocol/settings';
import type { ViewClient } from '@codewright/protocol/views';
import type { Access } from '../access/contract.ts';
import type { Notify } from '../notify/contract.ts';
import type { Logger } from '../shared/logger.ts';
import type { Telemetry } from '../telemetry/contract.ts';
import type {
  AgentCli,
  Models,
  TeamRole,
  WorkflowCheck,
  WorkflowDraft,
  WorkflowListed,
  WorkflowText,
} from '@codewright/protocol/team';

export interface ApiOptions {
  client: CodewrightClient;
  /** The client whose acts are recorded as this user's; `client` for everybody when absent. */
  clientFor?: (user: string) => CodewrightClient;
  /** Conversations of a user, who may do with jobs what the client lets them; those of `client` for everybody when absent. */
  talkOf?: (owner: string, client: JobsClient) => TalkClient;
  /** Memory and knowledge as one may see and change them; without it there are none. */
  memoryOf?: (asker: Asker) => MemoryClient;
  /** Lists of jobs that a user saved; without it none are kept. */
  viewsOf?: (user: string) => ViewClient;
  /** Notifications and webhooks; without it there are none. */
  notify?: Notify;
  /** Figures and workers; without it there are none. */
  telemetry?: Telemetry;
  /** Roles, workflows, models and agent CLIs; without it they are not shown. */
  team?: TeamView;
  /** Whose a job is, by its id or an ending of it. @throws CodewrightError NOT_FOUND */
  ownerOf: (job: string) => Promise<string>;
  /** Every request but the health checks and the document must carry a token or a session that it knows, loopback included. */
  access: Access;
  /** Settings and keys; without it there are none to see or change. */
  settings?: SettingsAdmin | undefined;
  /** The token of the installation: whoever asks /healthz gets proof that the server knows it. */
  token: string;
  version: string;
  /** Folder of the dashboard's files; without it there is no page. */
  site?: string;
  /** True once storage answers and, where there are workers, they run. */
  ready: () => Promise<boolean>;
  logger: Logger;
  /** Names that a request may give as its Host or Origin, beside loopback and the address that is listened on. */
  hostNames?: readonly string[];
  /** True where browsers reach it by HTTPS only: its cookies are then never sent otherwise. */
  https?: boolean;
  /** Requests a minute of one user; null: as many as come. 30, 60, 120 and 100 when absent. */
  jobsPerMinute?: number | null;
  chatPerMinute?: number | null;
  messagesPerMinute?: number | null;
  requestsPerMinute?: number | null;
  /** The same of one user's browsers; 1,200 when absent. */
  windowPerMinute?: number | null;
  /** Requests a minute of all together; no limit when absent. */
  allPerMinute?: number | null;
  /** Pause between two heartbeats of a stream; 10 s when absent. */
  heartbeatMs?: number;
  /** How long a stream waits for a reader that takes nothing before it is cut; 30 s when absent. */
  stallMs?: number;
  /** How long a request's headers, and the whole of it, may take to come in; 10 s and 30 s when absent. */
  headersMs?: number;
  requestMs?: number;
}

/** What an admin changes from afar. `by` is recorded. */
export interface SettingsAdmin {
  view(): SettingsView;
  /** All changes or none. @throws CodewrightError INVALID_INPUT naming the setting and what is wrong with its value. */
  change(changes: readonly SettingChange[], by: string): Promise<SettingsView>;
  secrets(): Promise<SecretsView>;
  setSecret(name: string, value: string, by: string): Promise<'set' | 'replaced'>;
  /** @throws CodewrightError NOT_FOUND */
  removeSecret(name: string, by: string): Promise<void>;
  policies(): Promise<{ name: string; text: string }[]>;
}

export interface RunningApi {
  url: string;
  /** Ends open streams and stops listening. */
  close(): Promise<void>;
}

/** Who can do the work, and by which plans. */
export interface TeamView {
  roles(): Promise<TeamRole[]>;
  models(): Promise<Models>;
  agents(): Promise<AgentCli[]>;
  /** With those of a repository, where one is named. @throws CodewrightError INVALID_INPUT where it is none */
  workflows(repository?: string): Promise<WorkflowListed[]>;
  /** @throws CodewrightError NOT_FOUND */
  workflow(name: string, repository?: string): Promise<WorkflowText>;
  /** @throws CodewrightError WORKFLOW_INVALID with every fault and its place; CONFLICT where the file is not the one that was read, NOT_FOUND where it is gone */
  saveWorkflow(name: string, draft: WorkflowDraft, by: string): Promise<WorkflowText>;
  check(text: { name: string; text: string }): Promise<WorkflowCheck>;
}
