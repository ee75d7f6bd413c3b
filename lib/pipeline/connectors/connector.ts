import type { StreamedResponse } from '../../feedback/stream/streamed-response.ts';

/** What a connector asks the outside with. */
export interface ConnectorEffects {
  /** The answer as JSON. Throws VerbatimError `unreachable` for anything else. */
  readonly getJson: (url: URL) => Promise<unknown>;
}

export interface ConnectorPage {
  /** At most 500, each with an id. */
  readonly responses: readonly StreamedResponse[];
  /** Entries that no response could be made of. */
  readonly unread: number;
}

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
