import { type ErrorCode, errorCodes, VerbatimError } from '../../errors.ts';

/** An error of the API, or of the connection to it: `code`, `message`, and in `details` the place, what was expected and what was found. */
export class ApiError extends VerbatimError {
  override readonly name = 'ApiError';
  /** The HTTP status; undefined if no response arrived. */
  readonly status: number | undefined;

  constructor(
    status: number | undefined,
    ...[code, message, details]: ConstructorParameters<typeof VerbatimError>
  ) {
    super(code, message, details);
    this.status = status;
  }
}

type Values = Readonly<Record<string, unknown>>;

const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null;

/** A proxy or gateway in front of the API has no such code, and a newer API may have codes that are unknown here. */
const codeOf = (status: number, { code }: Values): ErrorCode => {
  const known = errorCodes.find((candidate) => candidate === code);
  return known ?? (status === 404 ? 'not-found' : 'unreachable');
};

const isOurs = ({ code }: Values): boolean => errorCodes.some((known) => known === code);

const textDetails = (error: Values) =>
  Object.fromEntries(
    ['file', 'column', 'expected', 'got'].flatMap((name) => {
      const value = error[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );

/** The error in a response. Parsed by hand: the page sends requests before it has loaded any schema. */
export const refusalOf = async (response: Response, url: URL): Promise<ApiError> => {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  const error = isValues(body) && isValues(body['error']) ? body['error'] : {};
  const { message, row } = error;
  return new ApiError(
    status,
    codeOf(status, error),
    typeof message === 'string' ? message : 'the API refused the request',
    {
      ...(isOurs(error) ? {} : { got: `status ${status} from ${url.origin}${url.pathname}` }),
      ...textDetails(error),
      ...(typeof row === 'number' ? { row } : {}),
    },
  );
};
