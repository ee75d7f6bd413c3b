import type { StreamedResponse } from '../../feedback/stream/streamed-response.ts';

/** What a connector asks the outside with. */
export interface ConnectorEffects {
  /** The answer as JSON. Throws VerbatimError `unreachable` for anything else. */
  readonly getJson: (url: URL, token?: string) => Promise<unknown>;
  /** Sends a form, and gives the answer as JSON. Throws VerbatimError `unreachable` for anything else. */
  readonly postForm: (url: URL, form: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly now: () => Date;
  /** What the source was given to know us by. Throws VerbatimError `usage` where nothing is stored for it. */
  readonly keyOf: (connector: string) => Promise<string>;
}

export interface ConnectorPage {
  /** At most 500, each with an id. */
  readonly responses: readonly StreamedResponse[];
  /** Entries that no response could be made of. */
  readonly unread: number;
}

/** When the latest of these was written, or what was the latest before. */
export const latestOf = (
  responses: ConnectorPage['responses'],
  before: string | undefined,
): string | undefined =>
  responses.reduce(
    (latest, { submittedAt }) =>
      latest === undefined || Date.parse(submittedAt) > Date.parse(latest) ? submittedAt : latest,
    before,
  );

/**
 * A source of responses that is asked, instead of sending them. Yields pages of what was published or changed since the position, and
 * returns the position that the next run begins at. What it yields may have been yielded before.
 *
 * @param position what the last run returned; undefined for the first run
 */
export type Connector = (
  effects: ConnectorEffects,
  position: string | undefined,
) => AsyncGenerator<ConnectorPage, string | undefined>;
