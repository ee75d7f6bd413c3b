import { type ErrorCode, VerbatimError } from '../../errors.ts';
import { errorAnswer } from '../contract/basis/errors.ts';

/** What the API, or the way to it, refused: `code`, `message`, and in `details` the place, what was expected and what was found. */
export class ApiError extends VerbatimError {
  override readonly name = 'ApiError';
  /** Of HTTP; undefined where nobody answered. */
  readonly status: number | undefined;

  constructor(
    status: number | undefined,
    ...[code, message, details]: ConstructorParameters<typeof VerbatimError>
  ) {
    super(code, message, details);
    this.status = status;
  }
}

/** What answers in place of the API (a proxy, a gateway) has no code of ours. */
const codeOfStatus = (status: number): ErrorCode => (status === 404 ? 'not-found' : 'unreachable');

/** The error that a response is. */
export const refusalOf = async (response: Response, url: URL): Promise<ApiError> => {
  const got = `status ${response.status} from ${url.origin}${url.pathname}`;
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = errorAnswer.safeParse(body);
  if (!parsed.success)
    return new ApiError(response.status, codeOfStatus(response.status), 'the API refused the request', {
      got,
    });
  const { code, message, ...details } = parsed.data.error;
  return new ApiError(response.status, code, message, { got, ...details });
};
