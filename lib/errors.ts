/**
 * The registry of errors: every error that a user or an operator sees has a stable code from here.
 * `exit` is the command line's exit code (2 usage error, 3 invalid input, 4 held or not found, 5 a service is unreachable, 1 internal error);
 * `status` is the API's.
 */
const registry = {
  usage: { exit: 2, status: 400 },
  'file-not-found': { exit: 3, status: 404 },
  'file-empty': { exit: 3, status: 422 },
  'file-header-only': { exit: 3, status: 422 },
  'file-binary': { exit: 3, status: 422 },
  'file-truncated': { exit: 3, status: 422 },
  'file-corrupt': { exit: 3, status: 422 },
  'file-encoding': { exit: 3, status: 422 },
  'file-format-unsupported': { exit: 3, status: 422 },
  'file-too-large': { exit: 3, status: 413 },
  'request-too-large': { exit: 3, status: 413 },
  'sheet-not-found': { exit: 3, status: 422 },
  'row-ragged': { exit: 3, status: 422 },
  'row-unreadable': { exit: 3, status: 422 },
  'cell-nul-byte': { exit: 3, status: 422 },
  'cell-encoding': { exit: 3, status: 422 },
  'too-many-columns': { exit: 3, status: 422 },
  'cell-too-large': { exit: 3, status: 422 },
  'no-comment-column': { exit: 3, status: 422 },
  'mapping-invalid': { exit: 3, status: 422 },
  'mapping-undecided': { exit: 4, status: 409 },
  'taxonomy-invalid': { exit: 3, status: 422 },
  'journey-invalid': { exit: 3, status: 422 },
  'limits-invalid': { exit: 3, status: 422 },
  'redaction-invalid': { exit: 3, status: 422 },
  'zone-changed': { exit: 4, status: 409 },
  'series-unreadable': { exit: 3, status: 422 },
  'labels-unreadable': { exit: 3, status: 422 },
  'no-gain': { exit: 4, status: 409 },
  'scan-too-large': { exit: 2, status: 422 },
  'scan-too-slow': { exit: 2, status: 422 },
  'answer-too-large': { exit: 2, status: 422 },
  unauthorized: { exit: 2, status: 401 },
  forbidden: { exit: 2, status: 403 },
  'not-found': { exit: 4, status: 404 },
  conflict: { exit: 4, status: 409 },
  'changed-meanwhile': { exit: 4, status: 412 },
  'port-in-use': { exit: 5, status: 503 },
  'disk-full': { exit: 5, status: 507 },
  unreachable: { exit: 5, status: 503 },
  'unknown-resource': { exit: 1, status: 500 },
  internal: { exit: 1, status: 500 },
} as const satisfies Record<string, { exit: number; status: number }>;

export type ErrorCode = keyof typeof registry;

/** True for a code of the registry, for example in an answer of the API. */
export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(registry, code);

/** Every code, in the order of the registry. */
export const errorCodes: readonly ErrorCode[] = Object.keys(registry).filter(isErrorCode);

/** The place in the input, as far as it is known. `row` is 1 for the first data row. */
export interface Place {
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
}

export interface ErrorDetails extends Place {
  readonly expected?: string;
  /** What was found. Never the text of a comment: its kind or its size. */
  readonly got?: string;
  readonly cause?: unknown;
}

/**
 * An error with a stable code, a place, what was expected and what was found.
 *
 * @example throw new VerbatimError('file-truncated', 'the gzip stream ends early', { file: 'may.csv.gz' })
 */
export class VerbatimError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'VerbatimError';
    this.code = code;
    this.details = details;
  }

  /** One line for people: place, message, expected, got, code. */
  override toString(): string {
    const { file, row, column, expected, got } = this.details;
    const place = [
      file,
      row === undefined ? undefined : `row ${row}`,
      column === undefined ? undefined : `column "${column}"`,
    ]
      .filter((part) => part !== undefined)
      .join(', ');
    const contrast = [
      expected === undefined ? undefined : `expected ${expected}`,
      got === undefined ? undefined : `got ${got}`,
    ].filter((part) => part !== undefined);
    return `${place === '' ? '' : `${place}: `}${this.message}${contrast.length > 0 ? ` (${contrast.join(', ')})` : ''} [${this.code}]`;
  }
}

/** An error as data, for clients and for storage; without its cause. */
export interface ErrorView extends Omit<ErrorDetails, 'cause'> {
  readonly code: ErrorCode;
  readonly message: string;
}

/** @example errorView(error) // { code: 'file-corrupt', message: 'a quoted cell is not closed', file: 'may.csv', row: 12 } */
export const errorView = ({ code, message, details }: VerbatimError): ErrorView => {
  const { cause: _cause, ...place } = details;
  return { code, message, ...place };
};

/** The error of a view. */
export const errorOf = ({ code, message, ...details }: ErrorView): VerbatimError =>
  new VerbatimError(code, message, details);

/** The command line's exit code for any thrown value; 1 for unexpected ones. */
export const exitCodeOf = (error: unknown): number =>
  error instanceof VerbatimError ? registry[error.code].exit : 1;

/** The API's status for an error of the registry. */
export const statusOfCode = (code: ErrorCode): number => registry[code].status;

/** The API's status for any thrown value; 500 for unexpected ones. */
export const statusOf = (error: unknown): number =>
  error instanceof VerbatimError ? statusOfCode(error.code) : 500;
