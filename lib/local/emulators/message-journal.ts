import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';

/** A message that was sent and not deleted. */
const keptMessage = z.object({
  messageId: z.string(),
  queue: z.string(),
  body: z.string(),
  /** Message attributes as JSON, as they were sent. */
  attributes: z.string(),
});
export type KeptMessage = Readonly<z.infer<typeof keptMessage>>;

/**
 * The content of the queues, on disk: the emulated queues are in memory, and an accepted message must survive a crash.
 * Written before the sender gets its response; SQS may deliver a message twice, but never loses one.
 */
export class MessageJournal {
  readonly #database: DatabaseSync;

  /** @param path file of the journal, or `:memory:`. */
  constructor(path: string) {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    this.#database = new DatabaseSync(path);
    // Survives the end of this process at any point; a power cut may lose the last instant before it.
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    this.#database.exec(
      'CREATE TABLE IF NOT EXISTS messages (messageId TEXT PRIMARY KEY, queue TEXT, body TEXT, attributes TEXT)',
    );
  }

  keep({ messageId, queue, body, attributes }: KeptMessage): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?)')
      .run(messageId, queue, body, attributes);
  }

  forget(messageId: string): void {
    this.#database.prepare('DELETE FROM messages WHERE messageId = ?').run(messageId);
  }

  /** All recorded messages, the oldest first. */
  all(): KeptMessage[] {
    return z.array(keptMessage).parse(this.#database.prepare('SELECT * FROM messages ORDER BY rowid').all());
  }

  get size(): number {
    const row = this.#database.prepare('SELECT COUNT(*) AS size FROM messages').get();
    return Number(row?.['size']);
  }

  close(): void {
    this.#database.close();
  }
}
